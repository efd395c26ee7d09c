package fr.carnet.guide;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Names and contents of everything that the guide is made from, its own program and the pom (versions of libraries) included. Contents and not
 * times: a checkout changes times, and a file taken away changes none.
 *
 * @param value SHA-256, hexadecimal
 */
record Fingerprint(String value) {

    private static final String FILE = "guide.sha256";
    private static final List<String> INPUTS = List.of("pom.xml", "profiles", "terminology", "ig", "interceptors/src/test/resources/spec",
            "interceptors/src/main/resources", "interceptors/src/main/java/fr/carnet/enforcement/hapi/Answer.java", "src/guide/resources");

    static Fingerprint of(Path project, Path program) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path input : Stream.concat(INPUTS.stream().map(project::resolve), Stream.of(program)).toList()) {
                try (Stream<Path> files = Files.walk(input)) {
                    for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                        digest.update(project.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                        digest.update(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
                    }
                }
            }
            return new Fingerprint(HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @return whether what was made from these inputs is all still there */
    boolean isThatOf(Path target) throws IOException {
        Path file = target.resolve(FILE);
        if (!Files.exists(file)) {
            return false;
        }
        List<String> lines = Files.readAllLines(file);
        return lines.get(0).equals(value) && lines.stream().skip(1).allMatch(made -> Files.exists(target.resolve(made)));
    }

    static void forget(Path target) throws IOException {
        Files.deleteIfExists(target.resolve(FILE));
    }

    void write(Path target, List<Path> made) throws IOException {
        Files.write(target.resolve(FILE), Stream.concat(Stream.of(value), made.stream().map(path -> target.relativize(path).toString())).toList());
    }
}
