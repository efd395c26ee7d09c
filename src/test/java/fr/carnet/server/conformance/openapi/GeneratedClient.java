package fr.carnet.server.conformance.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A Java client, generated from an OpenAPI document by openapi-generator in a process of its own, and compiled. */
final class GeneratedClient {

    private static final Path GENERATOR = Path.of("target/tools/openapi-generator-cli.jar");
    private static final String OPTIONS = "library=native,openApiNullable=false,useJakartaEe=true,hideGenerationTimestamp=true,useSingleRequestParameter=true,"
            + "apiPackage=client.api,modelPackage=client.model,invokerPackage=client.invoker";
    private static final long MINUTES = 3;

    private final Path directory;

    GeneratedClient(Path directory) {
        this.directory = directory;
    }

    /** @return the classes of the client and of {@code FirstCall} */
    ClassLoader from(String document) throws IOException, InterruptedException {
        Path written = Files.writeString(directory.resolve("api-docs.json"), document);
        generate(written);
        Path classes = Files.createDirectory(directory.resolve("classes"));
        compile(classes);
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}, GeneratedClient.class.getClassLoader());
    }

    private void generate(Path document) throws IOException, InterruptedException {
        Path log = directory.resolve("generator.log");
        Process generator = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-jar", GENERATOR.toString(),
                "generate", "-g", "java", "-i", document.toString(), "-o", directory.resolve("client").toString(), "--additional-properties", OPTIONS,
                "--global-property", "apis,models,supportingFiles,apiDocs=false,modelDocs=false,apiTests=false,modelTests=false")
                .redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            assertThat(generator.waitFor(MINUTES, TimeUnit.MINUTES)).as("the generator ends").isTrue();
        } finally {
            generator.destroy();
        }
        assertThat(generator.exitValue()).as(Files.readString(log)).isZero();
    }

    private void compile(Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (Stream<Path> sources = Files.walk(directory.resolve("client/src/main/java"));
                StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<File> all = Stream.concat(sources.filter(source -> source.toString().endsWith(".java")), Stream.of(Path.of("src/test/resources/client/FirstCall.java")))
                    .map(Path::toFile).toList();
            boolean compiled = compiler.getTask(messages, files, null,
                    List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-classpath", System.getProperty("java.class.path")), null, files.getJavaFileObjectsFromFiles(all)).call();
            assertThat(compiled).as(messages.toString()).isTrue();
        }
    }
}
