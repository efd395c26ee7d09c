package fr.carnet.server.entry;

import fr.carnet.enforcement.hapi.MesError;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.server.validation.ResourceCheck;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import org.hl7.fhir.r4.model.Observation;
import org.springframework.stereotype.Component;

/**
 * What a measure of an app must say (MES API Mesures 1.5.2): a value, and the context of a glucose measure. A holder who enters one by hand is told the same
 * as a warning, by the profile: the value counts more than how it was taken.
 */
@Component
class MeasureCheck implements ResourceCheck<Observation> {

    private static final String MOMENT = "momentofmeasurement";
    private static final String NUMBER_OF_DAYS = "numberofdays";

    @Override
    public Class<Observation> type() {
        return Observation.class;
    }

    @Override
    public boolean isAboutWriting() {
        return true;
    }

    @Override
    public void check(Observation measure, Caller caller) {
        Set<String> codes = MeasureCodes.of(measure);
        if (!(caller instanceof Caller.App) || codes.contains(MeasureCodes.BODY_MASS_INDEX)) {
            return;
        }
        if (!measure.hasValueQuantity() && !measure.hasDataAbsentReason() && !codes.contains(MeasureCodes.BLOOD_PRESSURE)) {
            throw Refusal.official(MesError.VALUE_NOT_PROVIDED, "Observation.value", "measure-value");
        }
        boolean blood = codes.contains(MeasureCodes.BLOOD_GLUCOSE);
        boolean overDays = !Collections.disjoint(codes, MeasureCodes.OVER_DAYS);
        boolean moment = has(measure, MOMENT);
        boolean numberOfDays = has(measure, NUMBER_OF_DAYS);
        if (blood && !moment) {
            throw Refusal.official(MesError.MOMENT_MANDATORY, "Observation.extension", "measure-moment-required");
        }
        if ((blood || codes.contains(MeasureCodes.GLYCATED_HAEMOGLOBIN)) && numberOfDays) {
            throw Refusal.official(MesError.NUMBER_OF_DAYS_FORBIDDEN, "Observation.extension", "measure-days-refused");
        }
        if ((overDays || codes.contains(MeasureCodes.GLYCATED_HAEMOGLOBIN)) && moment) {
            throw Refusal.official(MesError.MOMENT_FORBIDDEN, "Observation.extension", "measure-moment-refused");
        }
        if (overDays && !numberOfDays) {
            throw Refusal.official(MesError.NUMBER_OF_DAYS_MANDATORY, "Observation.extension", "measure-days-required");
        }
    }

    /** The guides have spelt their extensions with and without hyphens; the profile measure-glucose reads them in the same way. */
    private static boolean has(Observation measure, String extension) {
        return measure.getExtension().stream().anyMatch(one -> one.getUrl().toLowerCase(Locale.ROOT).replace("-", "").contains(extension));
    }
}
