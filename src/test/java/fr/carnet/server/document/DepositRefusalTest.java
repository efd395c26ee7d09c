package fr.carnet.server.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ca.uhn.fhir.context.FhirContext;
import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.TestServer;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** API 4 and 7: what ITI-105 must say, one fault at a time; a fault leaves nothing behind. */
class DepositRefusalTest {

    private static final TestServer SERVER = TestServer.instance();
    private static final Refusals REFUSALS = new Refusals();
    private static final String ID = "810000001001";
    private static final String DOCTOR = SERVER.tokens().doctor(ID);
    private static final Records.Opened RECORD = SERVER.records().authorised(SERVER.records().adult(), DOCTOR, ID);
    private static final String RULE = "business-rule";

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource({"metadata", "labels", "content", "subjects", "contained"})
    @DisplayName("API 7: a deposit with one fault")
    void fault(String what, Consumer<DocumentReference> fault, int status, String issue) {
        DocumentReference document = Documents.simplified(RECORD, "11488-4");
        fault.accept(document);
        REFUSALS.expect(Call.post(DOCTOR, "/DocumentReference", document), status, issue);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource
    @DisplayName("API 7: a deposit with a fault that no FHIR library would write")
    void textFault(String what, UnaryOperator<String> fault, int status, String issue) {
        String json = FhirContext.forR4Cached().newJsonParser().encodeResourceToString(Documents.simplified(RECORD, "11488-4"));
        String broken = fault.apply(json);
        assertThat(broken).isNotEqualTo(json);
        REFUSALS.expect(Call.post(DOCTOR, "/DocumentReference", "application/fhir+json", broken), status, issue);
    }

    static Stream<Arguments> metadata() {
        return Stream.of(
                fault("status superseded", document -> document.setStatus(DocumentReferenceStatus.SUPERSEDED)),
                fault("status entered-in-error", document -> document.setStatus(DocumentReferenceStatus.ENTEREDINERROR)),
                fault("no status", document -> document.setStatus(null)),
                fault("no masterIdentifier", document -> document.setMasterIdentifier(null)),
                fault("masterIdentifier without system", document -> document.getMasterIdentifier().setSystem(null)),
                fault("masterIdentifier without value", document -> document.getMasterIdentifier().setValue(null)),
                fault("masterIdentifier of 10,000 characters", document -> document.getMasterIdentifier().setValue(noise(10_000))),
                fault("masterIdentifier under a system of 10,000 characters", document -> document.getMasterIdentifier().setSystem("urn:x:" + noise(10_000))),
                fault("identifier of 10,000 characters", document -> document.addIdentifier().setSystem("urn:ietf:rfc:3986").setValue(noise(10_000))),
                fault("no author", document -> document.setAuthor(null)));
    }

    static Stream<Arguments> labels() {
        return Stream.of(
                fault("unknown label", document -> document.addSecurityLabel().addCoding().setSystem("http://example.org").setCode("SECRET")),
                fault("label in the wrong case", document -> document.addSecurityLabel().addCoding().setCode("masque_ps")),
                fault("label without code", document -> document.addSecurityLabel().addCoding(new Coding().setDisplay("Masqué aux professionnels"))),
                fault("label in words only", document -> document.addSecurityLabel(new CodeableConcept().setText("MASQUE_PS"))));
    }

    static Stream<Arguments> content() {
        return Stream.of(
                fault("no content", document -> document.setContent(null)),
                fault("two contents", document -> document.addContent().setAttachment(attachment(document).copy())),
                fault("no data", document -> attachment(document).setData(null)),
                fault("data and url", document -> attachment(document).setUrl("Binary/x")),
                fault("a url alone", document -> attachment(document).setData(null).setUrl("https://example.org/document.pdf")),
                fault("no contentType", document -> attachment(document).setContentType(null)),
                fault("size too small", document -> attachment(document).setSize(attachment(document).getData().length - 1)),
                fault("size of nothing", document -> attachment(document).setSize(0)),
                fault("hash of something else", document -> attachment(document).setHash(new byte[20])),
                fault("hash of another length", document -> attachment(document).setHash(new byte[32])));
    }

    static Stream<Arguments> subjects() {
        Records.Opened stranger = SERVER.records().adult();
        return Stream.of(
                fault("no subject", document -> document.setSubject(null)),
                fault("a subject by name only", document -> document.setSubject(new Reference().setDisplay("Camille MARTIN"))),
                fault("identifier without system", document -> document.setSubject(new Reference().setIdentifier(new Identifier().setValue(RECORD.ins())))),
                refused("unknown Patient", document -> document.getSubject().setReference("Patient/" + UUID.randomUUID())),
                refused("unknown INS", document -> document.getSubject().setReference("Patient?identifier=" + Records.INS + "|" + Records.nextIns())),
                refused("a record that does not exist, for want of a closed one, though consent is declared", document -> declared(document).getSubject()
                        .setReference("Patient/" + UUID.randomUUID())),
                refused("a patient who authorised nothing", document -> document.getSubject().setReference(stranger.reference())),
                arguments("a patient of another server", (Consumer<DocumentReference>) document -> document.getSubject().setReference("https://example.org/fhir/Patient/" + RECORD.id()),
                        400, "patient-required"),
                arguments("a group", (Consumer<DocumentReference>) document -> document.getSubject().setReference("Group/" + RECORD.id()), 400, "patient-required"));
    }

    static Stream<Arguments> contained() {
        Records.Opened stranger = SERVER.records().adult();
        return Stream.of(
                fault("contained resource about another patient", document -> document.addContained(observation(new Reference("Patient/" + stranger.id())))),
                fault("contained resource about nobody known", document -> document.addContained(observation(new Reference("Patient/" + UUID.randomUUID())))),
                fault("contained resource about a patient by query", document -> document.addContained(observation(new Reference(stranger.reference())))),
                fault("author on another server", document -> document.getAuthorFirstRep().setReference("https://example.org/fhir/Practitioner/1")),
                fault("author who is not stored", document -> document.getAuthorFirstRep().setReference("Practitioner/1")),
                fault("author by query", document -> document.getAuthorFirstRep().setReference("Practitioner?identifier=x|y")),
                fault("related resource of another record", document -> document.getContext().addRelated().setReference("Patient/" + stranger.id())),
                fault("encounter that is not stored", document -> document.getContext().addEncounter().setReference("Encounter/1")));
    }

    static Stream<Arguments> textFault() {
        return Stream.of(
                text("base64 garbage", json -> json.replaceFirst("\"data\":\"[^\"]*\"", "\"data\":\"%%%pas du base64%%%\"")),
                text("base64 cut off", json -> json.replaceFirst("\"data\":\"[^\"]*\"", "\"data\":\"YWJjZ\"")),
                text("base64 with padding in its midst", json -> json.replaceFirst("\"data\":\"[^\"]*\"", "\"data\" : \"QQ==QUJD\"")),
                text("hash that is no base64", json -> json.replaceFirst("\"data\":", "\"hash\":\"zut!\",\"data\":")),
                text("size that is no number", json -> json.replaceFirst("\"data\":", "\"size\":\"beaucoup\",\"data\":")),
                text("NUL in a text", json -> json.replaceFirst("\"title\":\"", "\"title\":\"a\\\\u0000b")),
                text("control character in a text", json -> json.replaceFirst("\"title\":\"", "\"title\":\"a\\\\u0001b")),
                text("half a surrogate pair", json -> json.replaceFirst("\"title\":\"", "\"title\":\"a\\\\ud800b")),
                text("NUL in the subject", json -> json.replace("\"Patient?identifier=", "\"\\u0000Patient?identifier=")),
                text("NUL in the masterIdentifier", json -> json.replaceFirst("\"value\":\"urn", "\"value\":\"\\\\u0000urn")));
    }

    private static Observation observation(Reference subject) {
        Observation observation = new Observation();
        observation.setId("mesure");
        return observation.setSubject(subject);
    }

    private static DocumentReference declared(DocumentReference document) {
        document.addExtension(Canonical.EXPLICIT_CONSENT, new BooleanType(true));
        return document;
    }

    private static Attachment attachment(DocumentReference document) {
        return document.getContentFirstRep().getAttachment();
    }

    private static String noise(int length) {
        return new Random(length).ints(length, 'a', 'z' + 1).mapToObj(Character::toString).collect(Collectors.joining());
    }

    private static Arguments fault(String what, Consumer<DocumentReference> fault) {
        return arguments(what, fault, 422, RULE);
    }

    private static Arguments refused(String what, Consumer<DocumentReference> fault) {
        return arguments(what, fault, 403, "refused");
    }

    private static Arguments text(String what, UnaryOperator<String> fault) {
        return arguments(what, fault, 400, "unreadable-body");
    }
}
