package fr.carnet.server.app;

import fr.carnet.enforcement.hapi.Finding;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.server.config.SecuritySettings;
import fr.carnet.server.validation.ProfileValidator;
import fr.carnet.server.validation.ValidationAsked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Endpoint;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;

/** Enters services into the catalogue, or changes their entries, by their OID. Whoever calls it has the transaction: all of a Bundle is entered, or nothing. */
@Component
class Referencing {

    private static final ValidationAsked WRITE = new ValidationAsked(ValidationAsked.Reach.WRITE, Optional.empty());
    private static final String SECRET = "client_secret_basic";

    private final ProfileValidator validator;
    private final CatalogueRows rows;
    private final CatalogueContents contents;
    private final SecuritySettings security;

    Referencing(ProfileValidator validator, CatalogueRows rows, CatalogueContents contents, SecuritySettings security) {
        this.validator = validator;
        this.rows = rows;
        this.contents = contents;
        this.security = security;
    }

    /**
     * @param sent   collection of editors (Organization) and services (Endpoint)
     * @param caller who enters them
     * @param now    instant of the request
     * @return what was entered, as the public sees it
     * @throws Refusal when a rule is broken; it names the entry and the element
     */
    List<Resource> enter(Bundle sent, Caller caller, Instant now) {
        checkShape(sent);
        checkEach(sent, caller);
        rows.lock();
        Map<String, String> editors = new HashMap<>();
        List<Resource> entered = new ArrayList<>();
        for (int i = 0; i < sent.getEntry().size(); i++) {
            if (sent.getEntry().get(i).getResource() instanceof Organization editor) {
                String sentAs = editor.getIdElement().getIdPart();
                CatalogueRows.Found found = contents.of(editor);
                rows.write(found, editor.getName());
                Optional.ofNullable(sent.getEntry().get(i).getFullUrl()).ifPresent(url -> editors.put(url, found.id()));
                Optional.ofNullable(sentAs).ifPresent(id -> editors.put("Organization/" + id, found.id()));
                entered.add(editor);
            }
        }
        for (int i = 0; i < sent.getEntry().size(); i++) {
            if (sent.getEntry().get(i).getResource() instanceof Endpoint entry) {
                enter(entry, Finding.entry(i), editors, now);
                entered.add(entry);
            }
        }
        return entered;
    }

    private static void checkShape(Bundle sent) {
        List<Resource> resources = sent.getEntry().stream().map(BundleEntryComponent::getResource).toList();
        boolean whole = sent.getType() == BundleType.COLLECTION && resources.stream().anyMatch(Endpoint.class::isInstance)
                && resources.stream().allMatch(resource -> (resource instanceof Endpoint || resource instanceof Organization) && !((DomainResource) resource).hasContained());
        if (!whole) {
            throw Refusal.rule("Bundle", "app-bundle");
        }
        List<String> services = resources.stream().filter(Endpoint.class::isInstance).map(entry -> AppEntryReader.read((Endpoint) entry).oid()).toList();
        if (services.size() > Set.copyOf(services).size()) {
            throw Refusal.rule("Bundle.entry", "app-twice");
        }
    }

    private void checkEach(Bundle sent, Caller caller) {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < sent.getEntry().size(); i++) {
            Resource resource = sent.getEntry().get(i).getResource();
            String place = Finding.entry(i);
            validator.verdict(resource, caller, WRITE).stream().filter(Finding::isError).map(finding -> finding.within(place)).forEach(findings::add);
            if (resource instanceof Organization editor && !(editor.hasName() && editor.getIdentifierFirstRep().hasSystem() && editor.getIdentifierFirstRep().hasValue())) {
                throw Refusal.rule(place + ".identifier", "app-editor");
            }
        }
        if (!findings.isEmpty()) {
            throw Refusal.invalid(findings);
        }
    }

    private void enter(Endpoint entry, String place, Map<String, String> editors, Instant now) {
        AppEntry said = AppEntryReader.read(entry);
        AppEntry.Client client = said.client();
        Optional<StoredApp> known = rows.ofOid(said.oid());
        boolean taken = security.firstPartyClients().contains(client.id()) || rows.ofClient(client.id()).filter(other -> !other.oid().equals(said.oid())).isPresent();
        require(!taken, place + ".extension", "app-client-taken");
        // Tokens name the client: one that another service could take over would carry the first one's tokens with it.
        require(known.filter(stored -> !stored.clientId().equals(client.id())).isEmpty(), place + ".extension", "app-client-changed");
        ReferencingPeriod period = period(entry, known, now);
        require(period.isAllowed(known.map(StoredApp::firstStart)), place + ".period", "app-period");
        Optional<String> secret = client.secretHash().or(() -> known.flatMap(StoredApp::secretHash)).filter(hash -> SECRET.equals(client.authentication()));
        require(secret.isPresent() == SECRET.equals(client.authentication()), place + ".extension", "app-secret");
        AppStatus status = AppStatus.of(entry).orElseThrow(() -> Refusal.rule(place + ".status", "app-status"));
        String reference = String.valueOf(entry.getManagingOrganization().getReference());
        String editor = editors.getOrDefault(reference, reference.replaceFirst("^Organization/", ""));
        require(editors.containsValue(editor) || rows.hasEditor(editor), place + ".managingOrganization", "app-editor");
        CatalogueRows.Found found = contents.of(entry, status, editor);
        rows.write(found, new StoredApp(said.oid(), client.id(), status, period.start(), period.end(), period.start(), 1, secret.orElse(null), "", found.content()), editor);
    }

    /** Whoever states no period asks for a year from today, or leaves the one that is. */
    private ReferencingPeriod period(Endpoint entry, Optional<StoredApp> known, Instant now) {
        if (!entry.hasPeriod()) {
            entry.setPeriod(known.map(stored -> contents.read(stored).getPeriod()).orElseGet(() -> ReferencingPeriod.from(now)));
        }
        return ReferencingPeriod.of(entry.getPeriod()).orElseThrow();
    }

    private static void require(boolean kept, String place, String rule) {
        if (!kept) {
            throw Refusal.rule(place, rule);
        }
    }
}
