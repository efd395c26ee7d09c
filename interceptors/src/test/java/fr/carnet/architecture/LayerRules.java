package fr.carnet.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import fr.carnet.enforcement.audit.AuditTrail;
import fr.carnet.enforcement.authorship.EntryRight;
import fr.carnet.enforcement.compartment.GovernedType;
import fr.carnet.enforcement.compartment.GovernedTypes;
import fr.carnet.enforcement.consent.AccessStatus;
import fr.carnet.enforcement.consent.SharingRight;
import fr.carnet.enforcement.delegation.DelegatingRight;
import fr.carnet.enforcement.disclosure.StoredResources;
import fr.carnet.enforcement.masking.AmendmentRule;
import fr.carnet.enforcement.masking.DocumentState;
import fr.carnet.enforcement.policy.RecordPolicies;

/** Dependencies point one way: server -> enforcement.hapi -> rule packages -> policy (JDK only). */
final class LayerRules {

    private static final String ENFORCEMENT = "fr.carnet.enforcement..";
    private static final String POLICY = "fr.carnet.enforcement.policy..";
    private static final String HAPI = "fr.carnet.enforcement.hapi..";
    private static final String SERVER = "fr.carnet.server..";
    private static final String[] PLATFORM = {"fr.carnet.server.config..", "fr.carnet.server.http..", "fr.carnet.server.storage..",
        "fr.carnet.server.validation.."};
    private static final String[] EDGE = {"fr.carnet.server.identity..", "fr.carnet.server.fhir..", "fr.carnet.server"};
    /** What features ask about one resource at hand; everything else about access was decided at the gate. */
    private static final Class<?>[] QUESTIONS_OF_FEATURES = {AmendmentRule.class, DocumentState.class, SharingRight.class, SharingRight.Choice.class, AccessStatus.class,
            DelegatingRight.class, EntryRight.class, GovernedTypes.class, GovernedType.class};

    static final ArchRule POLICY_IS_PLAIN_JAVA = classes().that().resideInAPackage(POLICY)
            .should().onlyDependOnClassesThat().resideInAnyPackage("java..", "org.jspecify..", POLICY);

    static final ArchRule RULE_PACKAGES_KNOW_THE_POLICY_ONLY = classes().that(PackageSlices.RULE_FAMILIES.classes())
            .should().onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", "org.apache.commons.csv..", POLICY)
                    .or(PackageSlices.RULE_FAMILIES.classes()).as("are JDK, policy, the CSV reader or a rule's own family"));

    static final ArchRule RULE_PACKAGES_NEVER_IMPORT_EACH_OTHER = slices().assignedFrom(PackageSlices.RULE_FAMILIES).should().notDependOnEachOther();

    static final ArchRule DISCLOSURE_AND_AUDIT_KNOW_THE_POLICY_ONLY = classes().that()
            .resideInAnyPackage("fr.carnet.enforcement.disclosure..", "fr.carnet.enforcement.audit..")
            .should().onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", POLICY, "fr.carnet.enforcement.disclosure..", "fr.carnet.enforcement.audit..");

    static final ArchRule ENFORCEMENT_KNOWS_NO_SERVER_AND_NO_FRAMEWORK = noClasses().that().resideInAPackage(ENFORCEMENT).should().dependOnClassesThat()
            .resideInAnyPackage(SERVER, "org.springframework..", "jakarta.persistence..", "org.hibernate..", "java.sql..");

    static final ArchRule ONLY_HAPI_KNOWS_HAPI = noClasses().that().resideInAPackage(ENFORCEMENT).and().resideOutsideOfPackage(HAPI)
            .should().dependOnClassesThat().resideInAnyPackage("ca.uhn.fhir..", "org.hl7.fhir..");

    static final ArchRule CSV_IS_READ_IN_THREE_PLACES = noClasses().that().resideInAPackage(ENFORCEMENT)
            .and().resideOutsideOfPackages("fr.carnet.enforcement.habilitation..", "fr.carnet.enforcement.compartment..", HAPI)
            .should().dependOnClassesThat().resideInAPackage("org.apache.commons.csv..");

    static final ArchRule RULES_ARE_ASSEMBLED_IN_ONE_PLACE = noClasses().that().resideInAPackage(SERVER).and().resideOutsideOfPackage("fr.carnet.server.fhir..")
            .should().dependOnClassesThat(PackageSlices.RULE_FAMILIES.classes().and(not(belongToAnyOf(QUESTIONS_OF_FEATURES))).as("are rules"));

    static final ArchRule PORTS_ARE_IMPLEMENTED_IN_STORAGE_RECORD_AND_AUDITTRAIL = classes().that().resideInAPackage(SERVER)
            .and(assignableTo(RecordPolicies.class).or(assignableTo(StoredResources.class)).or(assignableTo(AuditTrail.class)))
            .should().resideInAnyPackage("fr.carnet.server.record..", "fr.carnet.server.storage..", "fr.carnet.server.audittrail..");

    static final ArchRule FEATURES_NEVER_IMPORT_EACH_OTHER = slices().assignedFrom(PackageSlices.FEATURES).should().notDependOnEachOther();

    static final ArchRule PLATFORM_KNOWS_NO_FEATURE_AND_NO_EDGE = noClasses().that().resideInAnyPackage(PLATFORM)
            .should().dependOnClassesThat(PackageSlices.FEATURES.classes().or(resideInAnyPackage(EDGE)).as("are features or edge"));

    static final ArchRule EDGE_KNOWS_NO_FEATURE = noClasses().that().resideInAnyPackage(EDGE).should().dependOnClassesThat(PackageSlices.FEATURES.classes());

    static final ArchRule NO_CYCLES_BETWEEN_ROOTS = slices().matching("fr.carnet.(*)..").should().beFreeOfCycles();

    static final ArchRule NO_CYCLES_IN_ENFORCEMENT = slices().matching("fr.carnet.enforcement.(*)..").should().beFreeOfCycles();

    static final ArchRule NO_CYCLES_IN_THE_SERVER = slices().matching("fr.carnet.server.(*)..").should().beFreeOfCycles();

    /** OWASP ASVS 8.3.3: nobody acts with more than the caller's rights, except through the one kind of request that says so. */
    static final ArchRule ONE_KIND_OF_INTERNAL_REQUEST = noClasses().that().doNotHaveFullyQualifiedName("fr.carnet.enforcement.hapi.InternalRequest")
            .should().dependOnClassesThat().haveFullyQualifiedName("ca.uhn.fhir.rest.api.server.SystemRequestDetails");

    private LayerRules() {
    }
}
