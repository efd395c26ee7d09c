package fr.carnet.enforcement.policy;

import java.util.Optional;

/**
 * On what an app relies for one request.
 *
 * @param purpose purpose code that came with the request
 * @param app     what the catalogue says of the token's client
 */
public record AppUse(String purpose, Optional<ReferencedApp> app) {
}
