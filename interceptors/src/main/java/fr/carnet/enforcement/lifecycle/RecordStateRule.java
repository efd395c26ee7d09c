package fr.carnet.enforcement.lifecycle;

import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.Ground;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.policy.RecordState;
import fr.carnet.enforcement.policy.Rule;
import fr.carnet.enforcement.policy.Verdict;

/** S4.1 and S3: only an open record is read or fed, by whomever; a closed one answers nobody. */
public final class RecordStateRule implements Rule {
    @Override
    public Verdict judge(Ground ground, AccessRequest request, RecordPolicy record) {
        return record.state() == RecordState.OPEN ? Verdict.ABSTAIN : Verdict.deny("S4.1", "record-not-open");
    }
}
