package fr.carnet.server.authorization.exchange;

import fr.carnet.server.identity.ClientCertificate;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Reads the parameters of an exchange (RFC 8693 2.1). Every request for this grant is taken, so that Spring's own exchange, which takes this
 * server's tokens, is never reached. Parameters come in the body alone: tokens have no place in addresses.
 */
final class ExchangeConverter implements AuthenticationConverter {

    static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
    static final String JWT = "urn:ietf:params:oauth:token-type:jwt";
    private static final Set<String> TYPES = Set.of(ACCESS_TOKEN, JWT);

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        if (!AuthorizationGrantType.TOKEN_EXCHANGE.getValue().equals(request.getParameter("grant_type"))) {
            return null;
        }
        if (request.getQueryString() != null) {
            throw ExchangeErrors.invalidRequest("parameters belong in the body, not in the address");
        }
        String subject = required(request, "subject_token");
        type("subject_token_type", required(request, "subject_token_type"));
        Optional<String> actor = one(request, "actor_token");
        Optional<String> actorType = one(request, "actor_token_type");
        if (actor.isPresent() != actorType.isPresent()) {
            throw ExchangeErrors.invalidRequest("actor_token and actor_token_type go together");
        }
        actorType.ifPresent(type -> type("actor_token_type", type));
        Set<String> scopes = Stream.of(required(request, "scope").split(" ")).filter(scope -> !scope.isEmpty()).collect(Collectors.toCollection(LinkedHashSet::new));
        String issuedType = one(request, "requested_token_type").orElse(ACCESS_TOKEN);
        type("requested_token_type", issuedType);
        Set<String> targets = Stream.of("resource", "audience").flatMap(name -> values(request, name).stream()).collect(Collectors.toUnmodifiableSet());
        return new ExchangeRequest(SecurityContextHolder.getContext().getAuthentication(), new ExchangeRequest.Asked(subject, actor, scopes, targets, issuedType, ClientCertificate.of(request)));
    }

    private static String required(HttpServletRequest request, String name) {
        return one(request, name).orElseThrow(() -> ExchangeErrors.invalidRequest(name + " is missing"));
    }

    private static Optional<String> one(HttpServletRequest request, String name) {
        List<String> values = values(request, name);
        if (values.size() > 1) {
            throw ExchangeErrors.invalidRequest(name + " is there more than once");
        }
        return values.stream().findFirst().filter(value -> !value.isBlank());
    }

    private static List<String> values(HttpServletRequest request, String name) {
        String[] values = request.getParameterValues(name);
        return values == null ? List.of() : List.of(values);
    }

    /** @throws OAuth2AuthenticationException invalid_request for a type that is not known */
    private static void type(String name, String type) {
        if (!TYPES.contains(type)) {
            throw ExchangeErrors.invalidRequest(name + " is not one of " + ACCESS_TOKEN + " and " + JWT);
        }
    }
}
