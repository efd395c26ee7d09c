package fr.carnet.server.demo;

import com.zaxxer.hikari.HikariDataSource;
import fr.carnet.server.config.DemoSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** The demo's own PostgreSQL: a real one, started in this process from its Maven binaries, its data kept over restarts. */
@Configuration(proxyBeanMethods = false)
@Profile("demo")
class DemoDatabase {

    @Bean(destroyMethod = "close")
    EmbeddedPostgres embeddedPostgres(DemoSettings settings) throws IOException {
        Path directory = settings.directory().toAbsolutePath().normalize();
        Files.createDirectories(directory);
        return EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("postgresql"))
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(directory.resolve("postgresql-binaries").toFile())
                .start();
    }

    @Bean
    @ConfigurationProperties("spring.datasource.hikari")
    HikariDataSource dataSource(EmbeddedPostgres postgres) {
        return DataSourceBuilder.create().type(HikariDataSource.class)
                .url(postgres.getJdbcUrl("postgres", "postgres")).username("postgres").password("postgres").build();
    }
}
