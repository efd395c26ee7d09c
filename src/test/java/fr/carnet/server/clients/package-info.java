/** Third-party clients that nobody wrote for this server, run as processes of their own against it: src/clients. */
@NullMarked
package fr.carnet.server.clients;

import org.jspecify.annotations.NullMarked;
