package fr.carnet.perf.data;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Patient;

/** What is stored, the same for all servers: seeded, and told apart by counting. */
public final class Samples {

    /** System of the national identifiers (test). */
    public static final String INS = "urn:oid:1.2.250.1.213.1.4.10";
    /** Class of all documents, TRE_A03. */
    public static final String CLASS = "https://mos.esante.gouv.fr/NOS/TRE_A03-ClasseDocument/FHIR/TRE-A03-ClasseDocument%7C10";
    /** Types of documents, in turn (LOINC): all of one class, all open to doctors. */
    public static final List<String> TYPES = List.of("11488-4", "11502-2", "34112-3", "34874-8", "11490-0");
    /** Months in which documents were made, in turn, from January. */
    public static final int MONTHS = 10;
    /** Code of every second measure (LOINC): weight; the others are the pulse. */
    public static final String WEIGHT = "29463-7";

    private static final String CARNET = "https://carnet.example.org/fhir/CodeSystem/";
    private static final long SEED = 1;

    private final Templates templates = new Templates();
    private final AtomicLong unique = new AtomicLong();
    private final Content small;
    private final Content large;

    /** @param sizes how large contents are */
    public Samples(Sizes sizes) throws IOException {
        small = Content.pdf(sizes.content(), SEED);
        large = Content.pdf(sizes.large(), SEED);
    }

    /** @return the national identifier of the nth patient, with its key */
    public static String ins(int number) {
        String digits = "1800" + (100_000_001 + number);
        return digits + "%02d".formatted(97 - new BigInteger(digits).mod(BigInteger.valueOf(97)).intValue());
    }

    /** @return an identity */
    public String patient(String ins) {
        Patient patient = new Patient();
        patient.addIdentifier().setSystem(INS).setValue(ins);
        patient.addName().setFamily("MARTIN").addGiven("Camille");
        patient.getGenderElement().setValueAsString("female");
        patient.getBirthDateElement().setValueAsString("1980-01-15");
        return templates.text(patient);
    }

    /** @return that the patient authorised a professional */
    public String authorisation(String patient, String professional) {
        Consent consent = new Consent();
        consent.setStatus(Consent.ConsentState.ACTIVE);
        consent.getScope().addCoding().setSystem("http://terminology.hl7.org/CodeSystem/consentscope").setCode("patient-privacy");
        consent.addCategory().addCoding().setSystem(CARNET + "consent-kind").setCode("acces-professionnel");
        consent.getPatient().setReference("Patient/" + patient);
        consent.getPolicyRule().addCoding().setSystem(CARNET + "consent-policy").setCode("R1111-46");
        consent.getProvision().setType(Consent.ConsentProvisionType.PERMIT);
        Consent.provisionActorComponent actor = consent.getProvision().addActor();
        actor.getRole().addCoding().setSystem("http://terminology.hl7.org/CodeSystem/v3-ParticipationType").setCode("IRCP");
        actor.getReference().getIdentifier().setSystem("urn:oid:1.2.250.1.71.4.2.1").setValue(professional);
        return templates.text(consent);
    }

    /** @return the nth document of a patient with its content inside (ITI-105) */
    public String documentWithData(String patient, int number, boolean isLarge) {
        return document(patient, number, "\"data\":\"" + content(isLarge).base64() + "\"");
    }

    /** @return a transaction of the nth document of a patient and its content */
    public String documentAndBinary(String patient, int number, boolean isLarge) {
        String binary = fresh();
        return transaction(entry(fresh(), "DocumentReference", document(patient, number, place(binary, isLarge))) + "," + binary(binary, isLarge));
    }

    /** @return a submission set with its documents and their contents (ITI-65) */
    public String submission(String patient, int documents) {
        StringBuilder entries = new StringBuilder();
        StringBuilder items = new StringBuilder();
        for (int n = 0; n < documents; n++) {
            String document = fresh();
            String binary = fresh();
            entries.append(',').append(entry(document, "DocumentReference", document(patient, n, place(binary, false)))).append(',').append(binary(binary, false));
            items.append(n == 0 ? "" : ",").append("{\"item\":{\"reference\":\"urn:uuid:").append(document).append("\"}}");
        }
        return transaction(entry(fresh(), "List", templates.submissionSet().replace(Templates.PATIENT, patient).replace(Templates.UNIQUE, fresh()).replace(Templates.ITEMS, items)) + entries);
    }

    /** @return the nth measure of a patient */
    public String measure(String patient, int number) {
        String weight = templates.measure().replace(Templates.PATIENT, patient).replace(Templates.MOMENT, "2026-%02d-%02d".formatted(1 + number / 28 % MONTHS, 1 + number % 28));
        return number % 2 == 0 ? weight : weight.replace(WEIGHT, "8867-4").replace("Body weight", "Heart rate").replace("\"kg\"", "\"/min\"");
    }

    /** @return an appointment of a patient */
    public String appointment(String patient) {
        return templates.appointment().replace(Templates.PATIENT, patient).replace(Templates.UNIQUE, fresh());
    }

    /** @return a transaction of entries of the history of accesses to a patient's record, for a server that does not write them itself */
    public String history(String patient, int entries) {
        StringBuilder all = new StringBuilder();
        for (int n = 0; n < entries; n++) {
            all.append(n == 0 ? "" : ",").append(entry(fresh(), "AuditEvent", templates.accessTo(patient)));
        }
        return transaction(all.toString());
    }

    private String document(String patient, int number, String content) {
        return templates.document().replace(Templates.PATIENT, patient).replace(Templates.UNIQUE, fresh()).replace(Templates.TYPE, TYPES.get(number % TYPES.size()))
                .replace(Templates.MOMENT, "2026-%02d-18".formatted(1 + number % MONTHS)).replace(Templates.CONTENT, content);
    }

    private String place(String binary, boolean isLarge) {
        Content content = content(isLarge);
        return "\"url\":\"urn:uuid:" + binary + "\",\"size\":" + content.size() + ",\"hash\":\"" + content.hash() + "\"";
    }

    private String binary(String id, boolean isLarge) {
        return entry(id, "Binary", "{\"resourceType\":\"Binary\",\"contentType\":\"application/pdf\",\"data\":\"" + content(isLarge).base64() + "\"}");
    }

    private Content content(boolean isLarge) {
        return isLarge ? large : small;
    }

    private String fresh() {
        return new UUID(SEED, unique.incrementAndGet()).toString();
    }

    private static String entry(String id, String type, String resource) {
        return "{\"fullUrl\":\"urn:uuid:" + id + "\",\"resource\":" + resource + ",\"request\":{\"method\":\"POST\",\"url\":\"" + type + "\"}}";
    }

    private static String transaction(String entries) {
        return "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[" + entries + "]}";
    }
}
