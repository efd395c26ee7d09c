/** The servers that are compared: how each is started, and as whom it is asked. Knows no workload and measures nothing. */
@NullMarked
package fr.carnet.perf.contender;

import org.jspecify.annotations.NullMarked;
