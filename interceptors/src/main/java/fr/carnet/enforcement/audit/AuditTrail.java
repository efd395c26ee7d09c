package fr.carnet.enforcement.audit;

/** Port: the append-only trace. */
@FunctionalInterface
public interface AuditTrail {

    /**
     * Makes the record durable; inside a transaction, together with it.
     *
     * @param record one request
     * @throws RuntimeException when it cannot be written: the request must then fail
     */
    void append(AuditRecord record);
}
