package fr.carnet.server.validation;

import ca.uhn.fhir.jpa.searchparam.extractor.ISearchParamExtractor;
import fr.carnet.enforcement.policy.Caller;
import org.hl7.fhir.r4.model.DocumentReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Reads the definitions of FHIR R4 once the server is ready, for validation and for what is indexed: the first write would otherwise wait for it, some seconds. */
@Component
class ValidationWarmUp {

    private static final Logger LOG = LoggerFactory.getLogger(ValidationWarmUp.class);

    private final ProfileValidator validator;
    private final ISearchParamExtractor paths;

    ValidationWarmUp(ProfileValidator validator, ISearchParamExtractor paths) {
        this.validator = validator;
        this.paths = paths;
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        Thread warming = new Thread(this::warm, "validation-warm-up");
        warming.setDaemon(true);
        warming.start();
    }

    private void warm() {
        long start = System.nanoTime();
        DocumentReference document = new DocumentReference();
        validator.verdict(document, new Caller.Anonymous(), ValidationAsked.WRITE);
        paths.getPathValueExtractor(document, "DocumentReference.status").get();
        LOG.info("validation is warm after {} ms", (System.nanoTime() - start) / 1_000_000);
    }
}
