package fr.carnet.server.config;

/**
 * A key secret that a part of this server made, for when none is configured.
 *
 * @param base64 at least 32 random bytes
 */
public record GeneratedKeySecret(String base64) {

    @Override
    public String toString() {
        return "GeneratedKeySecret[]";
    }
}
