/**
 * Measures Carnet beside a plain HAPI FHIR JPA server of the same version on the same machine, and beside itself without rules. Compiled and run by the
 * Maven profile {@code perf} only; nothing here is packaged.
 */
@NullMarked
package fr.carnet.perf;

import org.jspecify.annotations.NullMarked;
