package fr.carnet.server.audittrail;

import fr.carnet.enforcement.audit.AuditRecord;
import java.util.UUID;

/**
 * A line that is to be written.
 *
 * @param id    id of the AuditEvent
 * @param entry what it says
 */
record TraceLine(UUID id, AuditRecord entry) {

    private static final int SPREAD = 16;
    private static final int LAST_BYTE = 0xFF;

    static TraceLine of(AuditRecord entry) {
        return new TraceLine(UUID.randomUUID(), entry);
    }

    /** @return the chain that it will stand in, as V3__trace_chain.sql names it */
    String chain() {
        return entry.patientId().orElseGet(() -> "#" + (id.getLeastSignificantBits() & LAST_BYTE) % SPREAD);
    }
}
