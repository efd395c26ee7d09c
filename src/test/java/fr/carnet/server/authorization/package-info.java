/** The authorization server, over HTTP, as apps and people meet it. */
@NullMarked
package fr.carnet.server.authorization;

import org.jspecify.annotations.NullMarked;
