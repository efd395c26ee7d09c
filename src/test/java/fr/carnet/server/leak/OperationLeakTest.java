package fr.carnet.server.leak;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.method.OperationMethodBinding;
import fr.carnet.server.storage.OfferedProvider;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.Seen;
import fr.carnet.server.support.TestServer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.Subscription;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.servlet.ServletRegistrationBean;

/** Leaks 22 to 28, 47 and 48: operations that reach past the search. None is bound to the endpoint; the answer is the same over hidden and absent. */
class OperationLeakTest {

    private static final List<Twins> READERS = List.of(Twins.OF_A_NURSE, Twins.OF_A_HOLDER);
    private static final String PARAMETERS = "{\"resourceType\":\"Parameters\"}";

    private final TestServer server = TestServer.instance();

    @Test
    @DisplayName("Leak 22: $meta prints no label, and nobody adds or takes one away")
    void leak22_meta() {
        notOffered("$meta", "$meta-add", "$meta-delete");
        assertThat(server.database().sql("select count(*) from hfj_res_tag").query(Long.class).single()).as("labels in a table of their own").isZero();
    }

    @Test
    @DisplayName("Leak 23: HAPI's operations on a whole record, whose SQL carries no predicate of ours, are not there; every provider is ours")
    void leak23_everything() {
        notOffered("$everything", "$document", "$lastn", "$docref", "$ips");
        assertThat(offered()).allMatch(OfferedProvider.class::isInstance);
    }

    @Test
    @DisplayName("Leak 24: $diff compares no versions")
    void leak24_diff() {
        notOffered("$diff");
        Twins reader = Twins.OF_A_NURSE;
        reader.asNone(405, document -> Call.get(reader.token(), "/$diff?from=DocumentReference/" + document.id() + "&to=DocumentReference/" + reader.visible().id()));
        reader.asNone(405, document -> Call.get(reader.token(), "/DocumentReference/" + document.id() + "/$diff?fromVersion=1"));
    }

    @Test
    @DisplayName("Leak 25: nothing stored is validated under its id")
    void leak25_validateSomethingStored() {
        for (Twins reader : READERS) {
            for (String mode : List.of("", "?mode=update", "?mode=delete", "?mode=profile")) {
                reader.asNone(405, document -> Call.get(reader.token(), "/DocumentReference/" + document.id() + "/$validate" + mode));
                reader.asNone(405, document -> Call.post(reader.token(), "/DocumentReference/" + document.id() + "/$validate" + mode, "application/fhir+json", PARAMETERS));
            }
        }
    }

    @Test
    @DisplayName("Leak 26: no operation on everybody's data stands on the clinical endpoint")
    void leak26_operationsOnEverything() {
        notOffered("$expunge", "$delete-expunge", "$reindex", "$reindex-terminology", "$hapi.fhir.replace-references", "$hapi.fhir.bulk-patch", "$hapi.fhir.undo-merge", "$merge",
                "$replace-references", "$mdm-submit", "$mdm-query-links", "$mdm-clear", "$import", "$trigger-subscription", "$process-message", "$get-resource-counts",
                "$mark-all-resources-for-reindexing", "$partition-management-list-partitions", "$partition-management-create-partition", "$apply-codesystem-delta-add",
                        "$perform-reindexing-pass",
                "$upload-external-code-system", "$match", "$member-match", "$package");
        assertThat(Call.get(Twins.NURSE_TOKEN, "/DocumentReference/" + Twins.OF_A_NURSE.visible().id()).send().status()).as("still there").isEqualTo(200);
    }

    @Test
    @DisplayName("Leak 27: the CapabilityStatement counts nothing: it says the same whatever is stored")
    void leak27_countsInTheCapabilityStatement() {
        String before = capability();
        for (int i = 0; i < 3; i++) {
            Twins.deposit(Twins.OF_A_NURSE.secretive(), Twins.READABLE, "MASQUE_PS");
        }
        assertThat(capability()).isEqualTo(before).doesNotContain("resourceCount").doesNotContain("acl");
        assertThat(server.api().get(null, "/metadata").as(CapabilityStatement.class).getRestFirstRep().getResource()).isNotEmpty()
                .allMatch(resource -> resource.getExtension().stream().noneMatch(extension -> extension.getUrl().contains("resourceCount")));
    }

    @Test
    @DisplayName("Leak 28: GraphQL, with its own chains and pages, is not there")
    void leak28_graphql() {
        notOffered("$graphql");
        for (Twins reader : READERS) {
            for (String path : List.of("/$graphql?query=%7BDocumentReferenceList(patient:%22{patient}%22)%7Bid%7D%7D", "/Patient/{patient}/$graphql?query=%7Bid%7D")) {
                Refusals.assertWellFormed(reader.alike(path), 405, "not-offered");
                Refusals.assertWellFormed(reader.alike((token, record) -> Call.post(token, path.replace("{patient}", record.id()), "application/json",
                        "{\"query\":\"{Patient(id:1){id}}\"}")), 405, "not-offered");
            }
        }
    }

    @Test
    @DisplayName("Leak 47: nobody subscribes to what he may not see: no Subscription is stored, no delivery runs")
    void leak47_subscriptions() {
        for (Twins reader : READERS) {
            Subscription subscription = new Subscription().setStatus(Subscription.SubscriptionStatus.REQUESTED).setReason("x")
                    .setCriteria("DocumentReference?patient=" + reader.secretive().id());
            subscription.getChannel().setType(Subscription.SubscriptionChannelType.RESTHOOK).setEndpoint("http://127.0.0.1:9/");
            Seen all = Seen.of(Call.post(reader.token(), "/Subscription", subscription).send());
            assertThat(all.status()).isEqualTo(404);
            assertThat(Seen.of(Call.post(reader.token(), "/Subscription", subscription.setCriteria("DocumentReference?security-label=MASQUE_PS")).send())).isEqualTo(all);
            assertThat(Call.get(reader.token(), "/Subscription").send().status()).isEqualTo(404);
        }
        Twins.deposit(Twins.OF_A_NURSE.secretive(), Twins.READABLE, "MASQUE_PS");
        assertThat(server.database().sql("select count(*) from hfj_resource where res_type in ('Subscription', 'SubscriptionTopic')").query(Long.class).single()).isZero();
        assertThat(server.database().sql("select count(*) from hfj_resource_modified").query(Long.class).single()).as("changes waiting to be matched").isZero();
    }

    @Test
    @DisplayName("Leak 48: no bulk export, so no system acts for a caller and no job's result is shared")
    void leak48_bulkExport() {
        notOffered("$export", "$export-poll-status");
        for (Twins reader : READERS) {
            Refusals.assertWellFormed(reader.alike((token, record) -> Call.get(token, "/Patient/" + record.id() + "/$export").with("Prefer", "respond-async")), 405, "not-offered");
            assertThat(Call.get(reader.token(), "/Group/x/$export").with("Prefer", "respond-async").send().status()).isEqualTo(404);
        }
        assertThat(server.database().sql("select count(*) from bt2_job_instance where definition_id ilike '%export%'").query(Long.class).single()).isZero();
        assertThat(server.bean(JpaStorageSettings.class).getEnableBulkExportJobReuse()).isFalse();
    }

    /** Refused on server, type and stored resource, for hidden, absent and visible alike; and bound to no method of the endpoint. */
    private void notOffered(String... operations) {
        for (String operation : operations) {
            for (Twins reader : READERS) {
                Reply system = Call.get(reader.token(), "/" + operation).send();
                Refusals.assertWellFormed(system, 405, "not-offered");
                for (String path : List.of("/Patient/{patient}/", "/Patient/", "/DocumentReference/", "/")) {
                    assertThat(Seen.of(reader.alike(path + operation))).isEqualTo(Seen.of(system));
                    assertThat(Seen.of(reader.alike((token, record) -> Call.post(token, path.replace("{patient}", record.id()) + operation, "application/fhir+json",
                            PARAMETERS)))).isEqualTo(Seen.of(system));
                }
                reader.asNone(405, document -> Call.get(reader.token(), "/DocumentReference/" + document.id() + "/" + operation));
                reader.asNone(405, document -> Call.post(reader.token(), "/DocumentReference/" + document.id() + "/" + operation, "application/fhir+json", PARAMETERS));
                assertThat(Seen.of(Call.get(reader.token(), "/DocumentReference/" + reader.visible().id() + "/" + operation).send())).isEqualTo(Seen.of(system));
            }
        }
        assertThat(bound()).contains("$open").doesNotContain(operations);
    }

    private RestfulServer endpoint() {
        return (RestfulServer) server.bean("fhirServlet", ServletRegistrationBean.class).getServlet();
    }

    private List<Object> offered() {
        return Stream.concat(endpoint().getResourceProviders().stream().map(Object.class::cast), endpoint().getPlainProviders().stream()).toList();
    }

    private Set<String> bound() {
        return offered().stream().flatMap(provider -> endpoint().getProviderMethodBindings(provider).stream())
                .filter(OperationMethodBinding.class::isInstance).map(binding -> ((OperationMethodBinding) binding).getName()).collect(Collectors.toSet());
    }

    private String capability() {
        return server.api().get(null, "/metadata").text().replaceAll("\"date\":\"[^\"]*\"", "").replaceAll("\"id\":\"[^\"]*\"", "");
    }
}
