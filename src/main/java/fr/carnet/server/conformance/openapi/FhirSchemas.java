package fr.carnet.server.conformance.openapi;

import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Schemas of the bodies. A FHIR resource is an object with its {@code resourceType}: what else it holds is FHIR's to define, and the profiles'
 * of this server; copying 4.0.1's definitions here would say less than those and age.
 */
final class FhirSchemas {

    static final String JSON = "application/fhir+json";
    static final String XML = "application/fhir+xml";

    private static final String PATCH = "JsonPatch";

    private final Map<String, Schema<?>> schemas = new TreeMap<>();

    /** @return a body of this FHIR type, in both formats, with an example of its JSON */
    Content resource(String type, @Nullable Object example) {
        MediaType json = new MediaType().schema(reference(type));
        if (example != null) {
            json.setExample(example);
        }
        return new Content().addMediaType(JSON, json).addMediaType(XML, new MediaType().schema(reference(type)));
    }

    /** @return the bodies of a patch: JSON Patch, XML Patch, FHIRPath Patch (HAPI's {@code PatchTypeEnum}) */
    Content patch(@Nullable Object example) {
        schemas.computeIfAbsent(PATCH, name -> new ArraySchema().items(new ObjectSchema()
                .addProperty("op", new StringSchema()._enum(List.of("add", "remove", "replace", "move", "copy", "test")))
                .addProperty("path", new StringSchema()).addProperty("from", new StringSchema()).addProperty("value", new Schema<>())
                .required(List.of("op", "path"))).description("RFC 6902"));
        MediaType json = new MediaType().schema(new Schema<>().$ref(PATCH));
        if (example != null) {
            json.setExample(example);
        }
        return new Content().addMediaType("application/json-patch+json", json)
                .addMediaType("application/xml-patch+xml", new MediaType().schema(new StringSchema().description("RFC 5261")))
                .addMediaType(JSON, new MediaType().schema(reference("Parameters")))
                .addMediaType(XML, new MediaType().schema(reference("Parameters")));
    }

    /** @return every schema that was asked for, by name */
    Map<String, Schema<?>> all() {
        return schemas;
    }

    private Schema<?> reference(String type) {
        String name = type + "Resource";
        schemas.computeIfAbsent(name, missing -> resource(type));
        return new Schema<>().$ref(name);
    }

    private static Schema<?> resource(String type) {
        boolean any = "Any".equals(type);
        return new ObjectSchema()
                .addProperty("resourceType", any ? new StringSchema() : new StringSchema()._enum(List.of(type)))
                .addProperty("id", new StringSchema().description("http://hl7.org/fhir/R4/datatypes.html#id"))
                .required(List.of("resourceType"))
                .description(any ? "FHIR R4" : "http://hl7.org/fhir/R4/" + type.toLowerCase(Locale.ROOT) + ".html")
                .additionalProperties(true);
    }
}
