package fr.carnet.enforcement.policy;

import java.util.Optional;
import java.util.Set;

/** Who is behind a token (ACCESS-RULES 2). Nothing here is taken from the request's body. */
public sealed interface Caller {

    /** @return the word used in the allow-list, the trace and the documentation */
    String kind();

    /** @return what the trace names this caller by; never a national health identifier */
    String identifier();

    /** @return acl tokens that say "I am the author": one for the person, one for the structure it acts for */
    Set<AclToken> authorTokens();

    /** @return author tokens of this very caller, without those of the structure a person acts for */
    default Set<AclToken> personalTokens() {
        return authorTokens();
    }

    /**
     * A health professional acting under one exercice.
     *
     * @param id        PS_IdNat
     * @param name      given and family name, for the trace
     * @param exercise  the exercice chosen
     * @param structure structure it acts for
     * @param regulator whether the token says {@code Acces_Regulation_Medicale = VRAI}
     */
    record Professional(ActorId id, String name, Exercise exercise, Optional<ActorId> structure, boolean regulator) implements Caller {
        @Override
        public String kind() {
            return "professional";
        }

        @Override
        public String identifier() {
            return id.value();
        }

        @Override
        public Set<AclToken> authorTokens() {
            return structure.map(s -> Set.of(AclToken.author(id), AclToken.author(s))).orElseGet(this::personalTokens);
        }

        @Override
        public Set<AclToken> personalTokens() {
            return Set.of(AclToken.author(id));
        }
    }

    /**
     * Software of an establishment under its own identity, no person behind it.
     *
     * @param id       structure identifier
     * @param clientId OAuth client
     */
    record Structure(ActorId id, String clientId) implements Caller {
        @Override
        public String kind() {
            return "structure";
        }

        @Override
        public String identifier() {
            return id.value();
        }

        @Override
        public Set<AclToken> authorTokens() {
            return Set.of(AclToken.author(id));
        }
    }

    /**
     * The holder of a record, through the first-party application.
     *
     * @param patientId id of the record's Patient
     */
    record Holder(String patientId) implements Caller {
        @Override
        public String kind() {
            return "holder";
        }

        @Override
        public String identifier() {
            return "Patient/" + patientId;
        }

        @Override
        public Set<AclToken> authorTokens() {
            return Set.of(AclToken.author("Patient", patientId));
        }
    }

    /**
     * A parent, guardian or caregiver; which of them, only the live delegation says.
     *
     * @param patientId       id of the represented person's Patient
     * @param relatedPersonId id of the RelatedPerson that stands for the delegation
     */
    record Representative(String patientId, String relatedPersonId) implements Caller {
        @Override
        public String kind() {
            return "representative";
        }

        @Override
        public String identifier() {
            return "RelatedPerson/" + relatedPersonId;
        }

        @Override
        public Set<AclToken> authorTokens() {
            return Set.of(AclToken.author("RelatedPerson", relatedPersonId));
        }
    }

    /**
     * A referenced third-party service, bound to one patient.
     *
     * @param clientId        OAuth client
     * @param patientId       id of the patient the token is bound to
     * @param relatedPersonId RelatedPerson who obtained the token; empty when the holder did
     * @param idPe            the service's own identifier of the patient, given when it was paired; empty when it gave none
     */
    record App(String clientId, String patientId, Optional<String> relatedPersonId, Optional<String> idPe) implements Caller {

        /** An app that gave no identifier of its own. */
        public App(String clientId, String patientId, Optional<String> relatedPersonId) {
            this(clientId, patientId, relatedPersonId, Optional.empty());
        }

        @Override
        public String kind() {
            return "app";
        }

        @Override
        public String identifier() {
            return clientId;
        }

        @Override
        public Set<AclToken> authorTokens() {
            return Set.of(AclToken.author("client", clientId));
        }
    }

    /**
     * Assurance Maladie and other national systems: deposit only.
     *
     * @param subject token subject
     */
    record Insurer(String subject) implements Caller {
        @Override
        public String kind() {
            return "insurer";
        }

        @Override
        public String identifier() {
            return subject;
        }

        @Override
        public Set<AclToken> authorTokens() {
            return Set.of(AclToken.author("insurer", subject));
        }
    }

    /**
     * The support desk (3422): record lifecycle and delegations, no medical content.
     *
     * @param subject token subject
     * @param duties  what its token says it is for, where an interaction asks for a duty of its own
     */
    record Support(String subject, Set<String> duties) implements Caller {
        public Support {
            duties = Set.copyOf(duties);
        }

        /** @param subject token subject of an agent without special duties */
        public Support(String subject) {
            this(subject, Set.of());
        }

        @Override
        public String kind() {
            return "support";
        }

        @Override
        public String identifier() {
            return subject;
        }

        @Override
        public Set<AclToken> authorTokens() {
            return Set.of(AclToken.author("support", subject));
        }
    }

    /** The server itself, in what the rules have it do by itself; behind no token, so no rule permits it anything. */
    record System() implements Caller {
        @Override
        public String kind() {
            return "system";
        }

        @Override
        public String identifier() {
            return "carnet";
        }

        @Override
        public Set<AclToken> authorTokens() {
            return Set.of();
        }
    }

    /** Nobody: public conformance resources only. */
    record Anonymous() implements Caller {
        @Override
        public String kind() {
            return "anonymous";
        }

        @Override
        public String identifier() {
            return "anonymous";
        }

        @Override
        public Set<AclToken> authorTokens() {
            return Set.of();
        }
    }
}
