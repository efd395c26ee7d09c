/**
 * Owns what third-party apps may do (S6): catalogue, declared purposes, the holder's consent per purpose. Knows only the policy package; entry
 * class {@link fr.carnet.enforcement.purpose.PurposeRule}.
 */
@NullMarked
package fr.carnet.enforcement.purpose;

import org.jspecify.annotations.NullMarked;
