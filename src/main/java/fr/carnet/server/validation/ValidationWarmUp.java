package fr.carnet.server.validation;

import fr.carnet.enforcement.policy.Caller;
import org.hl7.fhir.r4.model.DocumentReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Reads the definitions of FHIR R4 once the server is ready, beside its first requests: the first write would otherwise wait for it, some seconds. */
@Component
class ValidationWarmUp {

    private static final Logger LOG = LoggerFactory.getLogger(ValidationWarmUp.class);

    private final ProfileValidator validator;

    ValidationWarmUp(ProfileValidator validator) {
        this.validator = validator;
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        Thread warming = new Thread(this::warm, "validation-warm-up");
        warming.setDaemon(true);
        warming.start();
    }

    private void warm() {
        long start = System.nanoTime();
        validator.verdict(new DocumentReference(), new Caller.Anonymous(), ValidationAsked.WRITE);
        LOG.info("validation is warm after {} ms", (System.nanoTime() - start) / 1_000_000);
    }
}
