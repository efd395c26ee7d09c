package fr.carnet.enforcement.hapi;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/**
 * Errors of Mon espace santé's measures API (MES API Mesures 1.5.2) that this server answers with the same issue type and sentence, so that software
 * written for it reads them. Codes of CodeSystem mes-error.
 */
public enum MesError {
    /** An entry that is no POST of an Observation or Device. */
    RESOURCE_NOT_ACCEPTABLE(IssueType.NOTSUPPORTED, "Resource of type {0} is not acceptable with method {1}."),
    /** A Device entry without a usable condition. */
    DEVICE_IF_NONE_EXIST(IssueType.INVALID, "Device request must have a valid IfNoneExist attribute : identifier=urn:oid:<OID>|<DEVICE ID>"),
    /** No Observation, or several. */
    ONE_OBSERVATION(IssueType.INVALID, "Bundle must contains one observation creation (POST)."),
    /** A Device entry that the Observation does not name. */
    DEVICE_REFERENCE_MANDATORY(IssueType.INVALID, "Observation.device.reference is mandatory."),
    /** An Observation that names another Device than the entry. */
    DEVICE_NOT_LINKED(IssueType.INVALID, "Observation and device not linked by id (Observation.device.reference <-> Device.id)"),
    /** A source that is not the application's own. */
    SOURCE_NOT_OWN(IssueType.VALUE, "Solution oid contains in {0}.meta.source don''t belong to root editor oid ({1})."),
    /** A measure without value. */
    VALUE_NOT_PROVIDED(IssueType.VALUE, "Observation value quantity not provided."),
    /** A body mass index. */
    BMI_NOT_CREATED(IssueType.NOTSUPPORTED, "Bmi observation cannot be created."),
    /** Blood glucose without its moment. */
    MOMENT_MANDATORY(IssueType.INCOMPLETE, "Observation.extension.moment is mandatory."),
    /** A number of days where none belongs. */
    NUMBER_OF_DAYS_FORBIDDEN(IssueType.INVALID, "Observation.extension.numberOfDays cannot be added."),
    /** A moment where none belongs. */
    MOMENT_FORBIDDEN(IssueType.INVALID, "Observation.extension.moment cannot be added."),
    /** Interstitial glucose, or its index, without the number of days. */
    NUMBER_OF_DAYS_MANDATORY(IssueType.INCOMPLETE, "Observation.extension.numberOfDays is mandatory."),
    /** A patient named by an identifier of the service's own that is not the one of its pairing. */
    ID_PE_NOT_AUTHORIZED(IssueType.FORBIDDEN, "idPe requested do not match authorized idPe."),
    /** A page of measures that is too large. */
    PAGE_TOO_LARGE(IssueType.INVALID, "Maximum page size allowed is {0}. Actual : {1}");

    private final IssueType type;
    private final String sentence;

    MesError(IssueType type, String sentence) {
        this.type = type;
        this.sentence = sentence;
    }

    /** @return FHIR issue type */
    public IssueType type() {
        return type;
    }

    /** @return code in CodeSystem mes-error */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @return the sentence as Mon espace santé words it */
    String sentence(List<Object> arguments) {
        return new MessageFormat(sentence, Locale.ROOT).format(arguments.stream().map(String::valueOf).toArray());
    }
}
