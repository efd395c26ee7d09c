package fr.carnet.server.leak;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.server.RestfulServer;
import fr.carnet.server.document.SubmissionProvider;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Rows;
import fr.carnet.server.support.Seen;
import fr.carnet.server.support.TestServer;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.servlet.ServletRegistrationBean;

/** Leaks 29 to 32 as entries of Bundles: what is refused alone is refused inside, with the same words over hidden and absent. */
class BundleLeakTest {

    private static final byte[] CONTENT = {'a', 'b', 'c'};

    private final TestServer server = TestServer.instance();
    private final Twins reader = Twins.OF_A_NURSE;
    private final Records.Opened record = reader.secretive();

    @Test
    @DisplayName("Leak 29: no read, search or operation hides among the entries of a batch or a transaction")
    void leak29_readsInsideBundles() {
        for (Bundle.BundleType type : List.of(Bundle.BundleType.BATCH, Bundle.BundleType.TRANSACTION)) {
            for (String url : List.of("DocumentReference/%s", "DocumentReference/%s/_history/1", "DocumentReference/%s/_history", "DocumentReference/%s/$meta",
                    "DocumentReference?_id=%s&patient=x")) {
                reader.asNone(405, document -> Call.post(reader.token(), "/", with(type, HTTPVerb.GET, url.formatted(document.id()), null)));
            }
            reader.asNone(405, document -> Call.post(reader.token(), "/", with(type, HTTPVerb.GET, "Binary/" + document.content(), null)));
        }
        assertThat(server.bean(JpaStorageSettings.class).getBundleBatchPoolSize()).as("no entries side by side").isEqualTo(1);
    }

    @Test
    @DisplayName("Leak 30: a conditional create finds nothing and shows nothing: neither as header nor as entry, for a hidden match or none")
    void leak30_conditionalCreate() {
        Map<String, Long> before = Rows.counted();
        for (String prefer : List.of("return=representation", "return=minimal", "return=OperationOutcome")) {
            reader.asNone(400, document -> Call.post(reader.token(), "/DocumentReference", fresh(document)).with("If-None-Exist", "identifier=" + document.identifier())
                    .with("Prefer", prefer));
            reader.asNone(405, document -> Call.post(reader.token(), "/", conditional("identifier=" + document.identifier())).with("Prefer", prefer));
        }
        assertThat(Rows.counted()).isEqualTo(before);
    }

    @Test
    @DisplayName("Leak 31: conditional update, patch and delete answer alike, whether a hidden resource matches or none")
    void leak31_conditionalUpdatePatchAndDelete() {
        Map<String, Long> before = Rows.counted();
        for (Twins twins : List.of(Twins.OF_A_NURSE, Twins.OF_A_HOLDER)) {
            twins.asNone(405, document -> put(twins.token(), "/DocumentReference?identifier=" + document.identifier()));
            twins.asNone(405, document -> Call.bare("DELETE", twins.token(), "/DocumentReference?identifier=" + document.identifier()));
            for (String system : List.of("", "urn:ietf:rfc:3986%7C")) {
                twins.asNone(404, document -> Call.patch(twins.token(), "/DocumentReference?identifier=" + system + document.identifier(), Twins.DELETE));
                twins.asNone(404, document -> Call.patch(twins.token(), "/DocumentReference?identifier=" + system + document.identifier(), Twins.MASK).with("If-Match", "W/\"1\""));
            }
        }
        for (HTTPVerb verb : List.of(HTTPVerb.PUT, HTTPVerb.DELETE)) {
            reader.asNone(405, document -> Call.post(reader.token(), "/", with(Bundle.BundleType.TRANSACTION, verb, "DocumentReference?identifier=" + document.identifier(),
                    fresh(document))));
        }
        assertThat(Rows.counted()).isEqualTo(before);
    }

    @Test
    @DisplayName("Leak 32: HAPI's transaction processor, which looks conditional entries up by itself, is not asked")
    void leak32_conditionalEntriesLookedUpAhead() {
        reader.asNone(405, document -> Call.post(reader.token(), "/", conditional("identifier=urn:ietf:rfc:3986|" + document.identifier())));
        reader.asNone(405, document -> Call.post(reader.token(), "/", conditional("_id=" + document.id())));
        reader.asNone(405, document -> Call.post(reader.token(), "/", with(Bundle.BundleType.TRANSACTION, HTTPVerb.PATCH, "DocumentReference?identifier=" + document.identifier(),
                new Binary())));
        reader.asNone(405, document -> {
            Bundle several = conditional("identifier=" + document.identifier());
            several.getEntry().addAll(conditional("identifier=" + document.identifier()).getEntry());
            return Call.post(reader.token(), "/", several);
        });
        RestfulServer endpoint = (RestfulServer) server.bean("fhirServlet", ServletRegistrationBean.class).getServlet();
        assertThat(endpoint.getServerBindings()).filteredOn(binding -> binding.getRestOperationType() == RestOperationTypeEnum.TRANSACTION).singleElement()
                .satisfies(binding -> assertThat(binding.getProvider()).isInstanceOf(SubmissionProvider.class));
    }

    @Test
    @DisplayName("Leak 35: no reference is resolved by a query: hidden matches and none answer alike, and so do unknown and unusable patients")
    void leak35_referencesByQuery() {
        assertThat(server.bean(JpaStorageSettings.class).isAllowInlineMatchUrlReferences()).isFalse();
        for (String query : List.of("DocumentReference?identifier=%s", "DocumentReference?_id=%s", "List?_id=%s")) {
            reader.asNone(422, document -> {
                DocumentReference naming = fresh(document);
                naming.addRelatesTo().setCode(DocumentReference.DocumentRelationshipType.APPENDS).getTarget()
                        .setReference(query.formatted(query.contains("identifier") ? document.identifier() : document.id()));
                return Call.post(reader.token(), "/DocumentReference", naming);
            });
        }
        Records.Opened closedToHer = server.records().adult();
        Records.Opened unknown = new Records.Opened("none", Records.nextIns());
        Seen refused = Seen.of(Call.post(reader.token(), "/DocumentReference", Documents.simplified(unknown, Twins.READABLE)).send());
        assertThat(refused.status()).isEqualTo(403);
        assertThat(Seen.of(Call.post(reader.token(), "/DocumentReference", Documents.simplified(closedToHer, Twins.READABLE)).send())).isEqualTo(refused);
    }

    private DocumentReference fresh(Twins.Document document) {
        DocumentReference fresh = Documents.simplified(record, Twins.READABLE);
        fresh.getMasterIdentifier().setValue(document.identifier());
        return fresh;
    }

    private Bundle conditional(String ifNoneExist) {
        Bundle submission = Documents.submission(record, Twins.READABLE, CONTENT);
        submission.getEntry().get(1).getRequest().setIfNoneExist(ifNoneExist);
        return submission;
    }

    private Bundle with(Bundle.BundleType type, HTTPVerb verb, String url, Resource resource) {
        Bundle bundle = Documents.submission(record, Twins.READABLE, CONTENT).setType(type);
        bundle.addEntry().setResource(resource).getRequest().setMethod(verb).setUrl(url);
        return bundle;
    }

    private static Call put(String token, String path) {
        Call post = Call.post(token, path, "application/fhir+json", "{\"resourceType\":\"DocumentReference\",\"status\":\"current\"}");
        return new Call("PUT", post.token(), post.path(), post.body(), post.headers());
    }
}
