/** The machine: PostgreSQL, server processes, what they use of the processors and of memory. Knows no FHIR and no server by name. */
@NullMarked
package fr.carnet.perf.host;

import org.jspecify.annotations.NullMarked;
