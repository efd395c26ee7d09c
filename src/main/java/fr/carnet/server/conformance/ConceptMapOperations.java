package fr.carnet.server.conformance;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IResourceProvider;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.server.storage.OfferedProvider;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IPrimitiveType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.ConceptMap.ConceptMapGroupComponent;
import org.hl7.fhir.r4.model.ConceptMap.ConceptMapGroupUnmappedMode;
import org.hl7.fhir.r4.model.Enumerations.ConceptMapEquivalence;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.UriType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * {@code ConceptMap/$translate} (FHIR R4 terminology service), for anybody: by a map's id or url, or by where to translate to. HAPI has it over its
 * terminology tables only.
 */
@Component
public final class ConceptMapOperations implements IResourceProvider, OfferedProvider {

    private final Catalogue catalogue;
    private final Asked asked;

    ConceptMapOperations(Catalogue catalogue, Asked asked) {
        this.catalogue = catalogue;
        this.asked = asked;
    }

    /** One translation; not listed when it is what a map gives to all codes that it does not know. */
    private record Match(ConceptMapEquivalence equivalence, Coding concept, String source, boolean listed) {
    }

    @Override
    public Class<ConceptMap> getResourceType() {
        return ConceptMap.class;
    }

    /** What a code is in another list. 404 when no such map is known, result false when the map does not say. */
    @Operation(name = "$translate", idempotent = true)
    public Parameters translate(@IdParam(optional = true) @Nullable IdType id,
            @OperationParam(name = "url", typeName = "uri") @Nullable IPrimitiveType<String> url,
            @OperationParam(name = "conceptMapVersion", typeName = "string") @Nullable IPrimitiveType<String> version,
            @OperationParam(name = "system", typeName = "uri") @Nullable IPrimitiveType<String> system,
            @OperationParam(name = "code", typeName = "code") @Nullable IPrimitiveType<String> code,
            @OperationParam(name = "source", typeName = "uri") @Nullable IPrimitiveType<String> source,
            @OperationParam(name = "target", typeName = "uri") @Nullable IPrimitiveType<String> target,
            @OperationParam(name = "targetsystem", typeName = "uri") @Nullable IPrimitiveType<String> targetSystem,
            @OperationParam(name = "coding") @Nullable Coding coding,
            @OperationParam(name = "codeableConcept") @Nullable CodeableConcept concept,
            RequestDetails request) {
        asked.check(request);
        List<ConceptMap> maps = maps(Asked.id(id), Asked.text(url), Asked.text(version), Asked.text(source), Asked.text(target), Asked.text(targetSystem));
        List<Coding> sought = concept != null ? concept.getCoding() : List.of(Asked.coding(coding, Asked.text(system), Asked.text(code)));
        if (sought.isEmpty()) {
            Asked.required(null, "code");
        }
        sought.forEach(one -> {
            Asked.required(one.getCode(), "code");
            Asked.required(one.getSystem(), "system");
        });
        List<Match> matches = sought.stream().flatMap(one -> maps.stream().flatMap(map -> matches(map, one, Asked.text(targetSystem)))).toList();
        return answer(matches, sought.get(0), request);
    }

    private List<ConceptMap> maps(@Nullable String id, @Nullable String url, @Nullable String version, @Nullable String source, @Nullable String target,
            @Nullable String targetSystem) {
        if (id != null) {
            return List.of(catalogue.find(ConceptMap.class, id).orElseThrow(() -> Refusal.of(Answer.NOT_FOUND)));
        }
        if (target == null && targetSystem == null) {
            Asked.required(url, "url");
        }
        List<ConceptMap> maps = catalogue.all(ConceptMap.class).stream()
                .filter(map -> url == null || url.equals(map.getUrl()) || url.equals(map.getUrl() + "|" + map.getVersion()))
                .filter(map -> version == null || version.equals(map.getVersion()))
                .filter(map -> source == null || source.equals(map.getSource().primitiveValue()))
                .filter(map -> target == null || target.equals(map.getTarget().primitiveValue()))
                .filter(map -> targetSystem == null || map.getGroup().stream().anyMatch(group -> targetSystem.equals(group.getTarget()))).toList();
        if (maps.isEmpty()) {
            String named = Stream.of(url, target, targetSystem).filter(Objects::nonNull).findFirst().orElse(null);
            throw Refusal.of(Answer.NOT_FOUND, "unknown-concept-map", Terminology.quotable(named));
        }
        return maps;
    }

    private static Stream<Match> matches(ConceptMap map, Coding sought, @Nullable String targetSystem) {
        return map.getGroup().stream().filter(group -> sought.getSystem().equals(group.getSource()) && (targetSystem == null || targetSystem.equals(group.getTarget())))
                .flatMap(group -> {
                    List<Match> mapped = group.getElement().stream().filter(element -> sought.getCode().equals(element.getCode())).flatMap(element -> element.getTarget().stream())
                            .map(target -> new Match(target.getEquivalence(), new Coding(group.getTarget(), target.getCode(), target.getDisplay()), map.getUrl(), true)).toList();
                    return mapped.isEmpty() ? unmapped(map, group) : mapped.stream();
                });
    }

    /** What a map gives to every code that it does not list. */
    private static Stream<Match> unmapped(ConceptMap map, ConceptMapGroupComponent group) {
        return group.getUnmapped().getMode() == ConceptMapGroupUnmappedMode.FIXED
                ? Stream.of(new Match(ConceptMapEquivalence.RELATEDTO, new Coding(group.getTarget(), group.getUnmapped().getCode(), group.getUnmapped().getDisplay()), map.getUrl(), false))
                : Stream.empty();
    }

    private static Parameters answer(List<Match> matches, Coding sought, RequestDetails request) {
        Parameters answer = new Parameters();
        answer.addParameter("result", !matches.isEmpty());
        if (matches.isEmpty()) {
            answer.addParameter("message", Asked.words(request, "no-match", Terminology.quotable(sought.getCode()), Terminology.quotable(sought.getSystem())));
        } else if (matches.stream().noneMatch(Match::listed)) {
            answer.addParameter("message", Asked.words(request, "unmapped", Terminology.quotable(sought.getCode())));
        }
        matches.forEach(match -> {
            ParametersParameterComponent told = answer.addParameter().setName("match");
            told.addPart().setName("equivalence").setValue(new CodeType(match.equivalence().toCode()));
            told.addPart().setName("concept").setValue(match.concept());
            told.addPart().setName("source").setValue(new UriType(match.source()));
        });
        return answer;
    }
}
