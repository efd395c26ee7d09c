package fr.carnet.server.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Interceptor;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import fr.carnet.enforcement.compartment.GovernedTypes;
import fr.carnet.enforcement.disclosure.StoredResources;
import fr.carnet.enforcement.hapi.AllowList;
import fr.carnet.enforcement.hapi.CategoryReader;
import fr.carnet.enforcement.hapi.DocumentPlaces;
import fr.carnet.enforcement.hapi.DocumentReader;
import fr.carnet.enforcement.hapi.Enforcement;
import fr.carnet.enforcement.hapi.Gate;
import fr.carnet.enforcement.hapi.RequestHeaders;
import fr.carnet.enforcement.hapi.SearchNames;
import fr.carnet.enforcement.policy.AccessPolicy;
import fr.carnet.enforcement.policy.RecordPolicies;
import fr.carnet.enforcement.policy.ReferencedApps;
import fr.carnet.server.validation.ValidationInterceptor;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.ConceptMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An interceptor that nobody registers protects nothing: the chain and the code must name the same ones. */
class ChainTest {

    private final Enforcement enforcement = Enforcement.assemble(FhirContext.forR4Cached(),
            new Enforcement.Tables(AllowList.load(), GovernedTypes.load(), SearchNames.load(), new DocumentPlaces(new ConceptMap(), new ConceptMap())),
            new Gate(mock(RecordPolicies.class), new AccessPolicy(List.of()), mock(ReferencedApps.class)), mock(StoredResources.class),
            new CategoryReader(new DocumentReader(type -> false), code -> false), thrown -> false, new RequestHeaders("Mode-Acces", "Code-Finalite"));

    @Test
    @DisplayName("Every interceptor of the enforcement is on the servlet or on the storage, once")
    void everyInterceptorIsRegistered() {
        JavaClasses classes = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("fr.carnet");
        List<String> written = classes.stream().filter(type -> type.isAnnotatedWith(Interceptor.class)).map(JavaClass::getName).toList();
        List<String> registered = Stream.concat(FhirServerAssembly.chain(enforcement, mock(ValidationInterceptor.class)).stream(), enforcement.storage().stream())
                .map(stage -> stage.getClass().getName()).toList();
        assertThat(registered).containsExactlyInAnyOrderElementsOf(written);
    }
}
