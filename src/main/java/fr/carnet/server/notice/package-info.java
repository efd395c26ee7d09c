/**
 * Owns notices to the holder (ACCESS-RULES 8): their texts, and their form as Communication. Who is told of what, the acts decide.
 */
@NullMarked
package fr.carnet.server.notice;

import org.jspecify.annotations.NullMarked;
