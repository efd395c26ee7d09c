package fr.carnet.server.authorization.token;

import fr.carnet.server.config.AuthorizationSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/** Takes away grants past their time, again and again. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "carnet.authorization.enabled", matchIfMissing = true)
class ExpirySchedule implements SchedulingConfigurer {

    private static final Logger LOG = LoggerFactory.getLogger(ExpirySchedule.class);

    private final ExpiredGrants grants;
    private final AuthorizationSettings settings;

    ExpirySchedule(ExpiredGrants grants, AuthorizationSettings settings) {
        this.grants = grants;
        this.settings = settings;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar registrar) {
        registrar.addFixedDelayTask(new FixedDelayTask(this::run, settings.cleanUpEvery(), settings.cleanUpEvery()));
    }

    private void run() {
        try {
            grants.run();
        } catch (RuntimeException failed) {
            LOG.error("grants past their time could not be looked for, the next run does: {}", failed.getClass().getName());
        }
    }
}
