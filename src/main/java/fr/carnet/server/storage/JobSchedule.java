package fr.carnet.server.storage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/** Runs the recurring jobs. One that fails waits for its next run. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class JobSchedule implements SchedulingConfigurer {

    private static final Logger LOG = LoggerFactory.getLogger(JobSchedule.class);

    private final ObjectProvider<RecurringJob> jobs;
    private final JobTransaction transaction;

    JobSchedule(ObjectProvider<RecurringJob> jobs, JobTransaction transaction) {
        this.jobs = jobs;
        this.transaction = transaction;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar registrar) {
        jobs.forEach(job -> registrar.addFixedDelayTask(new FixedDelayTask(() -> run(job), job.every(), job.every())));
    }

    private void run(RecurringJob job) {
        try {
            transaction.execute(job.name(), job.step());
        } catch (RuntimeException failed) {
            LOG.error("the job {} failed and waits for its next run: {}", job.name(), failed.getClass().getName());
        }
    }
}
