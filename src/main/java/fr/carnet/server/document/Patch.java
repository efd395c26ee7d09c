package fr.carnet.server.document;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.patch.FhirPatch;
import ca.uhn.fhir.jpa.patch.JsonPatchUtils;
import ca.uhn.fhir.jpa.patch.XmlPatchUtils;
import ca.uhn.fhir.rest.api.PatchTypeEnum;
import fr.carnet.enforcement.hapi.Refusal;
import java.util.regex.Pattern;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * A metadata update as sent: JSON Patch (RFC 6902), FHIRPath Patch (Parameters) or XML Patch.
 *
 * @param type       form
 * @param body       text, for JSON and XML Patch
 * @param parameters FHIRPath Patch
 */
record Patch(PatchTypeEnum type, @Nullable String body, @Nullable IBaseResource parameters) {

    /** The library behind XML Patch reads document types, and whatever file or address they name; and what it is told the encoding is. */
    private static final Pattern DANGEROUS_XML = Pattern.compile("<!|<\\?xml[^>]*encoding\\s*=\\s*[\"'](?!utf-8[\"'])", Pattern.CASE_INSENSITIVE);

    /**
     * @param document what to change, without its acl: patch paths and tests must not meet it
     * @return the changed document, a new object
     */
    DocumentReference applyTo(DocumentReference document, FhirContext fhir) {
        if (type == PatchTypeEnum.XML_PATCH && (body == null || DANGEROUS_XML.matcher(body).find())) {
            throw Refusal.rule("DocumentReference", "patch-unreadable");
        }
        if (type == PatchTypeEnum.JSON_PATCH) {
            PatchForm.checkJson(body);
        } else if (parameters instanceof Parameters operations) {
            PatchForm.check(operations);
        }
        try {
            return switch (type) {
                case JSON_PATCH -> JsonPatchUtils.apply(fhir, document, body);
                case XML_PATCH -> XmlPatchUtils.apply(fhir, document, body);
                case FHIR_PATCH_JSON, FHIR_PATCH_XML -> {
                    DocumentReference changed = document.copy();
                    new FhirPatch(fhir).apply(changed, parameters);
                    yield changed;
                }
            };
        } catch (RuntimeException doesNotApply) {
            // HAPI's texts quote the document's content: say only that the patch does not apply.
            throw Refusal.rule("DocumentReference", "patch-unreadable");
        }
    }
}
