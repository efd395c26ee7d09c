package fr.carnet.server.entry;

import fr.carnet.enforcement.hapi.MesError;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.server.validation.ResourceCheck;
import org.hl7.fhir.r4.model.Observation;
import org.springframework.stereotype.Component;

/** The body mass index is computed from weight and height, never entered (MES API Mesures 1.5.2: "Bmi observation cannot be created"). */
@Component
class ComputedMeasureCheck implements ResourceCheck<Observation> {

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
        if (measure.getCode().getCoding().stream().anyMatch(coding -> MeasureCodes.BODY_MASS_INDEX.equals(coding.getCode()))) {
            throw Refusal.official(MesError.BMI_NOT_CREATED, "Observation.code", "measure-computed");
        }
    }
}
