package fr.carnet.server.smart;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Endpoint;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.hl7.fhir.r4.model.UrlType;

/**
 * An app as the catalogue takes it in: it reads and writes blood glucose, and reads who the patient is.
 *
 * @param oid         its OID
 * @param clientId    its OAuth client
 * @param redirectUri where people are sent back to
 * @param key         its key; empty for a public client
 * @param online      whether it is EN_LIGNE, else HORS_LIGNE
 */
record Listing(String oid, String clientId, String redirectUri, Optional<JWK> key, boolean online) {

    /** Its one purpose. */
    static final String PURPOSE = "SUIVI-GLYCEMIE";
    /** What it may ask for. */
    static final String SCOPES = "openid fhirUser launch/patient offline_access patient/Observation.cruds patient/Patient.rs";

    private static final String EDITOR = "urn:uuid:7c4f1c54-8f0b-4a41-9f0e-0000000000a1";
    private static final String TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation";
    private static final String RESOURCE_TYPES = "http://hl7.org/fhir/resource-types";

    /** Puts it into the catalogue of a server, or changes what stands there. */
    void enter(TestServer server) {
        Bundle catalogue = new Bundle().setType(Bundle.BundleType.COLLECTION);
        Organization editor = new Organization().setActive(true).setName("Éditeur d'essai");
        editor.addIdentifier().setSystem("https://sirene.fr").setValue("999000123");
        catalogue.addEntry().setFullUrl(EDITOR).setResource(editor);
        catalogue.addEntry().setResource(endpoint(LocalDate.ofInstant(server.clock().instant(), ZoneId.of("Europe/Paris"))));
        Reply entered = server.api().post(server.tokens().catalogue(), "/Endpoint/$referencer", catalogue);
        assertThat(entered.status()).as(entered.text()).isEqualTo(200);
    }

    private Endpoint endpoint(LocalDate today) {
        Endpoint app = new Endpoint();
        app.addExtension(client());
        app.addExtension(nested(Canonical.APP_PRESENTATION, part("description", text("Relève la glycémie.", "Takes blood glucose."))));
        app.addExtension(purpose());
        app.addIdentifier().setSystem("urn:ietf:rfc:3986").setValue(oid);
        app.setStatus(online ? Endpoint.EndpointStatus.ACTIVE : Endpoint.EndpointStatus.OFF);
        app.getStatusElement().addExtension(new Extension(Canonical.APP_STATUS, new CodeType(online ? "EN_LIGNE" : "HORS_LIGNE")));
        app.setConnectionType(new Coding("http://terminology.hl7.org/CodeSystem/endpoint-connection-type", "hl7-fhir-rest", null));
        app.setNameElement(text("Glycémie d'essai", "Glucose on trial"));
        app.getManagingOrganization().setReference(EDITOR);
        app.addPayloadType().addCoding().setSystem(RESOURCE_TYPES).setCode("Observation");
        app.setAddress("https://app.example.org/");
        app.getPeriod().setStartElement(new DateTimeType(today.toString())).setEndElement(new DateTimeType(today.plusYears(1).minusDays(1).toString()));
        return app;
    }

    private Extension client() {
        Extension client = nested(Canonical.APP_CLIENT, part("clientId", new StringType(clientId)), part("authentication", new CodeType(key.isPresent() ? "private_key_jwt" : "none")),
                part("redirectUri", new UrlType(redirectUri)), part("scope", new StringType(SCOPES)));
        key.ifPresent(own -> client.addExtension(part("jwks", new StringType(new JWKSet(own).toString(true)))));
        return client;
    }

    private static Extension purpose() {
        return nested(Canonical.APP_PURPOSE, part("code", new CodeType(PURPOSE)), part("libelle", text("Suivre ma glycémie", "Follow my blood glucose")),
                part("description", text("Ajoute vos glycémies à votre dossier, et les affiche.", "Adds your glucose values to your record, and shows them.")),
                part("domaine", new CodeType("soin")), exchange("measures", "read", "Observation/2345-7"), exchange("measures", "write", "Observation/2345-7"),
                exchange("profile", "read", "Patient"));
    }

    private static Extension exchange(String perimeter, String action, String data) {
        return nested("echange", part("perimetre", new CodeType(perimeter)), part("action", new CodeType(action)),
                nested("categorie", part("donnees", new StringType(data)), part("titre", text("Glycémie, identité", "Blood glucose, identity"))));
    }

    private static Extension nested(String url, Extension... parts) {
        Extension whole = new Extension(url);
        List.of(parts).forEach(whole::addExtension);
        return whole;
    }

    private static Extension part(String url, Type value) {
        return new Extension(url, value);
    }

    private static StringType text(String french, String english) {
        StringType text = new StringType(french);
        text.addExtension(nested(TRANSLATION, part("lang", new CodeType("en")), part("content", new StringType(english))));
        return text;
    }
}
