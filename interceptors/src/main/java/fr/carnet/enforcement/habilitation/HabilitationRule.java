package fr.carnet.enforcement.habilitation;

import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.Grant;
import fr.carnet.enforcement.policy.Ground;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.policy.Rule;
import fr.carnet.enforcement.policy.Verdict;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** S4.4: a professional reads the document types of its column of the matrix, in every mode. No column, no reading; unknown profession, nothing at all (S2). */
public final class HabilitationRule implements Rule {

    private final ProfessionColumns professions;
    private final Map<String, Verdict> readable;

    /**
     * @param matrix      the matrix
     * @param professions which exercice falls under which column
     */
    public HabilitationRule(HabilitationMatrix matrix, ProfessionColumns professions) {
        this.professions = professions;
        this.readable = matrix.columns().stream().collect(Collectors.toUnmodifiableMap(Function.identity(),
                column -> Verdict.permit(Grant.types(matrix.readableBy(column)), "S4.4", "column " + column)));
    }

    @Override
    public Verdict judge(Ground ground, AccessRequest request, RecordPolicy record) {
        boolean professionals = ground == Ground.CARE || ground == Ground.AUTHORSHIP;
        if (!professionals || !(request.caller() instanceof Caller.Professional professional)) {
            return Verdict.ABSTAIN;
        }
        if (!professions.isKnown(professional.exercise())) {
            return Verdict.deny("S2", "unknown-profession");
        }
        if (ground != Ground.CARE) {
            // The author's right holds whatever the matrix says.
            return Verdict.ABSTAIN;
        }
        if (request.act() != Act.READ && request.act() != Act.BREAK_GLASS) {
            return Verdict.ABSTAIN;
        }
        return professions.columnOf(professional.exercise())
                .map(column -> request.act() == Act.READ ? Objects.requireNonNull(readable.get(column)) : Verdict.ABSTAIN)
                .orElseGet(() -> Verdict.deny("S4.4", "profession-without-column"));
    }
}
