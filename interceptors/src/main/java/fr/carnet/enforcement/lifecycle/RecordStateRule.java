package fr.carnet.enforcement.lifecycle;

import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.Ground;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.policy.RecordState;
import fr.carnet.enforcement.policy.Rule;
import fr.carnet.enforcement.policy.Verdict;

/** S4.1 and S3: only an open record is read or fed, by whomever; of a closed one is told that it is closed (TD0.2), and nothing else. */
public final class RecordStateRule implements Rule {
    @Override
    public Verdict judge(Ground ground, AccessRequest request, RecordPolicy record) {
        return record.state() == RecordState.OPEN || request.act() == Act.READ_STATUS ? Verdict.ABSTAIN : Verdict.deny("S4.1", "record-not-open");
    }
}
