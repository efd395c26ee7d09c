/**
 * Owns records: opening, delegations, and the record_policy row that the gate reads, rebuilt in the transaction of what it reflects.
 */
@NullMarked
package fr.carnet.server.record;

import org.jspecify.annotations.NullMarked;
