package fr.carnet.enforcement.hapi;

/** The one place where URLs of this project and of the guides it follows are written down. */
public final class Canonical {

    /** Canonical base of everything this project defines; change it when publishing. */
    public static final String BASE = "https://carnet.example.org/fhir";

    /** Extension with the server-stamped acl tokens; never leaves the server. */
    public static final String ACL = BASE + "/StructureDefinition/acl";

    /** System of the acl tokens. */
    public static final String ACL_SYSTEM = BASE + "/CodeSystem/acl";

    /** Declares the patient's explicit consent to a deposit (API 4). */
    public static final String EXPLICIT_CONSENT = BASE + "/StructureDefinition/explicit-consent";

    /** How a professional's own access stands, on the answer to TD0.2: extension and code system. */
    public static final String ACCESS_STATUS = BASE + "/StructureDefinition/access-status";

    /** Guide PDSm4DMP: extensions of the Patient that tell how a record stands (TD0.2). */
    public static final String DMP = "https://interop.esante.gouv.fr/ig/fhir/dmp";

    /** Kinds of Consent (API 6). */
    public static final String CONSENT_KIND = BASE + "/CodeSystem/consent-kind";

    /** Why somebody who is authorised may not deposit (S5), on a Consent. */
    public static final String LEGITIMATE_REASON = BASE + "/StructureDefinition/legitimate-reason";

    /** Kinds of notices to the holder (ACCESS-RULES 8), category of a Communication. */
    public static final String NOTICE_KIND = BASE + "/CodeSystem/notice-kind";

    /** Purpose codes of third-party apps (finalités). */
    public static final String PURPOSE = BASE + "/CodeSystem/purpose";

    /** Catalogue: a service's OAuth client, on its Endpoint. */
    public static final String APP_CLIENT = BASE + "/StructureDefinition/app-client";

    /** Catalogue: what the public is told of a service. */
    public static final String APP_PRESENTATION = BASE + "/StructureDefinition/app-presentation";

    /** Catalogue: a purpose that a service declared. */
    public static final String APP_PURPOSE = BASE + "/StructureDefinition/finalite-declaree";

    /** Catalogue: French status of a service, on {@code Endpoint.status}. */
    public static final String APP_STATUS = BASE + "/StructureDefinition/app-status";

    /** Catalogue: the French statuses. */
    public static final String APP_STATUSES = BASE + "/CodeSystem/app-status";

    /** Codes of OperationOutcome issues. */
    public static final String ISSUE = BASE + "/CodeSystem/carnet-issue";

    /** Errors of Mon espace santé's measures API, second coding of an issue. */
    public static final String MES_ERROR = BASE + "/CodeSystem/mes-error";

    /** Where a measure comes from, tag of one that the server computes. */
    public static final String MEASURE_ORIGIN = BASE + "/CodeSystem/measure-origin";

    /** PDSm: whether a document or List is archived. */
    public static final String IS_ARCHIVED = "https://interop.esante.gouv.fr/ig/fhir/pdsm/StructureDefinition/pdsm-ext-is-archived";

    /** Space of the professionals' view in which a document is shown; stamped by the server. */
    public static final String PROFESSIONAL_SPACE = BASE + "/StructureDefinition/professional-space";

    /** Rubric of the holder's view in which a document is shown; stamped by the server. */
    public static final String HOLDER_RUBRIC = BASE + "/StructureDefinition/holder-rubric";

    /** TRE_A07, official spelling. */
    public static final String VISIBILITY = "https://mos.esante.gouv.fr/NOS/TRE_A07-StatutVisibiliteDocument/FHIR/TRE-A07-StatutVisibiliteDocument";

    /** N, R, V. */
    public static final String CONFIDENTIALITY = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";

    /** LOINC. */
    public static final String LOINC = "http://loinc.org";

    /** Alias of LOINC in older NOS value sets. */
    public static final String TRE_A04_LOINC = "https://mos.esante.gouv.fr/NOS/TRE_A04-Loinc/FHIR/TRE-A04-Loinc";

    private Canonical() {
    }
}
