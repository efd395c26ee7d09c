/**
 * How the code is built, as rules over the compiled classes of both source roots (ARCHITECTURE 3 and 6), and the proof that each of these
 * rules can fail: a planted class breaks it.
 */
@NullMarked
package fr.carnet.architecture;

import org.jspecify.annotations.NullMarked;
