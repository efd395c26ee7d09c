package fr.carnet.enforcement.oracle;

import com.cedarpolicy.model.entity.Entity;
import com.cedarpolicy.value.CedarList;
import com.cedarpolicy.value.CedarMap;
import com.cedarpolicy.value.EntityTypeName;
import com.cedarpolicy.value.PrimBool;
import com.cedarpolicy.value.PrimString;
import com.cedarpolicy.value.Value;
import fr.carnet.enforcement.policy.ActorId;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.DataCategory;
import fr.carnet.enforcement.policy.Purpose;
import fr.carnet.enforcement.policy.ReferencedApp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Callers, entries and catalogue entries as the oracle's schema wants them. */
final class CedarIds {
    private static final Map<String, EntityTypeName> TYPES = new ConcurrentHashMap<>();

    private CedarIds() {
    }

    /** @return the name of an entity type or of {@code Action} */
    static EntityTypeName type(String name) {
        return TYPES.computeIfAbsent(name, text -> EntityTypeName.parse(text).orElseThrow());
    }

    static String of(ActorId actor) {
        return actor.system() + "|" + actor.value();
    }

    static Entity principal(Caller caller) {
        Map<String, Value> attributes = Map.of();
        if (caller instanceof Caller.Professional professional) {
            attributes = Map.of("person", new PrimString(of(professional.id())), "structure", CedarFacts.text(professional.structure().map(CedarIds::of)),
                    "profession", new PrimString(professional.exercise().profession()), "savoirFaire", CedarFacts.text(professional.exercise().specialty()),
                    "section", CedarFacts.text(professional.exercise().pharmacistSection()),
                    "known", new PrimBool(CedarTerminology.professions().contains(professional.exercise().profession())),
                    "regulation", new PrimBool(professional.regulator()));
        } else if (caller instanceof Caller.Structure structure) {
            attributes = Map.of("structure", new PrimString(of(structure.id())));
        } else if (caller instanceof Caller.Holder holder) {
            attributes = Map.of("record", new PrimString(holder.patientId()));
        } else if (caller instanceof Caller.Representative representative) {
            attributes = Map.of("record", new PrimString(representative.patientId()), "person", new PrimString("RelatedPerson|" + representative.relatedPersonId()));
        } else if (caller instanceof Caller.App app) {
            attributes = Map.of("record", new PrimString(app.patientId()), "client", new PrimString(app.clientId()),
                    "person", CedarFacts.text(app.relatedPersonId().map(id -> "RelatedPerson|" + id)));
        }
        return new Entity(type(caller.getClass().getSimpleName()).of("caller"), attributes, Set.of());
    }

    /** @param deposited whether the caller has deposited anything here: the identity page counts as everybody's who has */
    static Entity resource(CedarEntry entry, Caller caller, boolean deposited) {
        boolean identity = "Patient".equals(entry.type());
        List<String> authors = identity ? deposited ? authors(caller) : List.of() : authors(entry.depositor());
        Map<String, Value> attributes = Map.of("type", new PrimString(entry.type()), "code", new PrimString(entry.code()), "deleted", new PrimBool(entry.deleted()),
                "labels", CedarFacts.texts(entry.labels().stream().map(Enum::name).toList()),
                "readBy", CedarFacts.texts(CedarTerminology.columns().getOrDefault(entry.code(), Set.of())), "authors", CedarFacts.texts(authors),
                "depositor", new PrimString(entry.depositor().kind()), "about", CedarFacts.texts(entry.about().stream().map(CedarIds::of).toList()),
                "managed", new PrimBool(entry.managed()), "recipients", CedarFacts.texts(entry.recipients().stream().map(CedarIds::of).toList()));
        return new Entity(type("Entry").of("entry"), attributes, Set.of());
    }

    static CedarMap listing(ReferencedApp app) {
        return CedarFacts.map(Map.of("client", new PrimString(app.clientId()), "oid", new PrimString(app.oid()), "online", new PrimBool(app.online()),
                "reads", declared(app, Purpose::read, true), "writes", declared(app, Purpose::write, true), "amends", declared(app, Purpose::write, false)));
    }

    private static CedarList declared(ReferencedApp app, Function<Purpose, Set<DataCategory>> direction, boolean coded) {
        List<Value> declared = new ArrayList<>();
        app.purposes().forEach((code, purpose) -> direction.apply(purpose).forEach(category -> {
            CedarMap one = CedarFacts.map(Map.of("purpose", new PrimString(code), "type", new PrimString(category.type())));
            if (coded) {
                one.put("code", new PrimString(category.code()));
            }
            declared.add(one);
        }));
        return new CedarList(declared);
    }

    /** The person and the structure it acts for; or whatever names the caller. */
    private static List<String> authors(Caller caller) {
        if (caller instanceof Caller.Professional professional) {
            return Stream.concat(Stream.of(professional.id()), professional.structure().stream()).map(CedarIds::of).toList();
        }
        if (caller instanceof Caller.Structure structure) {
            return List.of(of(structure.id()));
        }
        return caller instanceof Caller.App app ? List.of(app.clientId()) : List.of();
    }
}
