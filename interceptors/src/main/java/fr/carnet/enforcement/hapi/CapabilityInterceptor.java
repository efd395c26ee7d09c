package fr.carnet.enforcement.hapi;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseConformance;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;

/** Makes the CapabilityStatement say what the allow-list offers, and no more: no acl, no includes, no parameters that are refused. */
@Interceptor
public final class CapabilityInterceptor {

    private final AllowList allowList;

    /** @param allowList what is offered */
    public CapabilityInterceptor(AllowList allowList) {
        this.allowList = allowList;
    }

    /** Prunes the statement that HAPI generated. */
    @Hook(Pointcut.SERVER_CAPABILITY_STATEMENT_GENERATED)
    public void prune(IBaseConformance generated) {
        CapabilityStatement statement = (CapabilityStatement) generated;
        for (CapabilityStatementRestComponent rest : statement.getRest()) {
            Set<String> offered = allowList.rows().stream().map(AllowedInteraction::type).collect(Collectors.toSet());
            rest.getResource().removeIf(resource -> !offered.contains(resource.getType()));
            rest.getResource().forEach(this::prune);
            rest.getOperation().removeIf(operation -> allowList.rows().stream().noneMatch(row -> row.interaction().equals("$" + operation.getName())));
        }
    }

    private void prune(CapabilityStatementRestResourceComponent resource) {
        Set<String> interactions = allowList.rows().stream().filter(row -> row.type().equals(resource.getType()))
                .map(AllowedInteraction::interaction).collect(Collectors.toSet());
        Set<String> parameters = allowList.rows().stream().filter(row -> row.type().equals(resource.getType()) && "search-type".equals(row.interaction()))
                .flatMap(row -> row.parameters().stream()).collect(Collectors.toSet());
        resource.getInteraction().removeIf(interaction -> interaction.getCode() == null || !interactions.contains(interaction.getCode().toCode()));
        resource.getSearchParam().removeIf(parameter -> !parameters.contains(parameter.getName()));
        resource.getSearchInclude().clear();
        resource.getSearchRevInclude().clear();
        resource.getOperation().removeIf(operation -> !interactions.contains("$" + operation.getName()));
    }
}
