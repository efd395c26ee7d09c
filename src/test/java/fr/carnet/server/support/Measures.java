package fr.carnet.server.support;

import fr.carnet.enforcement.hapi.Canonical;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Quantity;

/** Measures as software of Mon espace santé sends them: alone, or with their device in one transaction. */
public final class Measures {

    private static final String MEASURE = "urn:uuid:0a4ee9b1-7ed6-4ea1-8f15-0d6c0a8e0a01";
    private static final String DEVICE = "urn:uuid:0a4ee9b1-7ed6-4ea1-8f15-0d6c0a8e0a02";
    private static final Map<String, String> UNITS = Map.of("29463-7", "kg", "8302-2", "cm", "39156-5", "kg/m2", "8867-4", "/min", "4548-4", "%", "MED-969", "mg/dL", "MED-972", "%");

    private Measures() {
    }

    /** @return a measure of this code, in its unit, of this moment */
    public static Observation of(String patientId, String code, String value, String at) {
        Observation measure = EntrySamples.measure(patientId, code);
        String unit = UNITS.getOrDefault(code, "mg/dL");
        measure.setValue(new Quantity().setValue(new BigDecimal(value)).setUnit(unit).setSystem("http://unitsofmeasure.org").setCode(unit));
        if (code.startsWith("MED")) {
            measure.getCode().getCodingFirstRep().setSystem("https://mos.esante.gouv.fr/NOS/TRE_R308-TAASIP/FHIR/TRE-R308-TAASIP");
        }
        measure.setEffective(new DateTimeType(at));
        return measure;
    }

    /** @return a transaction of one measure, and of the device of this identifier when there is one */
    public static Bundle transaction(Observation measure, Optional<String> device) {
        Bundle bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        bundle.addEntry().setFullUrl(MEASURE).setResource(measure).getRequest().setMethod(Bundle.HTTPVerb.POST).setUrl("Observation");
        device.ifPresent(identifier -> {
            Device meter = new Device().setStatus(Device.FHIRDeviceStatus.ACTIVE);
            meter.addIdentifier().setSystem(Apps.METER_OID).setValue(identifier);
            meter.getType().setText("Lecteur de glycémie");
            measure.getDevice().setReference(DEVICE);
            bundle.addEntry().setFullUrl(DEVICE).setResource(meter).getRequest().setMethod(Bundle.HTTPVerb.POST).setUrl("Device")
                    .setIfNoneExist("identifier=" + Apps.METER_OID + "|" + identifier);
        });
        return bundle;
    }

    /** @return a code of LOINC */
    public static String loinc(String code) {
        return Canonical.LOINC + "%7C" + code;
    }
}
