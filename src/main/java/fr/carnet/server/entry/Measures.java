package fr.carnet.server.entry;

import ca.uhn.fhir.jpa.api.model.DaoMethodOutcome;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.util.UrlUtil;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.EntryStatus;
import fr.carnet.enforcement.hapi.MeasureShape;
import fr.carnet.enforcement.hapi.MesError;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.hapi.RequestScope;
import fr.carnet.server.storage.OfferedTransaction;
import fr.carnet.server.storage.PolicyProjection;
import fr.carnet.server.storage.StoredSearch;
import fr.carnet.server.storage.WriteTransaction;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;

/**
 * A measure with the device that took it, in one transaction (MES API Mesures 1.5.2). The device is created unless one of that identifier is among those
 * that the decision of this very request shows: for an app those that it wrote itself, so that the condition tells it nothing of anybody else's.
 */
@Component
class Measures implements OfferedTransaction {

    private static final int OK = 200;

    private final Entries entries;
    private final StoredSearch search;
    private final PolicyProjection policies;
    private final WriteTransaction transaction;

    Measures(Entries entries, StoredSearch search, PolicyProjection policies, WriteTransaction transaction) {
        this.entries = entries;
        this.search = search;
        this.policies = policies;
        this.transaction = transaction;
    }

    @Override
    public boolean takes(Bundle transactionOfRequest) {
        return MeasureShape.isMeasure(transactionOfRequest);
    }

    @Override
    public Bundle execute(Bundle bundle, RequestDetails request) {
        BundleEntryComponent measure = MeasureShape.entry(bundle, "Observation").orElseThrow();
        Optional<BundleEntryComponent> device = MeasureShape.entry(bundle, "Device");
        bundle.getEntry().stream().map(BundleEntryComponent::getResource).filter(resource -> EntryStatus.isDeleted((DomainResource) resource)).findFirst().ifPresent(deleted -> {
            throw Refusal.rule(deleted.fhirType(), "entry-status");
        });
        device.ifPresent(Measures::checkIdentifier);
        return transaction.execute(request, OK, () -> {
            Optional<BundleEntryComponent> taker = device.map(entry -> device(entry, request));
            taker.ifPresent(answer -> ((Observation) measure.getResource()).setDevice(new Reference(answer.getResponse().getLocation().replaceFirst("/_history/.*$", ""))));
            BundleEntryComponent taken = created(entries.store((Observation) measure.getResource(), request));
            Bundle response = new Bundle().setType(Bundle.BundleType.TRANSACTIONRESPONSE);
            bundle.getEntry().forEach(entry -> response.addEntry(entry == measure ? taken : taker.orElseThrow()));
            return response;
        });
    }

    /** A device without the identifier that it is looked up by would be created anew each time. */
    private static void checkIdentifier(BundleEntryComponent entry) {
        MeasureShape.DeviceIdentifier asked = MeasureShape.identifier(entry);
        boolean carried = ((Device) entry.getResource()).getIdentifier().stream()
                .anyMatch(identifier -> asked.system().equals(identifier.getSystem()) && asked.value().equals(identifier.getValue()));
        if (!carried) {
            throw Refusal.official(MesError.DEVICE_IF_NONE_EXIST, "Device.identifier", "measure-device-identifier");
        }
    }

    private BundleEntryComponent device(BundleEntryComponent entry, RequestDetails request) {
        // Two transactions at once would both find nothing.
        policies.hold(RequestScope.permit(request).patientId());
        MeasureShape.DeviceIdentifier asked = MeasureShape.identifier(entry);
        List<IBaseResource> known = search.all("Device", request, List.of("identifier=" + UrlUtil.escapeUrlParam(asked.system() + "|" + asked.value())), 1);
        if (known.size() > 1) {
            throw Refusal.of(Answer.SEVERAL_MATCHES);
        }
        return known.stream().findFirst().map(found -> answer("200 OK", (Resource) found))
                .orElseGet(() -> created(entries.store((Device) entry.getResource(), request)));
    }

    private static BundleEntryComponent created(DaoMethodOutcome outcome) {
        return answer("201 Created", (Resource) outcome.getResource());
    }

    private static BundleEntryComponent answer(String status, Resource resource) {
        BundleEntryComponent entry = new BundleEntryComponent();
        entry.getResponse().setStatus(status).setLocation(resource.getIdElement().toUnqualified().getValue())
                .setEtag("W/\"" + resource.getIdElement().getVersionIdPart() + "\"").setLastModified(resource.getMeta().getLastUpdated());
        return entry;
    }
}
