package fr.carnet.server.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Person;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import org.hl7.fhir.r4.model.RelatedPerson;

/** Records that others than their holders open, others who have accounts. */
final class RepresentedRecords {

    private RepresentedRecords() {
    }

    /** @return id of the RelatedPerson by which this person is the child's mother, as the support desk adds it */
    static String parent(TestServer server, Records.Opened child, Person parent) {
        return related(server, child, parent, "MTH");
    }

    /** @return id of the RelatedPerson by which this person cares for somebody, as the support desk adds it */
    static String caregiver(TestServer server, Records.Opened caredFor, Person caregiver) {
        return related(server, caredFor, caregiver, "CAREGIVER");
    }

    private static String related(TestServer server, Records.Opened record, Person other, String relationship) {
        RelatedPerson person = new RelatedPerson();
        person.setActive(true);
        person.addIdentifier().setSystem(Records.INS).setValue(other.record().ins());
        person.getPatient().setReference("Patient/" + record.id());
        person.addRelationship().addCoding().setSystem("https://mos.esante.gouv.fr/NOS/TRE_R216-HL7RoleCode/FHIR/TRE-R216-HL7RoleCode").setCode(relationship);
        Reply made = server.api().post(server.tokens().support(), "/RelatedPerson", person);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.createdId();
    }
}
