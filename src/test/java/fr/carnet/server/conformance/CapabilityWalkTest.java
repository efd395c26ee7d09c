package fr.carnet.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import fr.carnet.enforcement.hapi.AllowList;
import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.enforcement.hapi.OpenTypes;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceOperationComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceSearchParamComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.ResourceInteractionComponent;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Walks the CapabilityStatement: everything that it lists works, for a caller who may. What it does not list, {@link UnlistedWalkTest} tries. */
class CapabilityWalkTest {

    private static final TestServer SERVER = TestServer.instance();
    private static final Stock STOCK = new Stock();
    private static final CapabilityStatement STATEMENT = SERVER.api().get(null, "/metadata").as(CapabilityStatement.class);
    private static final String SAME_STATUS = "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"current\"}]";

    static Stream<CapabilityStatementRestResourceComponent> types() {
        return STATEMENT.getRestFirstRep().getResource().stream();
    }

    @ParameterizedTest
    @MethodSource("types")
    @DisplayName("Every interaction of every type works")
    void interactions(CapabilityStatementRestResourceComponent type) {
        assertThat(type.hasInteraction() || type.hasOperation()).as(type.getType()).isTrue();
        for (ResourceInteractionComponent interaction : type.getInteraction()) {
            Reply reply = ask(type.getType(), interaction.getCode().toCode()).send();
            boolean nothingToRead = "read".equals(interaction.getCode().toCode()) && Stock.ABSENT.equals(STOCK.id(type.getType()));
            assertThat(reply.status()).as(type.getType() + " " + interaction.getCode() + " " + reply.text()).isIn(nothingToRead ? Set.of(404) : Set.of(200, 201));
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    @DisplayName("Every search parameter takes a value, by GET and by POST; every sort key sorts")
    void parameters(CapabilityStatementRestResourceComponent type) {
        for (CapabilityStatementRestResourceSearchParamComponent parameter : type.getSearchParam()) {
            for (String value : values(type.getType(), parameter)) {
                String query = query(type.getType(), parameter.getName(), value);
                Reply got = Call.get(token(type.getType()), "/" + type.getType() + "?" + query).send();
                assertThat(got.status()).as(type.getType() + "?" + query + " " + got.text()).isEqualTo(200);
                if (token(type.getType()) != null) {
                    Reply posted = Call.post(token(type.getType()), "/" + type.getType() + "/_search", "application/x-www-form-urlencoded", query).send();
                    assertThat(posted.bundle().getTotal()).as(type.getType() + " by POST " + query + " " + posted.text())
                            .isGreaterThanOrEqualTo(got.bundle().getTotal());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    @DisplayName("Every operation answers")
    void operations(CapabilityStatementRestResourceComponent type) {
        for (CapabilityStatementRestResourceOperationComponent operation : type.getOperation()) {
            Reply reply = operation(type.getType(), operation.getName()).send();
            assertThat(reply.status()).as(type.getType() + "/$" + operation.getName() + " " + reply.text()).isIn(200, 201);
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    @DisplayName("Conditional reads are as told: 304 for what is at hand")
    void conditionalReads(CapabilityStatementRestResourceComponent type) {
        if (!Stock.ABSENT.equals(STOCK.id(type.getType())) && type.getConditionalRead() == CapabilityStatement.ConditionalReadStatus.NOTMATCH) {
            Call read = ask(type.getType(), "read");
            Reply first = read.send();
            assertThat(read.with("If-None-Match", first.header("ETag")).send().status()).as(type.getType()).isEqualTo(304);
        }
    }

    @ParameterizedTest
    @MethodSource("patches")
    @DisplayName("Every patch format is read")
    void patchFormats(String format) {
        String body = switch (format) {
            case "application/json-patch+json" -> SAME_STATUS;
            case "application/xml-patch+xml" -> "<diff xmlns:f=\"http://hl7.org/fhir\"><replace sel=\"f:DocumentReference/f:status/@value\">current</replace></diff>";
            case "application/fhir+json" -> """
                    {"resourceType":"Parameters","parameter":[{"name":"operation","part":[{"name":"type","valueCode":"replace"},
                     {"name":"path","valueString":"DocumentReference.status"},{"name":"value","valueCode":"current"}]}]}""";
            default -> """
                    <Parameters xmlns="http://hl7.org/fhir"><parameter><name value="operation"/><part><name value="type"/><valueCode value="replace"/></part>
                     <part><name value="path"/><valueString value="DocumentReference.status"/></part><part><name value="value"/><valueCode value="current"/></part></parameter></Parameters>""";
        };
        Reply reply = Call.patch(STOCK.doctor(), "/DocumentReference/" + STOCK.id("DocumentReference"), format, body).send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }

    static Stream<String> patches() {
        return STATEMENT.getPatchFormat().stream().map(Object::toString);
    }

    @ParameterizedTest
    @MethodSource("systemInteractions")
    @DisplayName("Every interaction of the system works")
    void system(String interaction) {
        assertThat(interaction).isEqualTo("transaction");
        Reply reply = Call.post(STOCK.doctor(), "/", STOCK.submission()).send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }

    static Stream<String> systemInteractions() {
        return STATEMENT.getRestFirstRep().getInteraction().stream().map(interaction -> interaction.getCode().toCode());
    }

    private static Call ask(String type, String interaction) {
        String token = token(type);
        return switch (interaction) {
            case "read" -> Call.get(token, "/" + type + "/" + STOCK.id(type));
            case "search-type" -> Call.get(token, "/" + type + "?" + query(type, "_count", "5"));
            case "create" -> "RelatedPerson".equals(type) ? relatedPerson() : Call.post(token, "/" + type, STOCK.sample(type));
            case "update" -> put(token, type);
            case "patch" -> Call.patch(token, "/" + type + "/" + STOCK.id(type), SAME_STATUS);
            default -> throw new IllegalArgumentException("the statement lists " + interaction + " of " + type + ": say here how it is asked");
        };
    }

    private static Call put(String token, String type) {
        String body = FhirContext.forR4Cached().newJsonParser().encodeResourceToString(STOCK.stored(type));
        return new Call("PUT", token, "/" + type + "/" + STOCK.id(type), body.getBytes(StandardCharsets.UTF_8), Map.of("Content-Type", "application/fhir+json"));
    }

    private static Call relatedPerson() {
        RelatedPerson caregiver = new RelatedPerson().setActive(true);
        caregiver.getPatient().setReference("Patient/" + STOCK.record().id());
        caregiver.addRelationship().addCoding().setCode("CAREGIVER");
        return Call.post(STOCK.holder(), "/RelatedPerson", caregiver);
    }

    private static Call operation(String type, String name) {
        String id = STOCK.record().id();
        if ("validate".equals(name)) {
            // What is sent need not be right: the verdict is the answer.
            return Call.post(STOCK.holder(), "/" + type + "/$validate", "application/fhir+json", "{\"resourceType\":\"" + type + "\"}");
        }
        return switch (type + "/$" + name) {
            case "Patient/$open" -> Call.post(SERVER.tokens().support(), "/Patient/$open", Records.patient(Records.nextIns(), LocalDate.of(1990, 5, 6)));
            case "Patient/$mask-documents", "Patient/$unmask-documents" -> Call.post(STOCK.holder(), "/Patient/" + id + "/$" + name, new Parameters());
            case "Patient/$explain-access" -> Call.get(STOCK.doctor(), "/Patient/" + id + "/$explain-access?type=11488-4&mode=normal");
            case "Patient/$bris-de-glace" -> Call.post(SERVER.tokens().doctor("810000000915"), "/Patient/$bris-de-glace", emergency());
            case "Endpoint/$referencer" -> Call.post(SERVER.tokens().catalogue(), "/Endpoint/$referencer", STOCK.catalogue());
            case "AuditEvent/$verify" -> Call.get(SERVER.tokens().support(), "/AuditEvent/$verify?patient=" + id);
            case "CodeSystem/$lookup" -> Call.get(null, "/CodeSystem/$lookup?system=" + Canonical.CONSENT_KIND + "&code=finalite");
            case "CodeSystem/$validate-code" -> Call.get(null, "/CodeSystem/$validate-code?url=" + Canonical.CONSENT_KIND + "&code=finalite");
            case "ValueSet/$expand" -> Call.get(null, "/ValueSet/$expand?url=" + Canonical.BASE + "/ValueSet/document-type");
            case "ValueSet/$validate-code" -> Call.get(null, "/ValueSet/$validate-code?url=" + Canonical.BASE + "/ValueSet/document-type&system=http://loinc.org&code=11488-4");
            case "ConceptMap/$translate" -> Call.get(null, "/ConceptMap/" + STOCK.id("ConceptMap") + "/$translate?system=http://loinc.org&code=11488-4");
            default -> throw new IllegalArgumentException("the statement lists " + type + "/$" + name + ": say here how it is asked");
        };
    }

    private static Parameters emergency() {
        Parameters stated = new Parameters();
        stated.addParameter().setName("identifier").setValue(new Identifier().setSystem(Records.INS).setValue(STOCK.record().ins()));
        Map.of("family", "MARTIN", "given", "Camille", "reason", "Patient inconscient amené aux urgences").forEach((name, value) -> stated.addParameter().setName(name).setValue(new StringType(value)));
        stated.addParameter().setName("birthDate").setValue(new DateType("1980-01-15"));
        List.of("immediateRisk", "unableToConsent").forEach(name -> stated.addParameter().setName(name).setValue(new BooleanType(true)));
        return stated;
    }

    private static String query(String type, String parameter, String value) {
        String about = OpenTypes.isPublic(type) || parameter.startsWith("patient") || parameter.startsWith("subject") || "Patient".equals(type) && Set.of("identifier", "_id").contains(parameter) ? ""
                : "Patient".equals(type) ? "_id=" + STOCK.record().id() + "&" : "patient=" + STOCK.record().id() + "&";
        return about + parameter + "=" + value;
    }

    private static List<String> values(String type, CapabilityStatementRestResourceSearchParamComponent parameter) {
        String identifier = Records.INS + "%7C" + STOCK.record().ins();
        return switch (parameter.getName()) {
            case "patient" -> List.of(STOCK.record().id(), "Patient/" + STOCK.record().id());
            case "patient.identifier", "patient:identifier", "subject.identifier" -> List.of(identifier);
            case "identifier" -> List.of("Patient".equals(type) ? identifier : "urn:x%7C1");
            case "_id" -> List.of(STOCK.id(type));
            case "_sort" -> SERVER.bean(AllowList.class).rows().stream().filter(row -> row.type().equals(type) && "search-type".equals(row.interaction()))
                    .flatMap(row -> row.sorts().stream()).flatMap(key -> Stream.of(key, "-" + key)).toList();
            case "_total" -> List.of("none", "accurate");
            case "_summary" -> List.of("true", "count", "data");
            case "_elements" -> List.of("id");
            case "_include" -> List.of(AllowList.INCLUDE);
            default -> switch (parameter.getType()) {
                case DATE -> List.of("2026-01-01", "ge2026-01-01T00:00:00Z");
                case NUMBER -> List.of("3");
                case URI -> List.of("https://carnet.example.org/fhir/x");
                case TOKEN -> List.of("x", "urn:x%7Cx", "urn:x%7C");
                default -> List.of("x");
            };
        };
    }

    private static String token(String type) {
        return OpenTypes.isPublic(type) ? null : STOCK.token(type);
    }

}
