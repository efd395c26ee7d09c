/**
 * Owns the check of what is written against the profiles, before anything is stored, and how its findings are worded. Knows which profile a resource
 * has to follow, not where definitions come from, and no record.
 */
@NullMarked
package fr.carnet.server.validation;

import org.jspecify.annotations.NullMarked;
