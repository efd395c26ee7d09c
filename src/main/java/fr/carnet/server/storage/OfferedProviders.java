package fr.carnet.server.storage;

import java.util.List;

/**
 * Providers on the clinical endpoint that are made alike, one per type.
 *
 * @param all each of them
 */
public record OfferedProviders(List<? extends OfferedProvider> all) {
}
