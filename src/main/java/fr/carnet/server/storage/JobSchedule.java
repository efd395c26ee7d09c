package fr.carnet.server.storage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/** Runs the recurring jobs, once the server is ready: before that, the search parameters that carry the rules are not active. One that fails waits for its next run. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class JobSchedule implements SchedulingConfigurer {

    private static final Logger LOG = LoggerFactory.getLogger(JobSchedule.class);

    private final ObjectProvider<RecurringJob> jobs;
    private final ApplicationAvailability availability;

    JobSchedule(ObjectProvider<RecurringJob> jobs, ApplicationAvailability availability) {
        this.jobs = jobs;
        this.availability = availability;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar registrar) {
        jobs.forEach(job -> registrar.addFixedDelayTask(new FixedDelayTask(() -> run(job), job.every(), job.every())));
    }

    private void run(RecurringJob job) {
        if (availability.getReadinessState() != ReadinessState.ACCEPTING_TRAFFIC) {
            return;
        }
        try {
            job.work().run();
        } catch (RuntimeException failed) {
            LOG.error("the job {} failed and waits for its next run: {}", job.name(), failed.getClass().getName());
        }
    }
}
