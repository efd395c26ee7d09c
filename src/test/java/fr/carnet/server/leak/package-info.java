/**
 * Proof that what a caller may not see cannot be inferred: two servers on two databases that differ only in hidden things, the same requests
 * to both, the same answers. {@link fr.carnet.server.leak.Scenes} fills the worlds, one kind of caller after the other;
 * {@link fr.carnet.server.leak.Corpus} makes the requests from the allow-list; {@link fr.carnet.server.leak.Comparison} sends and compares.
 *
 * <p>A new type is asked for as soon as the allow-list offers it. What the worlds hold of it is added by a
 * {@link fr.carnet.server.leak.Seeder}, listed in {@link fr.carnet.server.leak.Seeders}; values that its parameters match, in
 * {@code Searches.VALUES}.
 *
 * <p>Each row of the leak table in interceptors/README.md has a test of its own, named after it.
 */
@NullMarked
package fr.carnet.server.leak;

import org.jspecify.annotations.NullMarked;
