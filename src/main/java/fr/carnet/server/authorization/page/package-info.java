/**
 * Owns the pages on which a person decides: whose record, which purposes, which permissions, and what became of them. Reads and changes a record
 * over the FHIR endpoint only, as the person, with the person's own short-lived token; knows no table of the record and decides no access.
 */
@NullMarked
package fr.carnet.server.authorization.page;

import org.jspecify.annotations.NullMarked;
