package fr.carnet.server.authorization.token;

import fr.carnet.enforcement.policy.Scopes;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which scopes an app may ask a person for, and which of them it gets. */
public final class AskedScopes {

    /** Refresh tokens, for as long as the pairing lasts. */
    public static final String OFFLINE = "offline_access";
    /** Understood, never granted: without {@link #OFFLINE} there is no refresh token. */
    public static final String ONLINE = "online_access";
    /** Identity and the record chosen: what every connected app is told anyway. */
    public static final Set<String> CONTEXT = Set.of("openid", "fhirUser", "launch/patient");

    private AskedScopes() {
    }

    /**
     * @param asked      scopes asked for
     * @param registered scopes that the client may ask for
     * @return the first one that it may not, empty when it may have all of them
     */
    public static Optional<String> refused(Collection<String> asked, Collection<String> registered) {
        List<SmartScope> allowed = registered.stream().flatMap(scope -> SmartScope.of(scope).stream()).toList();
        return asked.stream().filter(scope -> !isAllowed(scope, registered, allowed)).findFirst();
    }

    private static boolean isAllowed(String scope, Collection<String> registered, List<SmartScope> allowed) {
        if (CONTEXT.contains(scope) || ONLINE.equals(scope)) {
            return true;
        }
        if (OFFLINE.equals(scope)) {
            return registered.contains(scope);
        }
        // A person grants what is a person's: software of its own asks for system scopes with its own credentials.
        return SmartScope.of(scope).filter(smart -> !smart.level().equals("system") && isKept(scope)).map(smart -> smart.isWithin(allowed)).orElse(false);
    }

    /** What calls could not be narrowed by is not promised: such a scope would open nothing. */
    private static boolean isKept(String scope) {
        return !Scopes.of(scope).granted().isEmpty();
    }

    /**
     * @param asked  scopes asked for
     * @param ticked a scope that the person ticked
     * @return whether it is one of them, or part of one, such as a category of it
     */
    public static boolean isPartOf(Collection<String> asked, String ticked) {
        List<SmartScope> within = asked.stream().flatMap(scope -> SmartScope.of(scope).stream()).toList();
        return asked.contains(ticked) || SmartScope.of(ticked).filter(scope -> isKept(ticked)).map(scope -> scope.isWithin(within)).orElse(false);
    }

    /**
     * @param asked  scopes asked for
     * @param ticked scopes that the person left ticked
     * @return what is granted: nothing when nothing was left ticked; the record chosen goes without saying
     */
    public static List<String> granted(Collection<String> asked, Collection<String> ticked) {
        if (ticked.stream().allMatch(ONLINE::equals)) {
            return List.of();
        }
        return Stream.concat(ticked.stream(), asked.stream().filter(CONTEXT::contains)).filter(scope -> !ONLINE.equals(scope)).distinct().toList();
    }
}
