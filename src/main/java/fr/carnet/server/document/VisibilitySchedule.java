package fr.carnet.server.document;

import fr.carnet.server.config.VisibilitySettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/** Runs the visibility job again and again, once the server is ready: before that, the search parameters that carry the rules are not active. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class VisibilitySchedule implements SchedulingConfigurer {

    private static final Logger LOG = LoggerFactory.getLogger(VisibilitySchedule.class);

    private final VisibilityJob job;
    private final VisibilitySettings settings;
    private final ApplicationAvailability availability;

    VisibilitySchedule(VisibilityJob job, VisibilitySettings settings, ApplicationAvailability availability) {
        this.job = job;
        this.settings = settings;
        this.availability = availability;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar registrar) {
        registrar.addFixedDelayTask(new FixedDelayTask(this::run, settings.runEvery(), settings.runEvery()));
    }

    private void run() {
        if (availability.getReadinessState() != ReadinessState.ACCEPTING_TRAFFIC) {
            return;
        }
        try {
            job.run();
        } catch (RuntimeException failed) {
            LOG.error("the visibility job failed and waits for its next run: {}", failed.getClass().getName());
        }
    }
}
