/**
 * Owns what the server says of itself: the CapabilityStatement, made from the allow-list, and the descriptions that it shares with the OpenAPI
 * document. Knows no record.
 */
@NullMarked
package fr.carnet.server.conformance.capability;

import org.jspecify.annotations.NullMarked;
