package fr.carnet.server.entry;

import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Observation;

/** Codes of measures that have rules of their own (LOINC; MED codes: TRE_R308). */
final class MeasureCodes {

    static final String BODY_WEIGHT = "29463-7";
    static final String BODY_HEIGHT = "8302-2";
    static final String BODY_MASS_INDEX = "39156-5";
    static final String BLOOD_PRESSURE = "85354-9";
    static final String BLOOD_GLUCOSE = "2345-7";
    static final String GLYCATED_HAEMOGLOBIN = "4548-4";
    /** Interstitial glucose, and the index made of it. */
    static final Set<String> OVER_DAYS = Set.of("MED-969", "MED-972");

    private MeasureCodes() {
    }

    /** @return codes of a measure */
    static Set<String> of(Observation measure) {
        return measure.getCode().getCoding().stream().filter(Coding::hasCode).map(Coding::getCode).collect(Collectors.toSet());
    }
}
