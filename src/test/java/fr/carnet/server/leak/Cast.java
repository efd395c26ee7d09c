package fr.carnet.server.leak;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who asks in one world, and what the names in a request stand for there.
 *
 * @param token   access token, null for none
 * @param headers headers of each of its requests
 * @param names   {@code <Type>.<word>} to id, {@code identifier.<word>} to business identifier; in the plain world the names of hidden things
 *                stand for ids that nobody ever gave
 */
record Cast(@Nullable String token, Map<String, String> headers, Map<String, String> names) {
}
