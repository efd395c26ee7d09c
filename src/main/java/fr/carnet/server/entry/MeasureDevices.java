package fr.carnet.server.entry;

import ca.uhn.fhir.model.api.ResourceMetadataKeyEnum;
import ca.uhn.fhir.model.valueset.BundleEntrySearchModeEnum;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.SimpleBundleProvider;
import fr.carnet.server.storage.StoredSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;

/** {@code _include=Observation:device}: the devices of a page of measures, by a search of their own under the same decision; what it does not find does not come. */
@Component
class MeasureDevices {

    private static final String PARAMETER = "_include";

    private final StoredSearch search;

    MeasureDevices(StoredSearch search) {
        this.search = search;
    }

    /** @return the page, with its devices behind its measures when they were asked for; its total counts measures alone */
    IBundleProvider bring(IBundleProvider page, RequestDetails request) {
        List<IBaseResource> measures = request.getParameters().containsKey(PARAMETER) ? page.getAllResources() : List.of();
        Set<String> named = measures.stream().filter(Observation.class::isInstance).map(measure -> new IdType(((Observation) measure).getDevice().getReference()))
                .filter(id -> "Device".equals(id.getResourceType())).map(IdType::getIdPart).collect(Collectors.toCollection(TreeSet::new));
        if (named.isEmpty()) {
            return page;
        }
        List<IBaseResource> everything = new ArrayList<>(measures);
        search.all("Device", request, List.of("_id=" + String.join(",", named)), named.size()).forEach(device -> {
            ResourceMetadataKeyEnum.ENTRY_SEARCH_MODE.put((Resource) device, BundleEntrySearchModeEnum.INCLUDE);
            everything.add(device);
        });
        return new WithDevices(everything, page);
    }

    /** A page that holds more than its measures. */
    private static final class WithDevices extends SimpleBundleProvider {

        private final List<IBaseResource> everything;

        WithDevices(List<IBaseResource> everything, IBundleProvider page) {
            super(everything);
            this.everything = everything;
            setSize(page.size());
            setCurrentPageOffset(page.getCurrentPageOffset());
            setCurrentPageSize(page.getCurrentPageSize());
        }

        @Override
        public List<IBaseResource> getResources(int from, int to) {
            return List.copyOf(everything);
        }
    }
}
