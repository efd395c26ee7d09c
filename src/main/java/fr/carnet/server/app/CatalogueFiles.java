package fr.carnet.server.app;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import fr.carnet.enforcement.audit.AuditDraft;
import fr.carnet.enforcement.audit.AuditTrail;
import fr.carnet.enforcement.hapi.Answers;
import fr.carnet.enforcement.hapi.Finding;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.policy.AccessMode;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.server.config.AppSettings;
import fr.carnet.server.config.RefusedSettingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.io.ResourceLoader;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Enters the operator's catalogue files at start, before the server is ready: each when it is new or has changed. One that breaks a rule stops the start. */
@Component
class CatalogueFiles implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(CatalogueFiles.class);
    private static final String SETTING = "carnet.apps.catalogue";
    private static final Caller SERVER = new Caller.System();
    private static final int OK = 200;

    private final AppSettings settings;
    private final Stores stores;
    private final Referencing referencing;
    private final FhirContext fhir;
    private final Clock clock;
    private final TransactionTemplate transaction;

    CatalogueFiles(AppSettings settings, CatalogueRows rows, AuditTrail trail, ResourceLoader files, Referencing referencing, FhirContext fhir, Clock clock,
            PlatformTransactionManager transactions) {
        this.settings = settings;
        this.stores = new Stores(rows, trail, files);
        this.referencing = referencing;
        this.fhir = fhir;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Where it reads from and writes to. */
    private record Stores(CatalogueRows rows, AuditTrail trail, ResourceLoader files) {
    }

    @Override
    public void run(ApplicationArguments arguments) {
        settings.catalogue().forEach(this::load);
    }

    private void load(String location) {
        try {
            byte[] file = stores.files().getResource(location).getContentAsByteArray();
            String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
            int entered = Objects.requireNonNull(transaction.execute(started -> enter(location, sha256, file)));
            LOG.info("catalogue {}: {}", location, entered == 0 ? "unchanged" : entered + " entries");
        } catch (IOException | DataFormatException | ClassCastException unreadable) {
            throw new RefusedSettingException(SETTING, location + " is not a readable FHIR R4 Bundle", "Name a file: or classpath: address of a Bundle (JSON) of type collection.");
        } catch (Refusal refused) {
            throw new RefusedSettingException(SETTING, location + ": " + words(refused), "Correct the file; nothing of it was entered.");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Two nodes may start at once: under the lock the second one finds that the file is in. */
    private int enter(String location, String sha256, byte[] file) {
        stores.rows().lock();
        if (stores.rows().loaded(location).filter(sha256::equals).isPresent()) {
            return 0;
        }
        Instant now = clock.instant();
        List<Resource> entered = referencing.enter((Bundle) fhir.newJsonParser().parseResource(new String(file, StandardCharsets.UTF_8)), SERVER, now);
        stores.rows().loaded(location, sha256, now);
        AuditDraft draft = new AuditDraft(now, UUID.randomUUID().toString(), SERVER.identifier());
        draft.caller(SERVER);
        draft.asked("$referencer", Optional.of("Endpoint"), AccessMode.NORMAL);
        draft.because(SETTING);
        entered.forEach(resource -> draft.entity(resource.fhirType() + "/" + resource.getIdElement().getIdPart()));
        stores.trail().append(draft.finish(OK));
        return entered.size();
    }

    private static String words(Refusal refused) {
        List<String> words = refused.findings().stream().filter(Finding::isError).map(finding -> finding.expression() + " " + finding.text(Locale.ENGLISH)).toList();
        return words.isEmpty() ? refused.expression() + " " + Answers.text(refused, Locale.ENGLISH) : String.join("; ", words);
    }
}
