package fr.carnet.enforcement.policy;

/**
 * Why a rule permitted or refused. Goes to the trace and to explanations, never into an error's text.
 *
 * @param rule rule number in ACCESS-RULES, for example {@code S4.2}
 * @param code stable word, for example {@code blocked}
 */
public record Reason(String rule, String code) {
    @Override
    public String toString() {
        return rule + " " + code;
    }
}
