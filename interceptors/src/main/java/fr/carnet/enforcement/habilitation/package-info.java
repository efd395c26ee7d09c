/**
 * Owns the matrice d'habilitation (S4.4): document type x profession column, read from CSV. Knows only the policy package; entry class
 * {@link fr.carnet.enforcement.habilitation.HabilitationRule}.
 */
@NullMarked
package fr.carnet.enforcement.habilitation;

import org.jspecify.annotations.NullMarked;
