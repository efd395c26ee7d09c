/**
 * Owns the question (AccessRequest), the answer (AccessDecision), the engine (AccessPolicy) and the words they are made of.
 * Plain JDK: knows no rule, no FHIR, no Spring, no clock, no I/O. Implements ACCESS-RULES sections 2, 3 and 7.
 */
@NullMarked
package fr.carnet.enforcement.policy;

import org.jspecify.annotations.NullMarked;
