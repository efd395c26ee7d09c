package fr.carnet.server.document;

import fr.carnet.server.config.VisibilitySettings;
import fr.carnet.server.storage.RecurringJob;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Runs the visibility job again and again. */
@Configuration(proxyBeanMethods = false)
class VisibilityWiring {

    @Bean
    RecurringJob visibilityRuns(VisibilityJob job, VisibilitySettings settings) {
        return new RecurringJob(VisibilityJob.NAME, settings.runEvery(), job::run);
    }
}
