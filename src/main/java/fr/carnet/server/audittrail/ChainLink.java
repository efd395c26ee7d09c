package fr.carnet.server.audittrail;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * One row of the trace as verification reads it: its place, its hash, the digest of what it says now, and its chain's head.
 *
 * @param chain      chain
 * @param position   place in it, from 1
 * @param event      id of the AuditEvent
 * @param hash       hash stored with the row
 * @param content    SHA-256 of what the row says
 * @param headLength length that the head tells, null without a head
 * @param headHash   last hash that the head tells, null without a head
 */
record ChainLink(String chain, long position, String event, byte[] hash, byte[] content, @Nullable Long headLength, byte @Nullable [] headHash) {

    /**
     * @param previous hash of the row before, empty for the first
     * @return the hash that this row must have, as V3__trace_chain.sql computes it
     */
    byte[] expected(byte[] previous) {
        MessageDigest digest = sha256();
        digest.update(previous);
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(position).array());
        return digest.digest(content);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException("every Java has SHA-256", never);
        }
    }
}
