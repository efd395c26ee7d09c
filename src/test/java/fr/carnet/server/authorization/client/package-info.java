/** Who OAuth clients are, how they prove it, and what they may ask about tokens. */
@NullMarked
package fr.carnet.server.authorization.client;

import org.jspecify.annotations.NullMarked;
