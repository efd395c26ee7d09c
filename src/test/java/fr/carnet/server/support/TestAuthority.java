package fr.carnet.server.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority made for this run, in the place of IGC-Santé: certificates of the server under test and of its clients. */
public final class TestAuthority {

    private static final char[] PASSWORD = "de-test".toCharArray();
    private static final AtomicLong SERIAL = new AtomicLong(1);

    private final KeyPair keys = keys();
    private final X500Principal name = new X500Principal("CN=Test CA " + UUID.randomUUID() + ",O=Carnet,C=FR");
    private final X509Certificate certificate = sign(name, keys, true);

    /**
     * Somebody with a certificate.
     *
     * @param key         its private key
     * @param certificate certificate of this authority
     */
    public record Holder(PrivateKey key, X509Certificate certificate) {
    }

    /** @return a new holder, on loopback */
    public Holder issue(String subject) {
        KeyPair pair = keys();
        return new Holder(pair.getPrivate(), sign(new X500Principal(subject), pair, false));
    }

    /** @return settings of a server that shows a certificate of this authority, and asks clients for one without insisting */
    public Map<String, Object> serverSettings() {
        Holder server = issue("CN=localhost,O=Carnet,C=FR");
        return Map.of("server.ssl.certificate", file(pem("CERTIFICATE", encoded(server.certificate()))),
                "server.ssl.certificate-private-key", file(pem("PRIVATE KEY", server.key().getEncoded())),
                "server.ssl.trust-certificate", file(pem("CERTIFICATE", encoded(certificate))), "server.ssl.client-auth", "want");
    }

    /** @return TLS of a client that trusts this authority and shows this certificate */
    public SSLContext clientOf(Holder holder) {
        return context(holder);
    }

    /** @return TLS of a client without a certificate */
    public SSLContext clientWithout() {
        return context(null);
    }

    /** @return PEM text */
    public static String pem(X509Certificate certificate) {
        return pem("CERTIFICATE", encoded(certificate));
    }

    private SSLContext context(Holder holder) {
        try {
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, PASSWORD);
            if (holder != null) {
                own.setKeyEntry("own", holder.key(), PASSWORD, new Certificate[] {holder.certificate()});
            }
            KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keyManagers.init(own, PASSWORD);
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, PASSWORD);
            trusted.setCertificateEntry("ca", certificate);
            TrustManagerFactory trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trustManagers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private X509Certificate sign(X500Principal subject, KeyPair pair, boolean authority) {
        Instant now = Instant.now();
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(name, BigInteger.valueOf(SERIAL.getAndIncrement()),
                    Date.from(now.minus(Duration.ofDays(1))), Date.from(now.plus(Duration.ofDays(2))), subject, pair.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (!authority) {
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
                    new GeneralName(GeneralName.iPAddress, "127.0.0.1"), new GeneralName(GeneralName.dNSName, "localhost")}));
            }
            return new JcaX509CertificateConverter().getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String what, byte[] der) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + what + "-----\n";
    }

    private static String file(String pem) {
        try {
            Path file = Files.createTempFile("carnet-test", ".pem");
            file.toFile().deleteOnExit();
            return Files.writeString(file, pem).toUri().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
