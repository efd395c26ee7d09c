package fr.carnet.server.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The operator's SMS gateway, and everybody's telephone. */
public final class CodeGateway {

    /** What the server sends it to prove who it is. */
    public static final String AUTHORIZATION = "Bearer sms-gateway";

    private static final Pattern CODE = Pattern.compile("\\b\\d{6}\\b");

    private final HttpServer http;
    private final Map<String, String> texts = new ConcurrentHashMap<>();

    CodeGateway() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.createContext("/sms", this::take);
        http.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        boolean known = AUTHORIZATION.equals(exchange.getRequestHeaders().getFirst("Authorization"));
        if (known) {
            JsonNode sms = new ObjectMapper().readTree(exchange.getRequestBody());
            texts.put(sms.get("to").asText(), sms.get("text").asText());
        }
        exchange.sendResponseHeaders(known ? 202 : 401, -1);
        exchange.close();
    }

    /** @return its address */
    public String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + "/sms";
    }

    /** @return the last message to this telephone */
    public String lastText(String phone) {
        String text = texts.get(phone);
        if (text == null) {
            throw new AssertionError("no message to this telephone");
        }
        return text;
    }

    /** @return the code in the last message to this telephone */
    public String lastCode(String phone) {
        Matcher code = CODE.matcher(lastText(phone));
        if (!code.find()) {
            throw new AssertionError("no code in: " + lastText(phone));
        }
        return code.group();
    }
}
