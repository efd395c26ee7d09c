/**
 * Makes, at build time, what the project publishes of its profiles: snapshots, the guide's pages, the FHIR package. Compiled and run by Maven
 * before the tests; nothing here is packaged. Knows the sources of the guide and the refusals of enforcement, and nothing of the server.
 */
@NullMarked
package fr.carnet.guide;

import org.jspecify.annotations.NullMarked;
