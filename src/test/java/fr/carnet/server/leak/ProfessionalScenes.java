package fr.carnet.server.leak;

import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.Tokens;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Parameters;

/** S4: professionals and structures, each before a record in which others keep what it may not see. */
final class ProfessionalScenes {

    /** Read by every column of the matrix that these scenes use. */
    private static final String READABLE = "11488-4";
    private static final String READABLE_TOO = "11506-3";
    /** In no matrix at all. */
    private static final String UNREADABLE = "99999-9";
    /** Who reads his own deposits in the scene "author". */
    static final String SELF = "810000000061";
    private static final String NURSE = "810000000044";
    private static final String REGULATOR = "810000000015";
    private static final String STRUCTURE = "1990000018";

    private ProfessionalScenes() {
    }

    static List<Scene> all() {
        return List.of(
                scene("authorised nurse", Map.of(), world -> nurse(world), (filling, me) -> {
                    filling.visibleResource("Consent.mine", () -> authorise(filling, me, NURSE));
                    documents(filling, me, filling.author(), true);
                }),
                scene("author", Map.of(), world -> world.tokens().doctor(SELF), (filling, me) -> {
                    filling.visibleResource("Consent.mine", () -> authorise(filling, me, SELF));
                    documents(filling, me, me, true);
                }),
                scene("medecin traitant", Map.of(), world -> world.tokens().doctor("810000000062"), (filling, me) -> {
                    filling.visibleResource("Consent.mine", () -> filling.chosen(holder(filling), "medecin-traitant", ConsentProvisionType.PERMIT, "810000000062"));
                    filling.visible("masked", filling.author(), Deposit.of(READABLE, "MASQUE_PS"));
                    brokenByAStranger(filling);
                    documents(filling, me, filling.author(), false);
                }),
                scene("author without authorisation", Map.of(), world -> world.tokens().doctor("810000000063"), (filling, me) -> {
                    filling.hidden("first", filling.author(), Deposit.of(READABLE));
                    filling.visible("mine", me, Deposit.of(READABLE).withConsent());
                    filling.visible("mineToo", me, Deposit.of(UNREADABLE, "MASQUE_PS").withConsent());
                    secrets(filling);
                }),
                scene("unauthorised professional", Map.of(), world -> world.tokens().doctor("810000000064"), (filling, me) -> allHidden(filling)),
                scene("blocked professional", Map.of(), world -> world.tokens().doctor("810000000065"), (filling, me) -> {
                    authorise(filling, me, "810000000065");
                    filling.chosen(holder(filling), "blocage", ConsentProvisionType.DENY, "810000000065");
                    allHidden(filling);
                }),
                scene("occupational physician", Map.of(), world -> world.tokens().professional("810000000066", "10", "SM25", null), (filling, me) -> {
                    filling.hidden("mine", me, Deposit.of(READABLE).withConsent());
                    allHidden(filling);
                }),
                scene("break-glass", Map.of("Mode-Acces", "bris_de_glace"), world -> world.tokens().professional("810000000067", "60", null, null), (filling, me) -> {
                    filling.world().api().post(me, "/Patient/$bris-de-glace", emergency(filling.record()));
                    documents(filling, me, filling.author(), true);
                }),
                scene("regulator in centre_15", Map.of("Mode-Acces", "centre_15"), ProfessionalScenes::regulator, (filling, me) -> documents(filling, me, filling.author(), true)),
                scene("structure", Map.of(), world -> world.tokens().structure(STRUCTURE), (filling, me) -> {
                    filling.hidden("first", filling.author(), Deposit.of(READABLE));
                    filling.visible("mine", me, Deposit.of(READABLE));
                    filling.visible("mineToo", me, Deposit.of(UNREADABLE, "MASQUE_PS"));
                    secrets(filling);
                }));
    }

    private static Scene scene(String name, Map<String, String> headers, Function<World, String> reader, BiConsumer<Filling, String> play) {
        return new Scene(name, false, world -> {
            Filling filling = new Filling(world, world.records().authorised(world.records().adult(), world.tokens().doctor(Filling.AUTHOR), Filling.AUTHOR));
            world.records().authorised(filling.record(), filling.colleague(), Filling.COLLEAGUE);
            String me = reader.apply(world);
            play.accept(filling, me);
            if (headers.containsValue("centre_15")) {
                filling.nobodyElse();
            } else {
                filling.another();
            }
            Seeders.ALL.forEach(seeder -> seeder.forProfessional(filling));
            return new Cast(me, headers, filling.names());
        });
    }

    /** Three documents in sight, and secrets before, between and after them, one of them appended to what is in sight. */
    private static void documents(Filling filling, String me, String depositor, boolean maskedFromMe) {
        filling.hidden("first", filling.colleague(), Deposit.of(UNREADABLE));
        String one = filling.visible("one", depositor, Deposit.of(READABLE));
        filling.hidden("between", filling.colleague(), Deposit.of(UNREADABLE, "MASQUE_PS"));
        filling.visible("two", depositor, Deposit.of(READABLE_TOO, "INVISIBLE_PATIENT"));
        if (maskedFromMe) {
            secrets(filling);
        } else {
            unreadable(filling);
        }
        if (!depositor.equals(me)) {
            filling.hidden("secretAppended", depositor, Deposit.of(UNREADABLE, "MASQUE_PS").appendedTo(one));
        }
        filling.visible("three", depositor, Deposit.of(READABLE).appendedTo(one));
    }

    private static void allHidden(Filling filling) {
        filling.hidden("first", filling.author(), Deposit.of(READABLE));
        filling.hiddenResource("RelatedPerson.caregiver", () -> filling.world().records().delegate(holder(filling), filling.record(), "CAREGIVER"));
        secrets(filling);
    }

    /** Masked from the start, masked later, deleted, of a type that nobody reads; others' choices and sessions. */
    private static void secrets(Filling filling) {
        filling.hidden("secretMasked", filling.author(), Deposit.of(READABLE, "MASQUE_PS"));
        filling.hidden("secretLater", filling.author(), Deposit.of(READABLE));
        filling.labelled("secretLater", holder(filling), "MASQUE_PS");
        unreadable(filling);
        named(filling);
        choices(filling);
        filling.secretly(() -> brokenByAStranger(filling), 200);
    }

    /** Told to the holder and to his médecin traitant (S8), to nobody else. */
    private static Reply brokenByAStranger(Filling filling) {
        String stranger = filling.world().tokens().professional("810000000094", "60", null, null);
        return filling.world().api().post(stranger, "/Patient/$bris-de-glace", emergency(filling.record()));
    }

    /** What is in sight names, in the secretive world, a document that was masked since. */
    private static void named(Filling filling) {
        String secret = filling.hidden("secretNamed", filling.author(), Deposit.of(READABLE));
        Deposit naming = Deposit.of(READABLE);
        filling.visible("naming", filling.author(), filling.world().secretive() ? naming.naming(secret) : naming);
        filling.labelled("secretNamed", holder(filling), "MASQUE_PS");
    }

    /** What the holder chose about others: the médecin traitant manages it (S4.3), nobody else sees it. */
    private static void choices(Filling filling) {
        filling.hiddenResource("Consent.block", () -> filling.chosen(holder(filling), "blocage", ConsentProvisionType.DENY, "810000000091"));
        filling.hiddenResource("Consent.designation", () -> filling.chosen(holder(filling), "medecin-traitant", ConsentProvisionType.PERMIT, "810000000092"));
        filling.hiddenResource("Consent.opposition", () -> filling.chosen(holder(filling), "opposition-alimentation", ConsentProvisionType.DENY, "810000000093"));
    }

    private static void unreadable(Filling filling) {
        filling.hidden("secretType", filling.colleague(), Deposit.of(UNREADABLE));
        filling.hidden("secretDeleted", filling.colleague(), Deposit.of(READABLE));
        filling.deleted("secretDeleted", filling.colleague());
        filling.secretly(() -> filling.world().api().get(filling.author(), "/DocumentReference?patient=" + filling.record().id()), 200);
    }

    private static Reply authorise(Filling filling, String me, String professional) {
        return filling.chosen(me, "acces-professionnel", ConsentProvisionType.PERMIT, professional);
    }

    private static String holder(Filling filling) {
        return filling.world().tokens().holder(filling.record().id());
    }

    private static String nurse(World world) {
        return world.tokens().professional(NURSE, "60", null, null);
    }

    private static String regulator(World world) {
        Map<String, Object> claims = Tokens.professionalClaims(REGULATOR, List.of(Tokens.exercise("10", "SM54", null)));
        claims.put("Acces_Regulation_Medicale", "VRAI");
        return world.tokens().sign("pro-sante-connect", claims);
    }

    private static Parameters emergency(Records.Opened record) {
        Parameters statement = new Parameters();
        statement.addParameter().setName("identifier").setValue(new Identifier().setSystem(Records.INS).setValue(record.ins()));
        statement.addParameter("family", "MARTIN").addParameter("given", "Camille").addParameter("birthDate", "1980-01-15");
        statement.addParameter("reason", "Patient inconscient amené aux urgences");
        return statement.addParameter("immediateRisk", true).addParameter("unableToConsent", true);
    }
}
