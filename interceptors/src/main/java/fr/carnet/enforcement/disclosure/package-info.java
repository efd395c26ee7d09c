/**
 * Owns the acl tokens of stored resources and the predicate added to searches (ARCHITECTURE 1). Plain JDK; knows no FHIR and no SQL.
 */
@NullMarked
package fr.carnet.enforcement.disclosure;

import org.jspecify.annotations.NullMarked;
