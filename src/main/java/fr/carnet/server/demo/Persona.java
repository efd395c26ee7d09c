package fr.carnet.server.demo;

import fr.carnet.server.config.SecuritySettings;
import java.util.Map;

/**
 * One of the demo's people ({@code demo/personas.json}).
 *
 * @param id          short name, as in {@code /demo/token?as=}
 * @param description who this is, in French
 * @param kind        kind of token
 * @param claims      claims of the token; patient and fhirUser of the patient's side are filled in from the stored record
 * @param record      INS of the record the token is bound to, empty for professionals
 * @param authorised  whether this professional declares the patient's consent when the population is made
 */
record Persona(String id, String description, SecuritySettings.Kind kind, Map<String, Object> claims, String record, boolean authorised) {
}
