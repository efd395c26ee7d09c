package fr.carnet.server.audittrail;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import fr.carnet.enforcement.audit.AuditRecord;
import fr.carnet.enforcement.policy.ReferencedApp;
import fr.carnet.enforcement.policy.ReferencedApps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A line of the trace and the AuditEvent that it is shown as, as HAPI's encoder wrote it from HAPI's model (UTC).
 *
 * @param row   the line
 * @param event what is shown of it
 */
record HistoryLine(TraceRow row, ObjectNode event) {

    private static final int LONG_AGO = 3_000;

    /** The catalogue lists one of the two apps of the table. */
    static final ReferencedApps CATALOGUE = new ReferencedApps() {
        @Override
        public Optional<ReferencedApp> find(String clientId) {
            return Optional.of(clientId).filter("listed"::equals).map(client -> new ReferencedApp(client, "urn:oid:1.2.250.1.999.1", true, Map.of()));
        }

        @Override
        public Optional<ReferencedApp> findByOid(String oid) {
            return Optional.empty();
        }
    };

    /** @return every kind of line: callers, interactions, outcomes, what is there and what is not, awkward texts */
    static List<HistoryLine> all() {
        try {
            return JsonMapper.builder().addModule(new JavaTimeModule()).build()
                    .readValue(Files.readString(Path.of("src/test/resources/spec/history.json")), new TypeReference<List<HistoryLine>>() { });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return the line as it would have been written for a record, years before all others */
    AuditRecord of(String patientId) {
        return new AuditRecord(row.recorded().minus(Duration.ofDays(LONG_AGO)), row.requestId(), Optional.of(patientId), row.callerKind(), row.callerId(), Optional.ofNullable(row.callerName()),
                Optional.ofNullable(row.profession()), Optional.ofNullable(row.structure()), Optional.ofNullable(row.onBehalfOf()), row.mode(), Optional.ofNullable(row.purpose()),
                Optional.ofNullable(row.justification()), row.interaction(), Optional.empty(), row.entities(), List.of(), row.reasons(), row.status(), row.source());
    }
}
