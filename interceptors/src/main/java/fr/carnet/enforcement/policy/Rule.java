package fr.carnet.enforcement.policy;

/** One rule of ACCESS-RULES. Pure: the same question always gets the same answer; no clock, no I/O, no knowledge of other rules. */
@FunctionalInterface
public interface Rule {

    /**
     * @param ground  the ground being judged
     * @param request the question
     * @param record  how the record stands
     * @return permit, deny or abstain
     */
    Verdict judge(Ground ground, AccessRequest request, RecordPolicy record);
}
