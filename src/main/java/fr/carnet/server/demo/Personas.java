package fr.carnet.server.demo;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.carnet.enforcement.policy.RecordPolicies;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.server.config.SecuritySettings;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** The demo's people and their tokens. */
@Component
@Profile("demo")
class Personas {

    static final String DEMO_SYSTEM = "urn:oid:1.2.250.1.213.1.4.11";

    private final List<Persona> all;
    private final DemoIssuer issuer;
    private final RecordPolicies records;

    Personas(ObjectMapper json, DemoIssuer issuer, RecordPolicies records) throws IOException {
        this.issuer = issuer;
        this.records = records;
        try (InputStream file = new ClassPathResource("demo/personas.json").getInputStream()) {
            this.all = json.readValue(file, new TypeReference<>() {
            });
        }
    }

    /** @return everybody */
    List<Persona> all() {
        return all;
    }

    /** @return a token for this persona, empty for an unknown name or when its record does not exist yet */
    Optional<String> token(String id) {
        return all.stream().filter(persona -> persona.id().equals(id)).findFirst().flatMap(this::token);
    }

    /** @return the professional of this name, empty when there is none */
    Optional<Persona> professional(String id) {
        return all.stream().filter(persona -> persona.id().equals(id) && persona.kind() == SecuritySettings.Kind.PRO_SANTE_CONNECT).findFirst();
    }

    /** @return the professional whom a token means by {@code sub}, empty when there is none */
    Optional<Persona> professionalOf(String subject) {
        return all.stream().filter(persona -> persona.kind() == SecuritySettings.Kind.PRO_SANTE_CONNECT && subject.equals(persona.claims().get("sub"))).findFirst();
    }

    /** @return whether the demo's records have been made already */
    boolean hasRecord(String ins) {
        return records.findByIdentifier(DEMO_SYSTEM, ins, Set.of()).isPresent();
    }

    private Optional<String> token(Persona persona) {
        if (persona.kind() != SecuritySettings.Kind.SMART) {
            return Optional.of(issuer.token(persona.kind(), persona.claims()));
        }
        return records.findByIdentifier(DEMO_SYSTEM, persona.record(), Set.of()).map(RecordPolicies.Standing::policy)
                .flatMap(policy -> user(persona, policy).map(user -> {
                    Map<String, Object> claims = new HashMap<>(persona.claims());
                    claims.put("patient", policy.patientId());
                    claims.put("fhirUser", user);
                    return issuer.token(persona.kind(), claims);
                }));
    }

    private static Optional<String> user(Persona persona, RecordPolicy policy) {
        return "RelatedPerson".equals(persona.claims().get("fhirUser"))
                ? policy.delegations().stream().findFirst().map(delegation -> "RelatedPerson/" + delegation.relatedPersonId())
                : Optional.of("Patient/" + policy.patientId());
    }
}
