package fr.carnet.enforcement.hapi;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Observation;

/**
 * Allow stage for the entries of a transaction that brings a measure (MES API Mesures 1.5.2): one Observation, and the Device that took it or none, which is
 * created unless the caller has one of that identifier.
 */
public final class MeasureShape {

    /** Types of its entries. */
    static final Set<String> TYPES = Set.of("Observation", "Device");

    private static final Pattern CONDITION = Pattern.compile("(?:Device\\?)?identifier=(urn:oid:[0-9.]{3,100})\\|([^|,&\\s]{1,200})");

    private MeasureShape() {
    }

    /** @return whether a transaction is meant to bring a measure and not a document */
    public static boolean isMeasure(Bundle bundle) {
        return bundle.getEntry().stream().anyMatch(entry -> entry.getResource() != null && TYPES.contains(entry.getResource().fhirType()));
    }

    /** @param bundle the transaction */
    static void check(Bundle bundle) {
        List<BundleEntryComponent> entries = bundle.getEntry();
        for (int i = 0; i < entries.size(); i++) {
            acceptable(entries.get(i), i);
        }
        List<BundleEntryComponent> measures = of(bundle, "Observation");
        if (measures.size() != 1) {
            throw Refusal.official(MesError.ONE_OBSERVATION, "Bundle.entry", "measure-one-observation");
        }
        List<BundleEntryComponent> devices = of(bundle, "Device");
        if (devices.size() > 1) {
            throw Refusal.official(MesError.RESOURCE_NOT_ACCEPTABLE, "Bundle.entry", "measure-one-device", "Device", "POST");
        }
        if (!devices.isEmpty()) {
            Observation measure = (Observation) measures.get(0).getResource();
            linked(measure.getDevice().getReference(), devices.get(0));
            Device device = (Device) devices.get(0).getResource();
            if (!device.hasPatient()) {
                // The official API's devices name nobody: this one is of whomever it measured.
                device.setPatient(measure.getSubject().copy());
            }
        }
    }

    /**
     * @param bundle a measure's transaction, checked
     * @param type   Observation or Device
     * @return its entry of this type
     */
    public static Optional<BundleEntryComponent> entry(Bundle bundle, String type) {
        return of(bundle, type).stream().findFirst();
    }

    /** @return the identifier that a Device entry is looked up by: system and value */
    public static DeviceIdentifier identifier(BundleEntryComponent device) {
        var condition = CONDITION.matcher(String.valueOf(device.getRequest().getIfNoneExist()));
        if (!condition.matches()) {
            throw Refusal.official(MesError.DEVICE_IF_NONE_EXIST, "Bundle.entry.request.ifNoneExist", "measure-device-condition");
        }
        return new DeviceIdentifier(condition.group(1), condition.group(2));
    }

    /**
     * @param system OID of the service, as {@code urn:oid:...}
     * @param value  the service's own word for the device
     */
    public record DeviceIdentifier(String system, String value) {
    }

    private static List<BundleEntryComponent> of(Bundle bundle, String type) {
        return bundle.getEntry().stream().filter(entry -> type.equals(entry.getResource().fhirType())).toList();
    }

    private static void acceptable(BundleEntryComponent entry, int index) {
        String type = entry.getResource() == null ? "" : entry.getResource().fhirType();
        HTTPVerb method = entry.getRequest().getMethod();
        boolean post = method == HTTPVerb.POST && TYPES.contains(type) && type.equals(entry.getRequest().getUrl());
        boolean conditional = entry.getRequest().hasIfMatch() || entry.getRequest().hasIfNoneMatch() || entry.getRequest().hasIfModifiedSince()
                || entry.getRequest().hasIfNoneExist() && !"Device".equals(type);
        if (!post || conditional) {
            throw Refusal.official(MesError.RESOURCE_NOT_ACCEPTABLE, "Bundle.entry[" + index + "]", "measure-entry", type, method == null ? "" : method.toCode());
        }
        if ("Device".equals(type)) {
            identifier(entry);
        }
    }

    private static void linked(String reference, BundleEntryComponent device) {
        if (reference == null) {
            throw Refusal.official(MesError.DEVICE_REFERENCE_MANDATORY, "Observation.device.reference", "measure-device-reference");
        }
        if (!device.hasFullUrl() || !reference.equals(device.getFullUrl())) {
            throw Refusal.official(MesError.DEVICE_NOT_LINKED, "Observation.device.reference", "measure-device-linked");
        }
    }
}
