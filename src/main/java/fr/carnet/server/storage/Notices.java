package fr.carnet.server.storage;

import fr.carnet.enforcement.policy.ActorId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Port: tells the holder what others did with the record (ACCESS-RULES 8), as a message in the record. Called inside the act's transaction. */
@FunctionalInterface
public interface Notices {

    /**
     * Sends a notice, unless this cause was told before.
     *
     * @return reference of the Communication; empty when there was nothing new to tell
     */
    Optional<String> send(Notice notice);

    /** What a notice says, with its code in CodeSystem notice-kind. */
    enum Kind {
        /** The record was updated; see a professional (R1111-53). Names nothing. */
        RECORD_UPDATED("record-updated"),
        /** A professional broke the glass: who, why. */
        EMERGENCY_ACCESS("emergency-access"),
        /** The médecin traitant authorised somebody: who, whom. */
        AUTHORISATION_GIVEN("sharing-changed"),
        /** The médecin traitant ended somebody's authorisation: who, whose. */
        AUTHORISATION_ENDED("sharing-changed"),
        /** The médecin traitant blocked somebody: who, whom. */
        BLOCK_GIVEN("sharing-changed"),
        /** The médecin traitant ended somebody's block: who, whose. */
        BLOCK_ENDED("sharing-changed");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        /** @return code in CodeSystem notice-kind */
        public String code() {
            return code;
        }

        /** @return key of the text */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * @param patientId the record
     * @param kind      what it says
     * @param cause     what it is about, for nobody's eyes: one cause gives one notice
     * @param at        instant of the act
     * @param words     what the text quotes
     * @param alsoTo    who is told besides the holder and his representatives
     */
    record Notice(String patientId, Kind kind, String cause, Instant at, List<String> words, Collection<ActorId> alsoTo) {
        public Notice {
            words = List.copyOf(words);
            alsoTo = List.copyOf(alsoTo);
        }
    }
}
