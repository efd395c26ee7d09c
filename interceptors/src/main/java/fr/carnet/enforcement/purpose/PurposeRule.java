package fr.carnet.enforcement.purpose;

import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.AppUse;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.DataCategory;
import fr.carnet.enforcement.policy.Grant;
import fr.carnet.enforcement.policy.Ground;
import fr.carnet.enforcement.policy.Purpose;
import fr.carnet.enforcement.policy.PurposeConsent.Direction;
import fr.carnet.enforcement.policy.PurposeConsent;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.policy.ReferencedApp;
import fr.carnet.enforcement.policy.Rule;
import fr.carnet.enforcement.policy.Verdict;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * S6: an app acts on its token's record under one purpose that is declared for it, consented to now, and covers what is asked: type, category
 * and direction. It reads what whoever obtained the token sees, masked documents only when the consent says so; it changes only what it wrote.
 */
public final class PurposeRule implements Rule {
    @Override
    public Verdict judge(Ground ground, AccessRequest request, RecordPolicy record) {
        if (ground != Ground.PURPOSE || !(request.caller() instanceof Caller.App app) || request.use().isEmpty()) {
            return Verdict.ABSTAIN;
        }
        if (request.act() != Act.READ && request.act() != Act.DEPOSIT && request.act() != Act.AMEND) {
            return Verdict.ABSTAIN;
        }
        if (!app.patientId().equals(record.patientId())) {
            return Verdict.deny("S6.5", "another-record");
        }
        AppUse use = request.use().get();
        Optional<ReferencedApp> referenced = use.app().filter(listed -> listed.online() && listed.clientId().equals(app.clientId()));
        if (referenced.isEmpty()) {
            return Verdict.deny("S6.1", "app-not-online");
        }
        Purpose purpose = referenced.get().purposes().get(use.purpose());
        if (purpose == null) {
            return Verdict.deny("S6.2", "purpose-not-declared");
        }
        List<PurposeConsent> consents = consents(referenced.get(), purpose, request, record);
        if (consents.isEmpty()) {
            return Verdict.deny("S6.3", "purpose-not-consented");
        }
        Set<AclToken> opened = request.act() == Act.READ ? readable(app, purpose, consents, request) : writable(app, purpose, consents, request);
        return opened.isEmpty() ? Verdict.deny("S6.2", "purpose-too-narrow") : Verdict.permit(Grant.tokens(opened), "S6", "purpose " + purpose.code());
    }

    /** S5: what a representative consented to for a minor holds until majority; then the holder confirms it or it is gone. */
    private static List<PurposeConsent> consents(ReferencedApp listed, Purpose purpose, AccessRequest request, RecordPolicy record) {
        boolean minor = record.isMinorAt(request.at());
        return record.purposes().stream()
                .filter(consent -> consent.oid().equals(listed.oid()) && consent.purpose().equals(purpose.code()) && consent.isActiveAt(request.at()))
                .filter(consent -> consent.representative().isEmpty() || minor || !record.isMinorAt(consent.from()))
                .toList();
    }

    private static Set<AclToken> readable(Caller.App app, Purpose purpose, List<PurposeConsent> consents, AccessRequest request) {
        Set<AclToken> opened = new HashSet<>();
        for (DataCategory asked : request.data()) {
            List<PurposeConsent> covering = consents.stream().filter(consent -> consent.covers(asked.type(), Direction.READ)).toList();
            if (!covering.isEmpty()) {
                opened.addAll(purpose.opened(asked, app.relatedPersonId().isPresent(), covering.stream().anyMatch(PurposeConsent::maskedToo)));
            }
        }
        return opened;
    }

    /** Everything written must be covered; what is changed is of a declared type, and what it becomes is asked as a deposit. */
    private static Set<AclToken> writable(Caller.App app, Purpose purpose, List<PurposeConsent> consents, AccessRequest request) {
        boolean all = !request.data().isEmpty() && request.data().stream().allMatch(written ->
                consents.stream().anyMatch(consent -> consent.covers(written.type(), Direction.WRITE))
                        && purpose.write().stream().anyMatch(declared -> request.act() == Act.AMEND ? declared.type().equals(written.type()) : declared.equals(written)));
        return all ? app.personalTokens() : Set.of();
    }
}
