package fr.carnet.server.authorization.key;

import fr.carnet.server.storage.JobTransaction;

/** The job that lets the next key follow, one node at a time. */
final class KeyRotation {

    private final SigningKeys keys;
    private final JobTransaction transaction;

    KeyRotation(SigningKeys keys, JobTransaction transaction) {
        this.keys = keys;
        this.transaction = transaction;
    }

    /** @return false when another node is at it */
    boolean run() {
        return transaction.execute("signing-keys", keys::rotate);
    }
}
