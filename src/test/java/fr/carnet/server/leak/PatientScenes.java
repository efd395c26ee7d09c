package fr.carnet.server.leak;

import fr.carnet.server.support.Apps;
import fr.carnet.server.support.EntrySamples;
import fr.carnet.server.support.Records;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.jspecify.annotations.Nullable;

/** S2, S5, S6: the holder, who represents or helps him, and everybody who reads nothing at all. */
final class PatientScenes {

    private static final LocalDate ADULT = LocalDate.of(1980, 1, 15);
    private static final LocalDate MINOR = LocalDate.of(2015, 6, 1);

    private PatientScenes() {
    }

    static List<Scene> all() {
        return List.of(
                holder(),
                represented("parent", MINOR, "MTH"),
                represented("guardian", ADULT, "GUARD"),
                represented("caregiver", ADULT, "CAREGIVER"),
                pairedApp(),
                stranger("third-party app", true, (world, record) -> world.tokens().smart(record.id(), "Patient/" + record.id(), "une-application")),
                stranger("insurer", false, (world, record) -> world.tokens().insurer()),
                stranger("support desk", false, (world, record) -> world.tokens().support()),
                stranger("nobody", true, (world, record) -> null));
    }

    private static Scene represented(String name, LocalDate birthDate, String relationship) {
        boolean fromRepresentatives = !"CAREGIVER".equals(relationship);
        return new Scene(name, true, world -> {
            Filling filling = open(world, birthDate);
            filling.visibleResource("RelatedPerson.me", () -> world.records().delegate(world.tokens().support(), filling.record(), relationship));
            String me = world.tokens().representative(filling.record().id(), filling.names().get("RelatedPerson.me"));
            fill(filling, me, fromRepresentatives);
            return new Cast(me, Map.of(), filling.names());
        });
    }

    /** S6: an app that reads documents and illnesses with the holder's consent, and neither what is masked nor what is kept from him. */
    private static Scene pairedApp() {
        return new Scene("paired app", true, world -> {
            Filling filling = open(world, ADULT);
            String holder = world.tokens().holder(filling.record().id());
            filling.hidden("masked", filling.author(), Deposit.of("11488-4", "MASQUE_PS"));
            filling.visible("one", filling.author(), Deposit.of("11488-4"));
            filling.hidden("secret", filling.author(), Deposit.of("57833-6", "INVISIBLE_PATIENT"));
            filling.hidden("secretDeleted", filling.author(), Deposit.of("11488-4"));
            filling.deleted("secretDeleted", filling.author());
            filling.visible("two", holder, Deposit.of("11506-3"));
            filling.visibleResource("Consent.purpose", () -> world.api().post(holder, "/Consent", Apps.consent(filling.record(), "TOUT")));
            filling.visibleResource("Condition.one", () -> world.api().post(holder, "/Condition", EntrySamples.of("Condition", filling.record().id())));
            for (String type : List.of("Observation", "Appointment", "Immunization", "AllergyIntolerance")) {
                filling.hiddenResource(type + ".secret", () -> world.api().post(holder, "/" + type, EntrySamples.of(type, filling.record().id())));
            }
            filling.another();
            return new Cast(Apps.token(world.server(), Apps.METER, filling.record().id(), "patient/*.cruds"), Map.of("Code-Finalite", "TOUT"), filling.names());
        });
    }

    private static Scene holder() {
        return new Scene("holder", true, world -> {
            Filling filling = open(world, ADULT);
            String me = world.tokens().holder(filling.record().id());
            fill(filling, me, false);
            return new Cast(me, Map.of(), filling.names());
        });
    }

    private static Scene stranger(String name, boolean hidesRecords, BiFunction<World, Records.Opened, @Nullable String> reader) {
        return new Scene(name, hidesRecords, world -> {
            Filling filling = open(world, ADULT);
            filling.hidden("one", filling.author(), Deposit.of("11488-4"));
            filling.hidden("masked", filling.author(), Deposit.of("11488-4", "MASQUE_PS"));
            filling.hiddenResource("RelatedPerson.caregiver", () -> world.records().delegate(world.tokens().support(), filling.record(), "CAREGIVER"));
            filling.another();
            Seeders.ALL.forEach(seeder -> seeder.forProfessional(filling));
            return new Cast(reader.apply(world, filling.record()), Map.of(), filling.names());
        });
    }

    private static Filling open(World world, LocalDate birthDate) {
        return new Filling(world, world.records().authorised(world.records().open(birthDate), world.tokens().doctor(Filling.AUTHOR), Filling.AUTHOR));
    }

    /** A record as its own people read it: all of it, save what the author keeps from them for now. What others do about that is secret too. */
    private static void fill(Filling filling, String me, boolean representative) {
        filling.hidden("first", filling.author(), Deposit.of("11488-4", "INVISIBLE_PATIENT"));
        String one = filling.visible("one", filling.author(), Deposit.of("11488-4"));
        filling.visibleResource("Consent.block", () -> filling.chosen(filling.author(), "acces-professionnel", ConsentProvisionType.PERMIT, Filling.AUTHOR));
        filling.hidden("secretLater", filling.author(), Deposit.of("11488-4", "INVISIBLE_PATIENT"));
        filling.labelled("secretLater", filling.author(), "MASQUE_PS");
        filling.visible("two", filling.author(), Deposit.of("11506-3", "MASQUE_PS"));
        filling.hidden("secretAppended", filling.author(), Deposit.of("57833-6", "INVISIBLE_PATIENT", "MASQUE_PS").appendedTo(one));
        filling.hidden("secretDeleted", filling.author(), Deposit.of("11488-4", "INVISIBLE_PATIENT"));
        filling.deleted("secretDeleted", filling.author());
        if (representative) {
            filling.hidden("secretYoung", filling.author(), Deposit.of("11488-4", "INVISIBLE_REPRESENTANTS_LEGAUX"));
        }
        filling.visible("three", me, Deposit.of("11488-4"));
        for (String type : List.of("DocumentReference", "List", "Binary")) {
            filling.secretly(() -> filling.world().api().get(filling.author(), "/" + type + "/" + filling.names().get(type + ".first")), 200);
            filling.secretly(() -> filling.world().api().get(filling.colleague(), "/" + type + "/" + filling.names().get(type + ".first")), 404);
        }
        filling.another();
        Seeders.ALL.forEach(seeder -> seeder.forPatient(filling, me));
    }
}
