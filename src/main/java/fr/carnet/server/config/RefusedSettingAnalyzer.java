package fr.carnet.server.config;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints a refused setting and its remedy instead of a stack trace. */
public final class RefusedSettingAnalyzer extends AbstractFailureAnalyzer<RefusedSettingException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, RefusedSettingException cause) {
        return new FailureAnalysis("Carnet does not start: " + cause.getMessage(), cause.remedy(), cause);
    }
}
