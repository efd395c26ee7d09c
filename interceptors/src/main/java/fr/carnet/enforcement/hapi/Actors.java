package fr.carnet.enforcement.hapi;

import fr.carnet.enforcement.policy.ActorId;
import fr.carnet.enforcement.policy.Caller;
import java.util.Optional;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;

/** Professionals and structures as FHIR names them: a reference by national identifier, never by id. */
public final class Actors {

    private Actors() {
    }

    /** @return who a reference names; empty when it has no whole identifier */
    public static Optional<ActorId> of(Reference reference) {
        Identifier identifier = reference.getIdentifier();
        return identifier.hasSystem() && identifier.hasValue() ? Optional.of(new ActorId(identifier.getSystem(), identifier.getValue())) : Optional.empty();
    }

    /** @return a reference to a professional or structure */
    public static Reference reference(ActorId actor) {
        return new Reference().setIdentifier(new Identifier().setSystem(actor.system()).setValue(actor.value()));
    }

    /** @return a reference to a caller as its token names it: professionals and structures by identifier, the patient's side by id */
    public static Reference reference(Caller caller) {
        return caller instanceof Caller.Professional professional ? reference(professional.id())
                : caller instanceof Caller.Structure structure ? reference(structure.id())
                : new Reference(caller.identifier());
    }
}
