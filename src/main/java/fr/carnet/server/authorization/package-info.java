/**
 * Owns the embedded authorization server: SMART App Launch and pairing for third-party apps, client credentials and token exchange for
 * professionals' software, patient login and the pages of consent. Knows nothing of what a token opens: that is the enforcement's. Its pages
 * read and change a record as any FHIR client does, with the person's own token.
 */
@NullMarked
package fr.carnet.server.authorization;

import org.jspecify.annotations.NullMarked;
