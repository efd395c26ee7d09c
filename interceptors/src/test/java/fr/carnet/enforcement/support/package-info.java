/**
 * What the rule tests stand on: all real rules over the shipped matrix, and the reader of the executable tables in {@code spec/}.
 */
@NullMarked
package fr.carnet.enforcement.support;

import org.jspecify.annotations.NullMarked;
