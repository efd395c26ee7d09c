package fr.carnet.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every rule by its name, and the classes that they are about. */
final class ArchitectureRules {

    private ArchitectureRules() {
    }

    /** @return all rules; a constant that is forgotten here cannot be, it is found by its type */
    static Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new TreeMap<>();
        Stream.of(LayerRules.class, ShapeRules.class).flatMap(owner -> Stream.of(owner.getDeclaredFields()))
                .filter(field -> ArchRule.class.isAssignableFrom(field.getType()))
                .forEach(field -> rules.put(field.getName(), value(field)));
        return rules;
    }

    /** @return the compiled main classes of both source roots */
    static JavaClasses mainClasses() {
        return new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
                .importPackages("fr.carnet", "ca.uhn", "org.hl7");
    }

    private static ArchRule value(Field constant) {
        try {
            return (ArchRule) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
