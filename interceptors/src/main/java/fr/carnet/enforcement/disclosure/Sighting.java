package fr.carnet.enforcement.disclosure;

import fr.carnet.enforcement.policy.RecordPolicies.Standing;
import java.util.Optional;

/**
 * What is known before a resource is read: whose it is, and how that record stands for who asks, at one instant.
 *
 * @param resource what the index says; empty for what is absent
 * @param standing how its record stands; empty when there is none
 */
public record Sighting(Optional<StoredResource> resource, Optional<Standing> standing) {
}
