/**
 * Owns the emergency modes (S4.3): break-glass with its session, emergency call centres, and what the holder opposed. Knows only the policy
 * package; entry class {@link fr.carnet.enforcement.breakglass.BreakGlassRule}.
 */
@NullMarked
package fr.carnet.enforcement.breakglass;

import org.jspecify.annotations.NullMarked;
