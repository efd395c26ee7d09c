package fr.carnet.server.authorization.page;

import fr.carnet.server.authorization.login.Account;
import fr.carnet.server.authorization.token.PurposeChoices;
import fr.carnet.server.storage.AppClients.AppClient;
import fr.carnet.server.storage.Profiles.Kind;
import fr.carnet.server.storage.Profiles.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Consent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the purposes ticked while an app is connected. All or none: when one cannot be kept, those given with it are withdrawn again. What was consented
 * to before is left as it is.
 */
@PagePart
class LaunchPurposes implements PurposeChoices {

    private static final Logger LOG = LoggerFactory.getLogger(LaunchPurposes.class);
    private static final int FORBIDDEN = 403;

    private final OwnCalls calls;
    private final PurposeConsents consents;
    private final Words words;

    LaunchPurposes(OwnCalls calls, PurposeConsents consents, Words words) {
        this.calls = calls;
        this.consents = consents;
        this.words = words;
    }

    @Override
    public void record(Profile profile, Account account, AppClient app, Set<String> purposes) {
        // Without a purpose there is nothing that the endpoint would refuse a caregiver, and he connects nothing either (ACCESS-RULES 5).
        if (profile.kind() == Kind.CARED_FOR) {
            throw RecordRefusedException.answered(FORBIDDEN, "");
        }
        if (!purposes.isEmpty()) {
            calls.as(account, profile, words.locale(), record -> give(record, app.oid(), purposes));
        }
    }

    private List<Consent> give(RecordSession record, String oid, Set<String> purposes) {
        List<GivenPurpose> standing = consents.given(record);
        List<Consent> made = new ArrayList<>();
        try {
            purposes.stream().filter(purpose -> standing.stream().noneMatch(given -> given.is(oid, purpose) && !given.suspended()))
                    .forEach(purpose -> consents.give(record, oid, purpose, false).ifPresent(made::add));
            return made;
        } catch (RecordRefusedException refused) {
            made.forEach(consent -> withdraw(record, consent));
            throw refused;
        }
    }

    private void withdraw(RecordSession record, Consent consent) {
        try {
            consents.end(record, consent);
        } catch (RecordRefusedException alsoRefused) {
            // It stands, without a pairing to use it; the person finds it among the connected services.
            LOG.warn("a consent of a launch that failed could not be withdrawn: {}", alsoRefused.getMessage());
        }
    }
}
