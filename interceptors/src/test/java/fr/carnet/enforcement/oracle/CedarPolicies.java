package fr.carnet.enforcement.oracle;

import com.cedarpolicy.AuthorizationEngine;
import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.AuthorizationRequest;
import com.cedarpolicy.model.AuthorizationResponse;
import com.cedarpolicy.model.AuthorizationSuccessResponse.Decision;
import com.cedarpolicy.model.ValidationRequest;
import com.cedarpolicy.model.ValidationResponse;
import com.cedarpolicy.model.entity.Entity;
import com.cedarpolicy.model.exception.AuthException;
import com.cedarpolicy.model.exception.CacheException;
import com.cedarpolicy.model.policy.Policy;
import com.cedarpolicy.model.policy.PolicySet;
import com.cedarpolicy.model.schema.Schema;
import com.cedarpolicy.value.EntityUID;
import com.cedarpolicy.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** The reference side: {@code oracle/*.cedar}, parsed once and asked case by case. May be asked by several threads. */
final class CedarPolicies {
    private static final List<String> FILES = List.of("S2-callers", "S4-care", "S4-acts", "S5-patient-side", "S6-apps");
    private final AuthorizationEngine cedar = new BasicAuthorizationEngine();
    private final PolicySet policies;

    private CedarPolicies(Set<Policy> policies) {
        this.policies = new PolicySet(policies);
        try {
            this.policies.cache();
        } catch (CacheException e) {
            throw new IllegalArgumentException("the policies do not parse", e);
        }
    }

    /** @return all policies as they stand */
    static CedarPolicies load() {
        return new CedarPolicies(Set.copyOf(sources().toList()));
    }

    /** @return names of the policies: the number of the rule, and what it says */
    static List<String> names() {
        return sources().map(Policy::getID).toList();
    }

    /** @return the policies with this one left out */
    static CedarPolicies without(String name) {
        return new CedarPolicies(Set.copyOf(sources().filter(policy -> !policy.getID().equals(name)).toList()));
    }

    /** @return the policies with one text in them replaced, which must be there once */
    static CedarPolicies altered(String text, String by) {
        if (sources().filter(policy -> policy.getSource().contains(text)).count() != 1) {
            throw new IllegalArgumentException("not in exactly one policy: " + text);
        }
        return new CedarPolicies(Set.copyOf(sources().map(policy -> new Policy(policy.getSource().replace(text, by), policy.getID())).toList()));
    }

    /** @return what Cedar's own type checker finds fault with */
    ValidationResponse validate() throws AuthException {
        return cedar.validate(new ValidationRequest(Schema.parse(Schema.JsonOrCedar.Cedar, resource("carnet.cedarschema")), policies));
    }

    /** @return whether the policies allow the case, by virtue of any one authorisation, delegation and consent */
    boolean allow(CedarCase asked) {
        Entity principal = CedarIds.principal(asked.request().caller());
        Entity resource = CedarIds.resource(asked.entry(), asked.request().caller(), asked.request().hasDeposited());
        EntityUID action = CedarIds.type("Action").of(CedarActions.name(asked.request().act()));
        return CedarFacts.of(asked.request(), asked.record()).stream().anyMatch(context -> allow(principal, action, resource, context));
    }

    private boolean allow(Entity principal, EntityUID action, Entity resource, Map<String, Value> context) {
        try {
            AuthorizationResponse response = cedar.isAuthorized(new AuthorizationRequest(principal.getEUID(), action, resource.getEUID(), context), policies,
                    Set.of(principal, resource));
            // A policy that fails is passed over by Cedar: here that is a fault of the oracle, never an answer.
            if (response.success.isEmpty() || !response.success.get().getErrors().isEmpty()) {
                throw new IllegalStateException("Cedar could not decide: " + response);
            }
            return response.success.get().getDecision() == Decision.Allow;
        } catch (AuthException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<Policy> sources() {
        return FILES.stream().flatMap(file -> Arrays.stream(resource(file + ".cedar").split("(?m)^(?=@id)")).filter(text -> text.startsWith("@id(")))
                .map(text -> new Policy(text, text.substring(5, text.indexOf('"', 5))));
    }

    private static String resource(String name) {
        try (InputStream file = Objects.requireNonNull(CedarPolicies.class.getResourceAsStream("/oracle/" + name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
