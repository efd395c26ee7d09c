package fr.carnet.server.config;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one clock of the server: every instant that a rule is judged at comes from it. */
@Configuration(proxyBeanMethods = false)
class ClockWiring {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
