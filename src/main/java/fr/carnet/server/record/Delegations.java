package fr.carnet.server.record;

import fr.carnet.enforcement.policy.Delegation;
import fr.carnet.enforcement.policy.Delegation.Kind;
import fr.carnet.enforcement.policy.RecordPolicy;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.RelatedPerson;

/** Reads a RelatedPerson as a delegation. The relationship comes in codes of TRE_R216 (HL7 RoleCode) or TRE_R260 (HL7 RoleClass). */
final class Delegations {

    private static final Map<String, Kind> KINDS = Map.of(
            "MTH", Kind.PARENT, "FTH", Kind.PARENT, "PRN", Kind.PARENT, "GUARD", Kind.GUARDIAN, "CAREGIVER", Kind.CAREGIVER);

    private Delegations() {
    }

    /** @return what kind of delegation the relationship makes; empty when its codes name none, or two different ones */
    static Optional<Kind> kind(RelatedPerson person) {
        var kinds = person.getRelationship().stream().flatMap(relationship -> relationship.getCoding().stream())
                .map(Coding::getCode).filter(code -> code != null && KINDS.containsKey(code)).map(KINDS::get).distinct().toList();
        return kinds.size() == 1 ? Optional.of(kinds.get(0)) : Optional.empty();
    }

    /** @return the delegation, empty when the relationship makes none */
    static Optional<Delegation> of(RelatedPerson person) {
        return kind(person).map(kind -> new Delegation(person.getIdElement().getIdPart(), kind,
                day(person.getPeriod().getStartElement()), day(person.getPeriod().getEndElement())));
    }

    private static Optional<LocalDate> day(DateTimeType value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(LocalDate.ofInstant(value.getValue().toInstant(), RecordPolicy.FRANCE));
    }
}
