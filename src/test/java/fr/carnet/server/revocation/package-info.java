/** Proof that what the holder takes back is taken back at once: after the acknowledgement no request on any path shows it. */
@NullMarked
package fr.carnet.server.revocation;

import org.jspecify.annotations.NullMarked;
