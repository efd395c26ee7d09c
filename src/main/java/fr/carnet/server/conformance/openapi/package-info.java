/**
 * Owns the OpenAPI 3 document, made from the allow-list, and the Swagger UI page that shows it. Public or absent; knows no record.
 */
@NullMarked
package fr.carnet.server.conformance.openapi;

import org.jspecify.annotations.NullMarked;
