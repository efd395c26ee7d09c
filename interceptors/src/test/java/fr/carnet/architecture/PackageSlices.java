package fr.carnet.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Set;

/** One slice per package below a root, other than the named ones; so a package that is new is governed from its first class on. */
final class PackageSlices implements SliceAssignment {

    /** Feature packages of the server: neither platform nor edge. */
    static final PackageSlices FEATURES = new PackageSlices("features", "fr.carnet.server.", Set.of("config", "http", "storage", "validation", "identity", "fhir"));
    /** Rule families of the enforcement. */
    static final PackageSlices RULE_FAMILIES = new PackageSlices("rule families", "fr.carnet.enforcement.", Set.of("policy", "disclosure", "audit", "hapi"));

    private final String description;
    private final String root;
    private final Set<String> others;

    private PackageSlices(String description, String root, Set<String> others) {
        this.description = description;
        this.root = root;
        this.others = others;
    }

    /** @return classes in any of these slices */
    DescribedPredicate<JavaClass> classes() {
        return DescribedPredicate.describe("in " + description, type -> !SliceIdentifier.ignore().equals(getIdentifierOf(type)));
    }

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith(root)) {
            return SliceIdentifier.ignore();
        }
        String first = name.substring(root.length()).split("\\.")[0];
        return others.contains(first) ? SliceIdentifier.ignore() : SliceIdentifier.of(first);
    }

    @Override
    public String getDescription() {
        return description;
    }
}
