/**
 * Owns the shape of the trace (ACCESS-RULES 8) and the port it is written through. Knows nothing of its storage.
 */
@NullMarked
package fr.carnet.enforcement.audit;

import org.jspecify.annotations.NullMarked;
