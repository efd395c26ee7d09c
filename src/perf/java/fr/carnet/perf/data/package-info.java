/** What the servers hold: seeded, the same on every side, loaded over HTTP. Measures nothing. */
@NullMarked
package fr.carnet.perf.data;

import org.jspecify.annotations.NullMarked;
