package fr.carnet.server.leak;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.model.entity.StorageSettings.IndexEnabledEnum;
import fr.carnet.enforcement.hapi.StoredAnswerInterceptor;
import fr.carnet.enforcement.hapi.TripwireInterceptor;
import ca.uhn.fhir.interceptor.api.Interceptor;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.util.List;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Leaks 7 to 16: what a search may ask. Each question is put where the answer would be yes and where it would be no; both are refused alike. */
class SearchParameterLeakTest {

    private final TestServer server = TestServer.instance();

    @Test
    @DisplayName("Leak 7: an include brings no hidden target along")
    void leak07_includeOfAHiddenTarget() {
        refused("List?patient={patient}", "_include=List:item", "_include=List:item:DocumentReference", "_include=List:patient", "_include=*");
        refused("DocumentReference?patient={patient}", "_include=DocumentReference:relatesto", "_include=DocumentReference:related", "_include=DocumentReference:subject",
                "_include=*");
        server.api().get(null, "/metadata").as(CapabilityStatement.class).getRestFirstRep().getResource()
                .forEach(type -> assertThat(type.getSearchInclude().stream().map(include -> include.getValue()).toList()).as(type.getType())
                        .isEqualTo("Observation".equals(type.getType()) ? List.of("Observation:device") : List.of()));
    }

    @Test
    @DisplayName("Leak 8: nor do reverse and repeated includes bring hidden sources along")
    void leak08_reverseAndRepeatedIncludes() {
        refused("DocumentReference?patient={patient}", "_revinclude=List:item", "_revinclude=*", "_revinclude:iterate=List:item", "_include:iterate=*", "_include:recurse=*");
        refused("Patient?_id={patient}", "_revinclude=DocumentReference:patient", "_revinclude:iterate=*", "_revinclude=Consent:patient");
        server.api().get(null, "/metadata").as(CapabilityStatement.class).getRestFirstRep().getResource()
                .forEach(type -> assertThat(type.getSearchRevInclude()).as(type.getType()).isEmpty());
    }

    @Test
    @DisplayName("Leak 9: no reverse chain and no list membership asks what points here")
    void leak09_reverseChains() {
        refused("Patient?_id={patient}", "_has:DocumentReference:patient:type=57833-6", "_has:DocumentReference:patient:type=00000-0",
                "_has:DocumentReference:patient:security-label=MASQUE_PS", "_has:List:subject:code=submissionset");
        for (Twins.Document document : Twins.OF_A_NURSE.hidden()) {
            refused("DocumentReference?patient={patient}", "_list=" + document.list(), "_has:List:item:_id=" + document.list());
        }
    }

    @Test
    @DisplayName("Leak 10: no chain looks into another resource")
    void leak10_chains() {
        refused("DocumentReference?patient={patient}", "relatesto.type=57833-6", "relatesto:DocumentReference.status=current", "related.security-label=MASQUE_PS",
                "encounter.class=x", "author.name=x", "patient.family=MARTIN", "patient.birthdate=1980-01-15");
        refused("List?patient={patient}", "item.type=57833-6", "item:DocumentReference.status=entered-in-error", "subject.name=MARTIN");
    }

    @Test
    @DisplayName("Leak 11: one sorts by what one sees")
    void leak11_sorting() {
        refused("DocumentReference?patient={patient}", "_sort=acl", "_sort=-acl", "_sort=date,acl", "_sort=security-label", "_sort=_pid", "_sort=Patient:patient.family",
                "_sort=patient.birthdate");
        for (String key : List.of("date", "-date", "_lastUpdated", "-_lastUpdated", "_id", "date,-_lastUpdated")) {
            for (Twins twins : List.of(Twins.OF_A_NURSE, Twins.OF_A_HOLDER)) {
                Reply sorted = twins.alike("/DocumentReference?patient={patient}&_sort=" + key);
                assertThat(sorted.status()).as(key + sorted.text()).isEqualTo(200);
            }
        }
    }

    @Test
    @DisplayName("Leak 12: what is not shown is not searched, the acl first of all")
    void leak12_fieldsThatAreNotShown() {
        refused("DocumentReference?patient={patient}", "acl=h", "acl=ps.57833-6", "acl=psm.11488-4", "acl:not=h", "acl:missing=true", "patient-acl=x", "_tag=x",
                "_security=MASQUE_PS",
                "_source=x", "_profile=x", "authenticator=x");
        Reply all = Twins.OF_A_NURSE.alike("/DocumentReference?patient={patient}");
        assertThat(all.text()).doesNotContain("StructureDefinition/acl").doesNotContain("ps.11488-4");
        assertThat(Twins.OF_A_NURSE.alike("/DocumentReference?patient={patient}&security-label=MASQUE_PS").ids()).as("the label is shown, and searched under the decision")
                .isEmpty();
    }

    @Test
    @DisplayName("Leak 13: modifiers and parameters that bisect values or leave the predicate are off, in the list and in the engine")
    void leak13_modifiers() {
        refused("DocumentReference?patient={patient}", "type:not=57833-6", "type:text=x", "type:below=x", "type:above=x", "type:in=x", "type:not-in=x", "type:missing=false",
                "type:of-type=x",
                "description:contains=x", "description:exact=x", "status:not=current", "date:missing=true", "_text=x", "_content=x", "_filter=status%20eq%20current",
                        "_contained=true",
                "_containedType=contained", "_pid=1", "_compartmentLastUpdated=ge2020", "patient:not=x", "security-label:not=MASQUE_PS", "_id:not=x");
        assertThat(Twins.OF_A_NURSE.alike("/DocumentReference?patient={patient}&_query=x").status()).isEqualTo(405);
        JpaStorageSettings settings = server.bean(JpaStorageSettings.class);
        assertThat(settings.isFilterParameterEnabled()).isFalse();
        assertThat(settings.isAllowContainsSearches()).isFalse();
        assertThat(settings.isIndexOnContainedResources()).isFalse();
        assertThat(settings.getIndexMissingFields()).isEqualTo(IndexEnabledEnum.DISABLED);
        assertThat(settings.isHibernateSearchIndexSearchParams()).isFalse();
    }

    @Test
    @DisplayName("Leak 14: a parameter that nobody knows is refused, not dropped with the filter one believed in")
    void leak14_unknownParameters() {
        for (String unknown : List.of("_foo=1", "_securitylabel=N", "_patient=x", "_Total=none", "typ=57833-6", "_offse=1", "_typee=57833-6")) {
            refused("DocumentReference?patient={patient}", unknown);
            for (String handling : List.of("handling=lenient", "handling=strict")) {
                assertThat(Call.get(Twins.NURSE_TOKEN, "/DocumentReference?patient=" + Twins.OF_A_NURSE.secretive().id() + "&" + unknown).with("Prefer", handling).send()
                        .status()).isEqualTo(400);
            }
        }
    }

    @Test
    @DisplayName("Leak 15: leaving out fields leaves out no check: the tripwire sees whole resources, last of all, and takes the acl off")
    void leak15_elementsAndSummary() {
        for (Twins twins : List.of(Twins.OF_A_NURSE, Twins.OF_A_HOLDER)) {
            for (String shape : List.of("_elements=id", "_elements=extension", "_elements=subject,status", "_elements=DocumentReference.extension", "_summary=true",
                    "_summary=text",
                    "_summary=data", "_summary=false")) {
                Reply reply = twins.alike("/DocumentReference?patient={patient}&" + shape);
                assertThat(reply.ids()).as(shape).hasSize(2);
                assertThat(reply.text()).doesNotContain("StructureDefinition/acl");
            }
            Reply read = Call.get(twins.token(), "/DocumentReference/" + twins.visible().id()).send();
            assertThat(read.status()).isEqualTo(200);
            assertThat(read.text()).doesNotContain("StructureDefinition/acl");
        }
        assertThat(TripwireInterceptor.class.getAnnotation(Interceptor.class).order()).as("behind everything but what writes").isEqualTo(Integer.MAX_VALUE - 1);
        assertThat(StoredAnswerInterceptor.class.getAnnotation(Interceptor.class).order()).as("writes what was watched").isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    @DisplayName("Leak 16: no search over all types")
    void leak16_searchOverAllTypes() {
        for (String query : List.of("?_type=DocumentReference", "?_type=DocumentReference,List&patient={patient}", "?patient={patient}", "?_id={patient}",
                "?_lastUpdated=ge2020")) {
            Refusals.assertWellFormed(Twins.OF_A_NURSE.alike(query), 405, "not-offered");
            Refusals.assertWellFormed(Twins.OF_A_HOLDER.alike(query), 405, "not-offered");
        }
    }

    /** Each of these parameters, with a type's search that is offered, is refused with the same words over both twins. */
    private static void refused(String search, String... parameters) {
        for (String parameter : parameters) {
            for (Twins twins : List.of(Twins.OF_A_NURSE, Twins.OF_A_HOLDER)) {
                Refusals.assertWellFormed(twins.alike("/" + search + "&" + parameter), 400, "unknown-parameter");
            }
        }
    }
}
