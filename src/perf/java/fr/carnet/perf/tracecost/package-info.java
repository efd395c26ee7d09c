/** What the chain of the trace adds to an append: SQL alone, no server. */
@NullMarked
package fr.carnet.perf.tracecost;

import org.jspecify.annotations.NullMarked;
