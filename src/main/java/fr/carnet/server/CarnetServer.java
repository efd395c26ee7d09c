package fr.carnet.server;

import fr.carnet.server.config.StartupChecks;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.elasticsearch.ElasticsearchRestClientAutoConfiguration;
import org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration;
import org.springframework.boot.autoconfigure.quartz.QuartzAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * The Carnet server. Without a profile it runs the demo (own PostgreSQL under {@code ./data}, sample people, tokens on request);
 * with {@code --spring.profiles.active=production} it runs on the operator's database and issuers and refuses to start half-configured.
 */
@SpringBootApplication(exclude = {
    // HAPI brings its own entity manager, scheduler and full-text wiring; Boot's would start second ones.
    HibernateJpaAutoConfiguration.class,
    QuartzAutoConfiguration.class,
    ElasticsearchRestClientAutoConfiguration.class
})
@ConfigurationPropertiesScan("fr.carnet.server.config")
public class CarnetServer {

    /** @param args Spring Boot arguments, for example {@code --server.port=8090} */
    public static void main(String[] args) {
        application().run(args);
    }

    /** The application as {@link #main} starts it, with its start-up checks; tests start it the same way. */
    public static SpringApplication application() {
        SpringApplication application = new SpringApplication(CarnetServer.class);
        application.addInitializers(new StartupChecks());
        return application;
    }
}
