package fr.carnet.server.conformance.capability;

import fr.carnet.enforcement.hapi.AllowList;
import fr.carnet.enforcement.hapi.AllowedInteraction;
import fr.carnet.enforcement.hapi.OpenTypes;
import fr.carnet.server.validation.ProfileSelection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceSearchParamComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.ConditionalDeleteStatus;
import org.hl7.fhir.r4.model.CapabilityStatement.ConditionalReadStatus;
import org.hl7.fhir.r4.model.CapabilityStatement.ResourceVersionPolicy;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;
import org.springframework.stereotype.Component;

/** What the statement says of one type. */
@Component
class ResourceCapability {

    /** R5's element, as R4 carries it; French guides use it for their conditional patch. */
    private static final String CONDITIONAL_PATCH = "http://hl7.org/fhir/5.0/StructureDefinition/extension-CapabilityStatement.rest.resource.conditionalPatch";
    /** Answered from Carnet's own tables: they have one version, and no ETag. So have public resources, which are data of the build. */
    private static final Set<String> WITHOUT_VERSIONS = Set.of("AuditEvent", "Binary", "Bundle");

    private final AllowList allowList;
    private final OfferedParameters parameters;
    private final OfferedOperations operations;
    private final ProfileSelection profiles;
    private final SurfaceTexts texts;

    ResourceCapability(AllowList allowList, OfferedParameters parameters, OfferedOperations operations, ProfileSelection profiles, SurfaceTexts texts) {
        this.allowList = allowList;
        this.parameters = parameters;
        this.operations = operations;
        this.profiles = profiles;
        this.texts = texts;
    }

    CapabilityStatementRestResourceComponent of(String type, Locale language) {
        List<AllowedInteraction> rows = allowList.rows().stream().filter(row -> row.type().equals(type)).toList();
        boolean versioned = !WITHOUT_VERSIONS.contains(type) && !OpenTypes.isPublic(type);
        CapabilityStatementRestResourceComponent resource = new CapabilityStatementRestResourceComponent();
        resource.setType(type);
        profiles.ofEvery(type).ifPresentOrElse(resource::setProfile, () -> profiles.ofType(type).forEach(resource::addSupportedProfile));
        resource.setVersioning(versioned ? ResourceVersionPolicy.VERSIONED : ResourceVersionPolicy.NOVERSION);
        resource.setReadHistory(false).setUpdateCreate(false).setConditionalCreate(false).setConditionalUpdate(false);
        resource.setConditionalDelete(ConditionalDeleteStatus.NOTSUPPORTED);
        resource.setConditionalRead(versioned && offers(rows, "read") ? ConditionalReadStatus.NOTMATCH : ConditionalReadStatus.NOTSUPPORTED);
        for (AllowedInteraction row : rows) {
            if (row.interaction().startsWith("$")) {
                operation(resource, row, language);
            } else {
                interaction(resource, row, language);
            }
        }
        return resource;
    }

    /** @return who may, in words */
    String documentation(AllowedInteraction row, Locale language) {
        String who = row.callers().stream().sorted().map(kind -> texts.text("caller." + ("*".equals(kind) ? "anybody" : kind), language)).collect(Collectors.joining(", "));
        return texts.text("interaction.who", language, who);
    }

    private void interaction(CapabilityStatementRestResourceComponent resource, AllowedInteraction row, Locale language) {
        resource.addInteraction().setCode(TypeRestfulInteraction.fromCode(row.interaction())).setDocumentation(documentation(row, language));
        if ("patch".equals(row.interaction())) {
            resource.addExtension(CONDITIONAL_PATCH, new BooleanType(!row.parameters().isEmpty()));
        }
        if ("search-type".equals(row.interaction())) {
            parameters.of(row).forEach(parameter -> resource.addSearchParam(say(parameter, language)));
            if (row.parameters().contains("_include")) {
                resource.addSearchInclude(AllowList.INCLUDE);
            }
        }
    }

    private void operation(CapabilityStatementRestResourceComponent resource, AllowedInteraction row, Locale language) {
        OfferedOperation operation = operations.of(row);
        resource.addOperation().setName(operation.code()).setDefinition(operation.definition()).setDocumentation(documentation(row, language));
    }

    private static CapabilityStatementRestResourceSearchParamComponent say(OfferedParameter parameter, Locale language) {
        CapabilityStatementRestResourceSearchParamComponent said = new CapabilityStatementRestResourceSearchParamComponent();
        said.setName(parameter.name()).setType(parameter.type()).setDocumentation(parameter.documentation(language));
        parameter.definition().ifPresent(said::setDefinition);
        return said;
    }

    private static boolean offers(List<AllowedInteraction> rows, String interaction) {
        return rows.stream().anyMatch(row -> row.interaction().equals(interaction));
    }
}
