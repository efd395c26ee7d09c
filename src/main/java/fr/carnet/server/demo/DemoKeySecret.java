package fr.carnet.server.demo;

import fr.carnet.server.config.DemoSettings;
import fr.carnet.server.config.GeneratedKeySecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** What the demo's signing keys are encrypted with: made at the first start, kept in the demo's directory, never shipped. */
@Configuration(proxyBeanMethods = false)
@Profile("demo")
class DemoKeySecret {

    private static final int BYTES = 32;

    @Bean
    GeneratedKeySecret generatedKeySecret(DemoSettings settings) throws IOException {
        Path file = Files.createDirectories(settings.directory().toAbsolutePath().normalize()).resolve("demo-key-secret");
        if (!Files.exists(file)) {
            byte[] fresh = new byte[BYTES];
            new SecureRandom().nextBytes(fresh);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, Base64.getEncoder().encodeToString(fresh));
        }
        return new GeneratedKeySecret(Files.readString(file).trim());
    }
}
