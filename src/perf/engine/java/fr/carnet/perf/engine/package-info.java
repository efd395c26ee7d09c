/**
 * Measures the engine alone: one decision, no database, no HTTP. Compiled and run by the Maven profile {@code perf-engine} only; nothing here
 * is packaged.
 */
@NullMarked
package fr.carnet.perf.engine;

import org.jspecify.annotations.NullMarked;
