package fr.carnet.enforcement.support;

import fr.carnet.enforcement.policy.AppUse;
import fr.carnet.enforcement.policy.DataCategory;
import fr.carnet.enforcement.policy.Purpose;
import fr.carnet.enforcement.policy.ReferencedApp;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The one app that plays in the tables, with its declared purposes. */
public final class Catalogue {

    /** OID that consents name it by. */
    public static final String OID = "urn:oid:1.2.250.1.999.1";
    /** Reads and writes blood glucose. */
    public static final Purpose GLUCOSE = new Purpose("GLUCOSE", Set.of(measure("2345-7")), Set.of(measure("2345-7")));
    /** Reads every document, deposits reports of physical exercise nobody asked for. */
    public static final Purpose DOCUMENTS = new Purpose("DOCUMENTS",
            Rules.matrix().types().stream().map(type -> new DataCategory("DocumentReference", type)).collect(Collectors.toSet()),
            Set.of(new DataCategory("DocumentReference", "11488-4")));
    /** Reads and writes appointments. */
    public static final Purpose AGENDA = new Purpose("AGENDA", Set.of(DataCategory.of("Appointment")), Set.of(DataCategory.of("Appointment")));

    private Catalogue() {
    }

    /** @param online whether the app may act */
    public static ReferencedApp app(boolean online) {
        return new ReferencedApp("app-1", OID, online, Stream.of(GLUCOSE, DOCUMENTS, AGENDA).collect(Collectors.toMap(Purpose::code, purpose -> purpose)));
    }

    /** @return what an online, listed app relies on */
    public static AppUse under(String purpose) {
        return new AppUse(purpose, Optional.of(app(true)));
    }

    /** @return what an app relies on that is offline, unlisted, or another client's entry */
    static Map<String, Optional<ReferencedApp>> listings() {
        return Map.of("offline", Optional.of(app(false)), "unlisted", Optional.empty(),
                "misfiled", Optional.of(new ReferencedApp("app-2", OID, true, app(true).purposes())));
    }

    private static DataCategory measure(String code) {
        return new DataCategory("Observation", code);
    }
}
