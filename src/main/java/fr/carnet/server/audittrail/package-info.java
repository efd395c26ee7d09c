/**
 * Owns the append-only trace in PostgreSQL and its reading as AuditEvent (ACCESS-RULES 8, BALP shape).
 */
@NullMarked
package fr.carnet.server.audittrail;

import org.jspecify.annotations.NullMarked;
