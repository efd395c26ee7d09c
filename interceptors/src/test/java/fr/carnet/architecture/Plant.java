package fr.carnet.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Compiles sources that break a rule, each time into a directory of their own, where only the rule under test sees them. */
final class Plant implements AutoCloseable {

    private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
    private static final Pattern TYPE = Pattern.compile("(?:class|interface|enum|record) (\\w+)");

    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
    private final Path directory;

    /** @param directory an empty directory */
    Plant(Path directory) {
        this.directory = directory;
    }

    /** @param sources whole compilation units */
    JavaClasses compile(List<String> sources) throws IOException {
        Path output = Files.createTempDirectory(directory, "planted");
        files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(output));
        List<String> options = List.of("-proc:none", "-classpath", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        if (!compiler.getTask(null, files, null, options, null, sources.stream().map(Source::new).toList()).call()) {
            throw new IllegalArgumentException("a planted source does not compile");
        }
        return new ClassFileImporter().importPath(output);
    }

    @Override
    public void close() throws IOException {
        files.close();
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String text) {
            super(URI.create("string:///" + find(PACKAGE, text, "").replace('.', '/') + "/" + find(TYPE, text, "package-info") + Kind.SOURCE.extension),
                    Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }

        private static String find(Pattern pattern, String text, String otherwise) {
            Matcher matcher = pattern.matcher(text);
            return matcher.find() ? matcher.group(1) : otherwise;
        }
    }
}
