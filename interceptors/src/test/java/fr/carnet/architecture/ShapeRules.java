package fr.carnet.architecture;

import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.time.Clock;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** What classes look like: their names, what they may call, where annotations stand. */
final class ShapeRules {

    /** The only classes that touch java.util.Date, because the API they stand next to speaks it. ArchitectureTest drops the needless ones. */
    static final Map<String, String> DATE_NEEDED = Map.of(
            "fr.carnet.enforcement.hapi.ConsentReader", "HAPI: DateTimeType.getValue",
            "fr.carnet.server.record.Delegations", "HAPI: DateTimeType.getValue",
            "fr.carnet.server.consent.ConsentIntake", "HAPI: new DateTimeType",
            "fr.carnet.server.audittrail.AuditEvents", "HAPI: AuditEvent.setRecorded",
            "fr.carnet.server.audittrail.TraceDates", "HAPI: DateParam.getValue",
            "fr.carnet.server.storage.DateBounds", "HAPI: DateRangeParam.getLowerBoundAsInstant",
            "fr.carnet.server.storage.IndexRowsCall", "HAPI: ResourceIndexedSearchParamDate.getValueLow",
            "fr.carnet.server.identity.TrustedIssuer$1", "Nimbus: DefaultJWTClaimsVerifier.currentTime",
            "fr.carnet.server.authorization.client.ClientAssertions", "Nimbus: JWTClaimsSet.getExpirationTime",
            "fr.carnet.server.demo.DemoIssuer", "Nimbus: JWTClaimsSet.Builder");

    static final ArchRule POLICY_TYPES_ARE_CLOSED = classes().that().resideInAPackage("fr.carnet.enforcement.policy..").and().areNotAnonymousClasses()
            .and().doNotHaveSimpleName("package-info")
            .should(beClosed(Set.of("Rule", "RecordPolicies", "ReferencedApps")));

    static final ArchRule ENFORCEMENT_CLASSES_ARE_FINAL = classes().that().resideInAPackage("fr.carnet.enforcement..").and().areNotInterfaces()
            .and().areNotAnonymousClasses()
            .and().doNotHaveSimpleName("package-info").should().haveModifier(FINAL).orShould().beEnums();

    static final ArchRule NO_EMPTY_NAMES = noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl)(\\$.*)?");

    static final ArchRule THE_FIELDS_WORDS = noClasses().should().haveNameMatching(".*\\.(Hidden|Emergency)[A-Z].*");

    static final ArchRule NO_STANDARD_STREAMS = GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    static final ArchRule NO_OLD_DATES = noClasses().that(DescribedPredicate.describe("need not", type -> !DATE_NEEDED.containsKey(type.getName())))
            .should().dependOnClassesThat().belongToAnyOf(Date.class);

    static final ArchRule ONE_CLOCK = noClasses().that().doNotHaveFullyQualifiedName("fr.carnet.server.config.ClockWiring")
            .should().callMethodWhere(DescribedPredicate.describe("the clock of the machine is read", ShapeRules::readsTheClock))
            .orShould().callConstructor(Date.class);

    static final ArchRule NULL_MARKED = classes().should(liveInANullMarkedPackage());

    static final ArchRule NO_SHADOW_COPIES = classes().should().resideInAPackage("fr.carnet..");

    /** The enforcement, and the one stage beside it that decides nothing of access: validation. */
    private static final String[] STAGES = {"fr.carnet.enforcement.hapi", "fr.carnet.server.validation"};

    static final ArchRule INTERCEPTORS_LIVE_IN_HAPI = classes().that().areAnnotatedWith(Interceptor.class).should().resideInAnyPackage(STAGES);

    static final ArchRule HOOKS_LIVE_IN_INTERCEPTORS = methods().that().areAnnotatedWith(Hook.class)
            .should().beDeclaredInClassesThat().areAnnotatedWith(Interceptor.class)
            .andShould().beDeclaredInClassesThat().resideInAnyPackage(STAGES);

    static final ArchRule ONLY_FHIR_TOUCHES_THE_SERVLET = noClasses().that().resideOutsideOfPackage("fr.carnet.server.fhir..")
            .should().dependOnClassesThat().haveFullyQualifiedName("ca.uhn.fhir.rest.server.RestfulServer");

    static final ArchRule SETTINGS_LIVE_IN_CONFIG = classes().that().areAnnotatedWith("org.springframework.boot.context.properties.ConfigurationProperties")
            .should().resideInAPackage("fr.carnet.server.config..").andShould().beRecords();

    static final ArchRule NO_OTHER_BOUND_SETTINGS = noMethods().that().areDeclaredInClassesThat().doNotHaveFullyQualifiedName("fr.carnet.server.demo.DemoDatabase")
            .should().beAnnotatedWith("org.springframework.boot.context.properties.ConfigurationProperties");

    static final ArchRule NO_FIELD_INJECTION = noFields().should(beInjected());

    static final ArchRule NO_VALUES_BY_STRING = noMethods().should().beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
            .orShould().beAnnotatedWith("org.springframework.beans.factory.annotation.Value");

    static final ArchRule PROFILES_ARE_FOR_THE_DEMO = noClasses().that().resideOutsideOfPackage("fr.carnet.server.demo..")
            .should().beAnnotatedWith("org.springframework.context.annotation.Profile");

    private ShapeRules() {
    }

    private static boolean readsTheClock(JavaMethodCall call) {
        String owner = call.getTargetOwner().getFullName();
        String name = call.getName();
        boolean given = call.getTarget().getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Clock.class));
        return owner.startsWith("java.time.") && "now".equals(name) && !given
                || owner.equals("java.time.Clock") && (name.startsWith("system") || name.startsWith("tick"))
                || owner.equals("java.lang.System") && "currentTimeMillis".equals(name);
    }

    /** Record, enum, final class or sealed interface; {@code ports} are the interfaces that somebody else implements. */
    private static ArchCondition<JavaClass> beClosed(Set<String> ports) {
        return new ArchCondition<>("be a record, an enum, a final class, a sealed interface or one of the ports " + ports) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean open = type.isInterface() ? !ports.contains(type.getSimpleName()) && !type.reflect().isSealed()
                        : !type.isEnum() && !type.getModifiers().contains(FINAL);
                if (open) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " is open: anybody may extend it"));
                }
            }
        };
    }

    private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return new ArchCondition<>("live in a @NullMarked package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().tryGetAnnotationOfType(NullMarked.class.getName()).isPresent()) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " lives in a package without @NullMarked package-info"));
                }
            }
        };
    }

    private static ArchCondition<JavaMember> beInjected() {
        Set<String> injections = Set.of("org.springframework.beans.factory.annotation.Autowired", "org.springframework.beans.factory.annotation.Value",
                "jakarta.inject.Inject", "jakarta.annotation.Resource", "jakarta.persistence.PersistenceContext");
        return new ArchCondition<>("be injected") {
            @Override
            public void check(JavaMember field, ConditionEvents events) {
                boolean injected = field.getAnnotations().stream().anyMatch(annotation -> injections.contains(annotation.getRawType().getName()));
                events.add(new SimpleConditionEvent(field, injected, field.getFullName() + (injected ? " is injected" : " is not injected")));
            }
        };
    }
}
