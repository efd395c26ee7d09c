package fr.carnet.perf.driver;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One request and what its answer has to be.
 *
 * @param method  HTTP method
 * @param path    below the FHIR base, query included and already encoded
 * @param headers headers
 * @param body    a resource as JSON, empty for none
 * @param check   what the answer has to be
 */
public record Call(String method, String path, Map<String, String> headers, byte[] body, Check check) {

    private static final byte[] NONE = {};

    /** What an answer has to be. */
    @FunctionalInterface
    public interface Check {

        /** @throws WrongAnswer when it is something else */
        void verify(Call call, Reply reply);
    }

    /** @return a GET */
    public static Call get(String path, Map<String, String> headers, Check check) {
        return new Call("GET", path, headers, NONE, check);
    }

    /** @return a POST of a resource as JSON */
    public static Call post(String path, Map<String, String> headers, String json, Check check) {
        return new Call("POST", path, headers, json.getBytes(StandardCharsets.UTF_8), check);
    }

    /** @return a PUT of a resource as JSON */
    public static Call put(String path, Map<String, String> headers, String json, Check check) {
        return new Call("PUT", path, headers, json.getBytes(StandardCharsets.UTF_8), check);
    }
}
