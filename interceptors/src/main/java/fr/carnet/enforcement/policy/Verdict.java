package fr.carnet.enforcement.policy;

/** What one rule says about one ground. */
public sealed interface Verdict {

    /** The rule does not speak about this. */
    Verdict ABSTAIN = new Abstain();

    /**
     * @param grant  what is opened
     * @param reason why
     */
    record Permit(Grant grant, Reason reason) implements Verdict {
    }

    /** @param reason why; a denial beats every permit of the same ground */
    record Deny(Reason reason) implements Verdict {
    }

    /** No opinion. */
    record Abstain() implements Verdict {
    }

    /** Shorthand for a permit. */
    static Verdict permit(Grant grant, String rule, String code) {
        return new Permit(grant, new Reason(rule, code));
    }

    /** Shorthand for a denial. */
    static Verdict deny(String rule, String code) {
        return new Deny(new Reason(rule, code));
    }
}
