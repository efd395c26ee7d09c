/** Everything measured, its summary, its chart and the wanted figures. Measures nothing itself. */
@NullMarked
package fr.carnet.perf.report;

import org.jspecify.annotations.NullMarked;
