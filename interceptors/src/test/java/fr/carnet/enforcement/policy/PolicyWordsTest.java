package fr.carnet.enforcement.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import fr.carnet.enforcement.disclosure.SearchConstraint;
import fr.carnet.enforcement.disclosure.Visibility;
import fr.carnet.enforcement.support.Asking;
import fr.carnet.enforcement.support.Cast;
import fr.carnet.enforcement.support.Rules;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The small words of the policy, each as it is written and read. */
class PolicyWordsTest {
    private static final Rule CONSENT = (ground, asked, record) -> Verdict.permit(Grant.NOTHING, "S0", "nothing-opened");

    @Test
    @DisplayName("A content counts as its document, and a category is written with its code")
    void categories() {
        assertThat(List.of(DataCategory.of("Binary"), DataCategory.of("Bundle"), DataCategory.of("DocumentReference")))
                .containsOnly(new DataCategory("DocumentReference", ""));
        assertThat(DataCategory.of("Observation")).hasToString("Observation");
        assertThat(new DataCategory("Observation", "2345-7")).hasToString("Observation.2345-7");
    }

    @Test
    @DisplayName("An identifier has a system and a value that is not blank")
    void identifiers() {
        assertThat(ActorId.professional("8")).isEqualTo(new ActorId(ActorId.PROFESSIONAL, "8")).isNotEqualTo(ActorId.structure("8"));
        assertThat(ActorId.structure("1")).isEqualTo(new ActorId(ActorId.STRUCTURE, "1"));
        assertThatIllegalArgumentException().isThrownBy(() -> ActorId.professional(" "));
    }

    @Test
    @DisplayName("Of all authors, the holder and a representative are of the patient's side; an app that acts for them is not")
    void patientSide() {
        assertThat(List.of(new Caller.Holder("1"), new Caller.Representative("1", "2"))).flatExtracting(Caller::authorTokens).allMatch(AclToken::isOfPatientSide);
        assertThat(List.of(new Caller.App("Patient", "1", Optional.of("2")), new Caller.Structure(ActorId.structure("Patient"), "RelatedPerson"),
                new Caller.Insurer("Patient"))).flatExtracting(Caller::authorTokens).isNotEmpty().noneMatch(AclToken::isOfPatientSide);
        assertThat(AclToken.HOLDER.isOfPatientSide()).isFalse();
    }

    @Test
    @DisplayName("TRE_R248 each mode is read by its code, and no other text is one")
    void modes() {
        assertThat(Arrays.stream(AccessMode.values()).map(AccessMode::code)).containsExactly("normal", "bris_de_glace", "centre_15");
        assertThat(Arrays.stream(AccessMode.values()).map(mode -> AccessMode.of(mode.code()))).containsExactly(Optional.of(AccessMode.NORMAL),
                Optional.of(AccessMode.BRIS_DE_GLACE), Optional.of(AccessMode.CENTRE_15));
        assertThat(AccessMode.of("NORMAL")).isEmpty();
    }

    @Test
    @DisplayName("TRE_A07 each label is read by its code, and no other text is one")
    void labels() {
        assertThat(Visibility.of("MASQUE_PS")).contains(Visibility.MASQUE_PS);
        assertThat(Visibility.of("INVISIBLE_PATIENT")).contains(Visibility.INVISIBLE_PATIENT);
        assertThat(Visibility.of("N")).isEmpty();
    }

    @Test
    @DisplayName("S4.5 masked documents in an emergency mean nothing when both modes are opposed")
    void choices() {
        assertThat(new BreakGlassChoices(false, false, true).masked()).isFalse();
        assertThat(new BreakGlassChoices(true, false, true).masked()).isTrue();
        assertThat(new BreakGlassChoices(false, true, true).masked()).isTrue();
        assertThat(new BreakGlassChoices(true, true, false).masked()).isFalse();
    }

    @Test
    @DisplayName("S4.3 a session lasts until its end, which is not part of it")
    void sessions() {
        RecordPolicy record = RecordPolicy.opened(Cast.PATIENT, LocalDate.of(1980, 5, 1));
        RecordPolicies.Standing standing = new RecordPolicies.Standing(record, false,
                Optional.of(new RecordPolicies.Session(Cast.NOW, "Patiente inconsciente")), Optional.empty());
        assertThat(standing.hasSessionAt(Cast.NOW.minusNanos(1))).isTrue();
        assertThat(standing.sessionAt(Cast.NOW.minusNanos(1))).get().extracting(RecordPolicies.Session::reason).isEqualTo("Patiente inconsciente");
        assertThat(standing.hasSessionAt(Cast.NOW)).isFalse();
        assertThat(new RecordPolicies.Standing(record, false, Optional.empty(), Optional.empty()).hasSessionAt(Instant.EPOCH)).isFalse();
    }

    @Test
    @DisplayName("S3 a record is opened with nobody authorised and emergencies as by default")
    void opened() {
        assertThat(RecordPolicy.opened("p", LocalDate.EPOCH)).isEqualTo(new RecordPolicy("p", RecordState.OPEN, LocalDate.EPOCH, List.of(), Set.of(), Set.of(), Set.of(),
                new BreakGlassChoices(true, true, false), List.of(), List.of(), false));
    }

    @Test
    @DisplayName("S5 masking new documents changes that choice and nothing else")
    void maskingNewDocuments() {
        RecordPolicy record = RecordPolicy.opened("p", LocalDate.EPOCH);
        assertThat(record.maskingNewDocuments(true).masksNewDocuments()).isTrue();
        assertThat(record.maskingNewDocuments(true).maskingNewDocuments(false)).isEqualTo(record);
    }

    @Test
    @DisplayName("S6.2 an app's token says which category a purpose must cover, whoever paired the app and whether masked or not")
    void categoriesOfTokens() {
        for (DataCategory category : List.of(new DataCategory("DocumentReference", "11488-4"), DataCategory.of("Appointment"))) {
            for (boolean either : new boolean[] {true, false}) {
                assertThat(AclToken.app(category, either, true).category()).contains(category);
                assertThat(AclToken.app(category, either, false).category()).contains(category);
            }
        }
        assertThat(Set.of(AclToken.HOLDER, AclToken.type("11488-4"), AclToken.author("client", "apple"))).allSatisfy(token -> assertThat(token.category()).isEmpty());
    }

    @Test
    @DisplayName("S8 what the server does by itself is traced under its own name, and it is the author of nothing")
    void system() {
        Caller server = new Caller.System();
        assertThat(server.kind()).isEqualTo("system");
        assertThat(server.identifier()).isEqualTo("carnet");
        assertThat(server.authorTokens()).isEmpty();
    }

    @Test
    @DisplayName("S7 who may act but is opened nothing reads nothing, and may still write")
    void nothingOpened() {
        AccessPolicy policy = new AccessPolicy(List.of(CONSENT));
        RecordPolicy record = RecordPolicy.opened(Cast.PATIENT, LocalDate.of(1980, 5, 1));
        Caller anybody = Cast.caller("doctor 10");
        assertThat(policy.decide(Asking.of(anybody, Act.READ, AccessMode.NORMAL, false, false, false, Cast.NOW), record)).isInstanceOf(AccessDecision.Deny.class);
        assertThat(policy.decide(Asking.of(anybody, Act.DEPOSIT, AccessMode.NORMAL, false, false, false, Cast.NOW), record)).isInstanceOf(AccessDecision.Permit.class);
    }

    @Test
    @DisplayName("Masked documents of a column are opened only with a rule that says so")
    void grants() {
        assertThat(Grant.types(Set.of("11488-4"))).isEqualTo(new Grant(Set.of(AclToken.type("11488-4")), Set.of(AclToken.maskedType("11488-4")), false));
    }

    @Test
    @DisplayName("S6.2 a purpose opens what it declares of a type, masked documents only when asked to")
    void purposes() {
        DataCategory report = new DataCategory("DocumentReference", "11488-4");
        Purpose purpose = new Purpose("P", Set.of(report, DataCategory.of("Appointment")), Set.of(DataCategory.of("Device")));
        assertThat(purpose.read()).containsExactlyInAnyOrder(report, DataCategory.of("Appointment"));
        assertThat(purpose.write()).containsExactly(DataCategory.of("Device"));
        Set<AclToken> holder = purpose.opened(DataCategory.of("DocumentReference"), false, false);
        assertThat(holder).containsExactly(new AclToken("ap.DocumentReference.11488-4")).isUnmodifiable();
        assertThat(purpose.opened(DataCategory.of("DocumentReference"), true, true))
                .containsExactlyInAnyOrder(new AclToken("apr.DocumentReference.11488-4"), new AclToken("aprm.DocumentReference.11488-4"));
        assertThat(purpose.opened(DataCategory.of("Device"), false, true)).isEmpty();
    }

    @Test
    @DisplayName("Tokens are sorted as their text is")
    void order() {
        assertThat(new AclToken("h")).isLessThan(new AclToken("id")).isGreaterThan(new AclToken("au.x")).isEqualByComparingTo(AclToken.HOLDER);
    }

    @Test
    @DisplayName("A search asks for the tokens in one order, whatever the decision's")
    void searches() {
        AccessDecision holder = Rules.policy().decide(Asking.of(Cast.caller("holder"), Act.READ, AccessMode.NORMAL, false, false, false, Cast.NOW),
                RecordPolicy.opened(Cast.PATIENT, LocalDate.of(1980, 5, 1)));
        assertThat(holder).isInstanceOfSatisfying(AccessDecision.Permit.class,
                permit -> assertThat(SearchConstraint.of(permit)).isEqualTo(new SearchConstraint(Cast.PATIENT, List.of("h", "id"))));
    }
}
