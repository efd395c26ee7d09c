package fr.carnet.enforcement.consent;

import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.Ground;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.policy.Rule;
import fr.carnet.enforcement.policy.Verdict;

/** S4, deposits: the holder's opposition to a given professional's or structure's deposits is honoured; it stops nothing else. */
public final class DepositOppositionRule implements Rule {
    @Override
    public Verdict judge(Ground ground, AccessRequest request, RecordPolicy record) {
        return request.act() == Act.DEPOSIT && isOpposed(request.caller(), record) ? Verdict.deny("S4.deposit", "deposit-opposed") : Verdict.ABSTAIN;
    }

    private static boolean isOpposed(Caller caller, RecordPolicy record) {
        if (caller instanceof Caller.Professional professional) {
            return record.depositOppositions().contains(professional.id())
                    || professional.structure().filter(record.depositOppositions()::contains).isPresent();
        }
        return caller instanceof Caller.Structure structure && record.depositOppositions().contains(structure.id());
    }
}
