package fr.carnet.server.identity;

import fr.carnet.server.config.SecuritySettings;
import java.util.List;

/**
 * Issuers that a part of this server runs itself.
 *
 * @param issuers trusted besides the configured ones
 */
public record AdditionalIssuer(List<SecuritySettings.Issuer> issuers) {
}
