package fr.carnet.server.conformance.capability;

import ca.uhn.fhir.rest.api.PatchTypeEnum;
import fr.carnet.enforcement.hapi.AllowList;
import fr.carnet.enforcement.hapi.AllowedInteraction;
import fr.carnet.server.config.AuthorizationSettings;
import fr.carnet.server.config.EndpointSettings;
import fr.carnet.server.config.OAuthSettings;
import fr.carnet.server.conformance.Catalogue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementKind;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestSecurityComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.RestfulCapabilityMode;
import org.hl7.fhir.r4.model.CapabilityStatement.SystemRestfulInteraction;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Enumerations.FHIRVersion;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.ImplementationGuide;
import org.hl7.fhir.r4.model.UriType;
import org.springframework.boot.info.BuildProperties;
import org.springframework.stereotype.Component;

/**
 * Makes the CapabilityStatement (FHIR R4, {@code /metadata}) from the allow-list: what is not in the one is not in the other. It claims no
 * statement of a national guide ({@code instantiates}): each of them asks for types or parameters that are not offered here.
 */
@Component
class CapabilityBuilder {

    private static final String SMART = "http://terminology.hl7.org/CodeSystem/restful-security-service";
    private static final String OAUTH_URIS = "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris";
    private static final List<String> FORMATS = List.of("application/fhir+json", "application/fhir+xml");

    private final AllowList allowList;
    private final ResourceCapability resources;
    private final Catalogue catalogue;
    private final SurfaceTexts texts;
    private final EndpointSettings endpoint;
    private final OAuthSettings oauth;
    private final AuthorizationSettings authorization;
    private final BuildProperties build;

    CapabilityBuilder(AllowList allowList, ResourceCapability resources, Catalogue catalogue, SurfaceTexts texts, EndpointSettings endpoint,
            OAuthSettings oauth, AuthorizationSettings authorization, BuildProperties build) {
        this.allowList = allowList;
        this.resources = resources;
        this.catalogue = catalogue;
        this.texts = texts;
        this.endpoint = endpoint;
        this.oauth = oauth;
        this.authorization = authorization;
        this.build = build;
    }

    /** @return the statement, the same for the same build and settings */
    CapabilityStatement statement(Locale language) {
        CapabilityStatement statement = new CapabilityStatement();
        DateTimeType built = new DateTimeType(build.getTime().toString());
        statement.setLanguage(language.getLanguage());
        statement.setUrl(endpoint.baseUrl() + "/metadata").setVersion(build.getVersion()).setName("Carnet").setTitle(texts.text("statement.title", language));
        statement.setStatus(PublicationStatus.ACTIVE).setKind(CapabilityStatementKind.INSTANCE).setFhirVersion(FHIRVersion._4_0_1);
        statement.setDateElement(built).setPublisher("Carnet").setDescription(texts.text("statement.description", language));
        statement.getSoftware().setName("Carnet").setVersion(build.getVersion()).setReleaseDateElement(built);
        statement.getImplementation().setDescription(texts.text("statement.implementation", language)).setUrl(endpoint.baseUrl());
        FORMATS.forEach(statement::addFormat);
        Arrays.stream(PatchTypeEnum.values()).map(PatchTypeEnum::getContentType).forEach(statement::addPatchFormat);
        catalogue.all(ImplementationGuide.class).forEach(guide -> statement.addImplementationGuide(guide.getUrl()));
        rest(statement.addRest(), language);
        return statement;
    }

    private void rest(CapabilityStatementRestComponent rest, Locale language) {
        rest.setMode(RestfulCapabilityMode.SERVER).setDocumentation(texts.text("statement.rest", language));
        security(rest.getSecurity(), language);
        allowList.rows().stream().filter(row -> row.type().isEmpty() && !"metadata".equals(row.interaction())).forEach(row -> rest.addInteraction()
                .setCode(SystemRestfulInteraction.fromCode(row.interaction())).setDocumentation(resources.documentation(row, language)));
        allowList.rows().stream().map(AllowedInteraction::type).filter(type -> !type.isEmpty()).distinct().sorted()
                .forEach(type -> rest.addResource(resources.of(type, language)));
    }

    private void security(CapabilityStatementRestSecurityComponent security, Locale language) {
        security.setCors(authorization.enabled()).setDescription(texts.text("statement.security", language));
        security.addService().setText("SMART-on-FHIR").addCoding().setSystem(SMART).setCode("SMART-on-FHIR").setDisplay("SMART-on-FHIR");
        // What is configured goes before the embedded authorization server's own.
        Map<String, String> told = new LinkedHashMap<>(authorization.endpoints());
        told.putAll(oauth.uris());
        if (!told.isEmpty()) {
            Extension uris = security.addExtension().setUrl(OAUTH_URIS);
            told.forEach((name, uri) -> uris.addExtension(name, new UriType(uri)));
        }
    }
}
