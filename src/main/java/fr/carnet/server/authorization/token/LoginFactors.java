package fr.carnet.server.authorization.token;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How a person logged in, from the session's authorities to the claims of an identity token. */
final class LoginFactors {

    /** Authority that the login leaves for a factor passed, to its word in RFC 8176. */
    private static final Map<String, String> METHODS = new TreeMap<>(Map.of("FACTOR_PASSWORD", "pwd", "FACTOR_OTP", "otp", "FACTOR_WEBAUTHN", "pop"));
    private static final String SEVERAL = "mfa";

    private LoginFactors() {
    }

    /** @return {@code amr}, empty when the login said nothing */
    static List<String> methods(Collection<String> authorities) {
        List<String> methods = new ArrayList<>(METHODS.entrySet().stream().filter(method -> authorities.contains(method.getKey())).map(Map.Entry::getValue).toList());
        if (methods.size() > 1) {
            methods.add(SEVERAL);
        }
        return methods;
    }

    /** @return {@code acr}: {@code 2} for several factors, {@code 1} for one; levels of this server, no claim to eIDAS */
    static String level(Collection<String> methods) {
        return methods.contains(SEVERAL) ? "2" : "1";
    }
}
