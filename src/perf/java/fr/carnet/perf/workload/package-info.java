/** What is asked of the servers, by name. Knows no process and no report. */
@NullMarked
package fr.carnet.perf.workload;

import org.jspecify.annotations.NullMarked;
