package fr.carnet.server.app;

import ca.uhn.fhir.context.FhirContext;
import fr.carnet.enforcement.hapi.Canonical;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Endpoint;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;

/** Makes the public content of what comes into the catalogue: ids of its own, no secret, and what a search finds it by. */
@Component
class CatalogueContents {

    private final FhirContext fhir;

    CatalogueContents(FhirContext fhir) {
        this.fhir = fhir;
    }

    /** @return the id under which a business identifier is served: the same on every node, and however often it comes in */
    static String id(String identifier) {
        return UUID.nameUUIDFromBytes(identifier.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** @param editor checked; it gets its id */
    CatalogueRows.Found of(Organization editor) {
        Identifier first = editor.getIdentifierFirstRep();
        editor.setId(id(first.getSystem() + "|" + first.getValue()));
        editor.setMeta(new Meta());
        List<String> tokens = new ArrayList<>(List.of(CatalogueSearch.token("_id", editor.getIdElement().getIdPart())));
        editor.getIdentifier().stream().filter(Identifier::hasValue).forEach(known -> tokens.addAll(CatalogueSearch.tokens("identifier", String.valueOf(known.getSystem()), known.getValue())));
        return found(editor, tokens, List.of(editor.getName()));
    }

    /**
     * @param entry    checked, its period set; it gets its id, and loses its secret
     * @param status   its status
     * @param editorId id of the Organization that makes it
     */
    CatalogueRows.Found of(Endpoint entry, AppStatus status, String editorId) {
        Identifier oid = entry.getIdentifierFirstRep();
        entry.setId(id(oid.getValue()));
        entry.setMeta(new Meta());
        entry.getManagingOrganization().setReference("Organization/" + editorId);
        entry.getExtensionsByUrl(Canonical.APP_CLIENT).forEach(client -> client.getExtension().removeIf(part -> AppEntryReader.SECRET_HASH.equals(part.getUrl())));
        List<String> tokens = new ArrayList<>(List.of(CatalogueSearch.token("_id", entry.getIdElement().getIdPart()), CatalogueSearch.token("organization", editorId),
                CatalogueSearch.token("organization", "Organization/" + editorId)));
        Stream.of(CatalogueSearch.tokens("identifier", oid.getSystem(), oid.getValue()), CatalogueSearch.tokens("status", Canonical.APP_STATUSES, status.name()),
                CatalogueSearch.tokens("status", status.fhir().getSystem(), status.fhir().toCode())).forEach(tokens::addAll);
        return found(entry, tokens, AppEntryReader.read(entry).name().values());
    }

    /** @return the public content of a stored service */
    Endpoint read(StoredApp app) {
        return fhir.newJsonParser().parseResource(Endpoint.class, app.content());
    }

    private CatalogueRows.Found found(Resource resource, List<String> tokens, Collection<String> names) {
        return new CatalogueRows.Found(resource.getIdElement().getIdPart(), tokens.toArray(String[]::new),
                names.stream().map(CatalogueSearch::folded).toArray(String[]::new), fhir.newJsonParser().encodeResourceToString(resource));
    }
}
