package fr.carnet.server.authorization.token;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A service's own identifier of a patient (idPe), given with the authorization request and kept with the pairing: with the service's OID it names the patient in
 * what the service writes and searches (MES API Mesures 1.5.2). It travels in addresses, so it must never be a national one.
 *
 * @param value 1 to 64 letters, digits and {@code . _ ~ : @ + / = -}
 */
public record IdPe(String value) {

    /** Name of the parameter and of the claims. */
    static final String NAME = "idPe";

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9._~:@+/=-]{1,64}");
    /** An INS or NIR, with or without its key. */
    private static final Pattern NATIONAL = Pattern.compile("[0-9]{5}(?:[0-9]{2}|2A|2B)[0-9]{6}(?:[0-9]{2})?");

    public IdPe {
        if (!isOwn(value)) {
            throw new IllegalArgumentException("no identifier of a service's own");
        }
    }

    /** @return the identifier, empty when a parameter is none */
    static Optional<IdPe> of(Object parameter) {
        return parameter instanceof String value && isOwn(value) ? Optional.of(new IdPe(value)) : Optional.empty();
    }

    private static boolean isOwn(String value) {
        return SHAPE.matcher(value).matches() && !NATIONAL.matcher(value).matches();
    }
}
