package fr.carnet.server.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.data.attestation.authenticator.EC2COSEKey;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** A person's device with one passkey (ES256, no attestation), and the browser around it: it does what WebAuthn level 2 says, and wrongly where a test asks. */
public final class Passkey {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int PRESENT = 0x01;
    private static final int VERIFIED = 0x04;
    private static final int WITH_CREDENTIAL = 0x40;
    private static final int AAGUID = 16;

    private final String origin;
    private final KeyPair key;
    private final byte[] id = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
    private String userHandle = "";
    private int counter;
    private boolean verifies = true;

    /** @param origin of the page that the browser shows */
    public Passkey(String origin) {
        this.origin = origin;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            key = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From now on the device asks for nobody's finger. */
    public Passkey withoutVerification() {
        verifies = false;
        return this;
    }

    /** @return the body of the registration, as {@code navigator.credentials.create} leads to it */
    public Map<String, Object> register(JsonNode options, String label) {
        userHandle = options.at("/user/id").asText();
        byte[] cose = cbor(EC2COSEKey.create((ECPublicKey) key.getPublic(), COSEAlgorithmIdentifier.ES256));
        byte[] data = ByteBuffer.allocate(37 + AAGUID + 2 + id.length + cose.length).put(state(options.at("/rp/id").asText(), WITH_CREDENTIAL)).put(new byte[AAGUID])
                .putShort((short) id.length).put(id).put(cose).array();
        Map<String, Object> attestation = new LinkedHashMap<>();
        attestation.put("fmt", "none");
        attestation.put("attStmt", Map.of());
        attestation.put("authData", data);
        return Map.of("publicKey", Map.of("label", label, "credential", credential(Map.of("attestationObject", BASE64.encodeToString(cbor(attestation)),
                "clientDataJSON", BASE64.encodeToString(clientData("webauthn.create", options))))));
    }

    /** @return the body of the login, as {@code navigator.credentials.get} leads to it */
    public Map<String, Object> login(JsonNode options) {
        byte[] data = state(options.get("rpId").asText(), 0);
        byte[] client = clientData("webauthn.get", options);
        return credential(Map.of("authenticatorData", BASE64.encodeToString(data), "clientDataJSON", BASE64.encodeToString(client), "userHandle", userHandle,
                "signature", BASE64.encodeToString(signed(data, client))));
    }

    private Map<String, Object> credential(Map<String, Object> response) {
        String text = BASE64.encodeToString(id);
        return Map.of("id", text, "rawId", text, "type", "public-key", "response", response, "clientExtensionResults", Map.of(), "authenticatorAttachment", "platform");
    }

    private byte[] state(String party, int flags) {
        return ByteBuffer.allocate(37).put(sha256(party.getBytes(StandardCharsets.UTF_8))).put((byte) (flags | PRESENT | (verifies ? VERIFIED : 0))).putInt(++counter).array();
    }

    private byte[] clientData(String type, JsonNode options) {
        return "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":false}".formatted(type, options.get("challenge").asText(), origin).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] signed(byte[] data, byte[] client) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign((ECPrivateKey) key.getPrivate());
            signature.update(data);
            signature.update(sha256(client));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] cbor(Object value) {
        return new ObjectConverter().getCborConverter().writeValueAsBytes(value);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
