package fr.carnet.server.conformance;

import ca.uhn.fhir.context.FhirContext;
import fr.carnet.enforcement.hapi.AllowList;
import fr.carnet.enforcement.hapi.AllowedInteraction;
import fr.carnet.server.storage.OfferedProviders;
import fr.carnet.server.validation.Definitions;
import fr.carnet.server.validation.ProfileValidator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** {@code $validate} on every type that the allow-list offers it for: what the record keeps, and what French software sends beside it. */
@Configuration(proxyBeanMethods = false)
class ValidationWiring {

    @Bean
    OfferedProviders validationProviders(FhirContext fhir, AllowList allowList, ProfileValidator validator, @Lazy Definitions definitions) {
        return new OfferedProviders(allowList.rows().stream().filter(row -> "$validate".equals(row.interaction())).map(AllowedInteraction::type)
                .map(type -> new ValidationProvider(fhir.getResourceDefinition(type).getImplementingClass(), validator, definitions)).toList());
    }
}
