package fr.carnet.server.authorization.client;

import fr.carnet.server.config.EndpointSettings;
import java.util.List;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;

/** What the token of a structure's software says (SMART backend services): which structure it is, not who sits in front of it. */
public final class StructureClaims {

    /** Claim {@code token_kind} of such a token. */
    public static final String KIND = "structure";

    private final EndpointSettings endpoint;

    StructureClaims(EndpointSettings endpoint) {
        this.endpoint = endpoint;
    }

    /** Completes a token of the client credentials grant. */
    public void add(JwtEncodingContext context) {
        String structure = ClientTraits.of(context.getRegisteredClient()).structure().orElseThrow(() -> new IllegalStateException("no structure's software"));
        context.getJwsHeader().type("at+jwt");
        context.getClaims().subject(structure).audience(List.of(endpoint.baseUrl())).claim("client_id", context.getRegisteredClient().getClientId())
                .claim("scope", String.join(" ", context.getAuthorizedScopes())).claim("token_kind", KIND);
    }
}
