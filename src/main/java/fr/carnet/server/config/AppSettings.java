package fr.carnet.server.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Referenced third-party services (ACCESS-RULES 6).
 *
 * @param referenced one per service; a client that is not listed may do nothing
 */
@Validated
@ConfigurationProperties("carnet.apps")
public record AppSettings(@Valid @DefaultValue List<App> referenced) {

    /**
     * One service.
     *
     * @param clientId OAuth client of its tokens
     * @param oid      its OID, as {@code urn:oid:...}, by which consents name it
     * @param online   whether it may act
     * @param purposes what it declared
     */
    public record App(@NotBlank String clientId, @Pattern(regexp = "urn:oid:[0-9.]{3,100}") String oid, @DefaultValue("true") boolean online,
            @Valid @DefaultValue List<Declared> purposes) {
    }

    /**
     * A declared purpose.
     *
     * @param code  code sent with every request
     * @param read  what may be read: a FHIR type, or {@code type/code} for one document type or measure
     * @param write what may be written, in the same form
     */
    public record Declared(@Pattern(regexp = "[A-Za-z0-9._-]{1,64}") String code, @DefaultValue Set<String> read, @DefaultValue Set<String> write) {
    }
}
