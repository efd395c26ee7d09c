/** The keys that tokens are signed with. */
@NullMarked
package fr.carnet.server.authorization.key;

import org.jspecify.annotations.NullMarked;
