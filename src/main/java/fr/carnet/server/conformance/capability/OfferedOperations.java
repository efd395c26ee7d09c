package fr.carnet.server.conformance.capability;

import fr.carnet.enforcement.hapi.AllowedInteraction;
import fr.carnet.server.config.DataFile;
import fr.carnet.server.conformance.Catalogue;
import fr.carnet.server.conformance.capability.OfferedOperation.Level;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.hl7.fhir.r4.model.OperationDefinition;
import org.springframework.stereotype.Component;

/** Describes the operations that the allow-list offers: by an OperationDefinition of {@code profiles/}, or by FHIR's own. */
@Component
public class OfferedOperations {

    private final Catalogue catalogue;
    private final List<CSVRecord> standard;

    OfferedOperations(Catalogue catalogue) {
        this.catalogue = catalogue;
        this.standard = DataFile.read("fr/carnet/server/conformance/capability/standard-operations.csv").toList();
    }

    /**
     * @param row a row of the allow-list whose interaction begins with {@code $}
     * @throws IllegalStateException when nothing defines it: what nobody has defined is not offered
     */
    public OfferedOperation of(AllowedInteraction row) {
        String code = row.interaction().substring(1);
        Optional<OperationDefinition> own = catalogue.all(OperationDefinition.class).stream()
                .filter(definition -> code.equals(definition.getCode()) && definition.hasResource(row.type())).findFirst();
        return own.map(definition -> new OfferedOperation(row.type(), code, definition.getUrl(), levels(definition), methods(definition), own))
                .or(() -> standard(row.type(), code))
                .orElseThrow(() -> new IllegalStateException("the allow-list offers " + row.type() + "/" + row.interaction() + ", and no OperationDefinition defines it"));
    }

    private Optional<OfferedOperation> standard(String type, String code) {
        return standard.stream().filter(line -> code.equals(line.get("code")) && Set.of(type, "*").contains(line.get("type"))).findFirst()
                .map(line -> new OfferedOperation(type, code, line.get("definition"),
                        Stream.of(line.get("levels").split(" ")).map(level -> Level.valueOf(level.toUpperCase(Locale.ROOT))).collect(Collectors.toSet()),
                        Set.of(line.get("methods").split(" ")), Optional.empty()));
    }

    private static Set<Level> levels(OperationDefinition definition) {
        Set<Level> levels = EnumSet.noneOf(Level.class);
        if (definition.getType()) {
            levels.add(Level.TYPE);
        }
        if (definition.getInstance()) {
            levels.add(Level.INSTANCE);
        }
        return levels;
    }

    /** What changes nothing is asked with GET, its parameters in the URL. */
    private static Set<String> methods(OperationDefinition definition) {
        return definition.getAffectsState() ? Set.of("POST") : Set.of("GET");
    }
}
