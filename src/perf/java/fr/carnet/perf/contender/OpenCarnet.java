package fr.carnet.perf.contender;

import fr.carnet.enforcement.policy.AccessPolicy;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.Grant;
import fr.carnet.enforcement.policy.Ground;
import fr.carnet.enforcement.policy.Rule;
import fr.carnet.enforcement.policy.Verdict;
import fr.carnet.server.CarnetServer;
import java.util.List;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The same Carnet with one rule that permits everything to everybody, to price the rules. Everything else stays: tokens, validation, the record's policy
 * row, trace, and a narrowing to the one token that every resource of these data carries, in the place of some hundred (the status of a record has its own).
 */
public final class OpenCarnet {

    private static final Rule EVERYTHING = (ground, request, record) -> ground == Ground.CARE
            ? Verdict.permit(Grant.tokens(Set.of(request.act() == Act.READ_STATUS ? AclToken.STATUS : AclToken.HOLDER)), "perf", "everything") : Verdict.ABSTAIN;

    private OpenCarnet() {
    }

    /** @param args arguments of Carnet */
    public static void main(String[] args) {
        SpringApplication application = CarnetServer.application();
        application.addInitializers(context -> ((GenericApplicationContext) context).registerBean("everythingPermitted", AccessPolicy.class,
                () -> new AccessPolicy(List.of(EVERYTHING)), definition -> definition.setPrimary(true)));
        application.run(args);
    }
}
