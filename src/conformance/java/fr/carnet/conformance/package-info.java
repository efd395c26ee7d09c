/**
 * The conformance kit: a client that asks a running server, whoever's, what PDSm4DMP and the access rules ask of it, and reports requirement by requirement.
 *
 * <p>Owns the checks, the settings that name the server and the tokens, and the reports. Must not know anything of the server's own code: what it says holds for
 * any server. Classes named {@code *Conformance} hold the checks; each test carries the id of its requirement ({@code conformance/requirements.csv}) as its tag.
 */
@NullMarked
package fr.carnet.conformance;

import org.jspecify.annotations.NullMarked;
