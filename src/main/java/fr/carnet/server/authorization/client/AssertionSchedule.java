package fr.carnet.server.authorization.client;

import fr.carnet.server.config.AuthorizationSettings;
import fr.carnet.server.storage.JobTransaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/** Forgets used assertions that would hold no longer. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@ConditionalOnProperty(name = "carnet.authorization.enabled", matchIfMissing = true)
class AssertionSchedule implements SchedulingConfigurer {

    private static final Logger LOG = LoggerFactory.getLogger(AssertionSchedule.class);

    private final UsedAssertions used;
    private final JobTransaction transaction;
    private final AuthorizationSettings settings;

    AssertionSchedule(UsedAssertions used, JobTransaction transaction, AuthorizationSettings settings) {
        this.used = used;
        this.transaction = transaction;
        this.settings = settings;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar registrar) {
        registrar.addFixedDelayTask(new FixedDelayTask(this::run, settings.cleanUpEvery(), settings.cleanUpEvery()));
    }

    private void run() {
        try {
            transaction.execute("client-assertions", used::forgetEnded);
        } catch (RuntimeException failed) {
            LOG.error("used assertions are still kept, until the next run: {}", failed.getClass().getName());
        }
    }
}
