/** Sends requests over HTTP, closed or open loop, checks every answer and keeps the latencies. Knows no server and no workload. */
@NullMarked
package fr.carnet.perf.driver;

import org.jspecify.annotations.NullMarked;
