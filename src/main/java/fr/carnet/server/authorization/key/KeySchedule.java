package fr.carnet.server.authorization.key;

import fr.carnet.server.config.AuthorizationSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/** Looks again and again whether the next signing key is due. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@ConditionalOnProperty(name = "carnet.authorization.enabled", matchIfMissing = true)
class KeySchedule implements SchedulingConfigurer {

    private static final Logger LOG = LoggerFactory.getLogger(KeySchedule.class);

    private final KeyRotation job;
    private final AuthorizationSettings settings;

    KeySchedule(KeyRotation job, AuthorizationSettings settings) {
        this.job = job;
        this.settings = settings;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar registrar) {
        registrar.addFixedDelayTask(new FixedDelayTask(this::run, settings.cleanUpEvery(), settings.cleanUpEvery()));
    }

    private void run() {
        try {
            job.run();
        } catch (RuntimeException failed) {
            LOG.error("the rotation of signing keys failed and waits for its next run: {}", failed.getClass().getName());
        }
    }
}
