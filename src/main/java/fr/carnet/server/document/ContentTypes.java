package fr.carnet.server.document;

import fr.carnet.server.config.DataFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;
import org.springframework.stereotype.Component;

/** Which media types a document may have, and from whom: {@code terminology/document-content-types.csv} (S2, S5; the DMP's list is JDV_J59). */
@Component
class ContentTypes {

    private final List<Row> rows;

    ContentTypes() {
        rows = DataFile.read("terminology/document-content-types.csv").map(ContentTypes::row).toList();
    }

    /**
     * @param type     media type as declared, without parameters
     * @param detected what its bytes are found to be
     * @param callers  kinds of callers that may deposit it
     */
    record Row(String type, Set<String> detected, Set<String> callers) {
    }

    /** @return the row of a media type, empty when callers of this kind may not deposit it */
    Optional<Row> find(String type, String callerKind) {
        return rows.stream().filter(row -> row.type().equals(type) && row.callers().contains(callerKind)).findFirst();
    }

    /** @return what callers of this kind may deposit, in the order of the table */
    List<String> of(String callerKind) {
        return rows.stream().filter(row -> row.callers().contains(callerKind)).map(Row::type).toList();
    }

    private static Row row(CSVRecord line) {
        return new Row(line.get("type"), Set.of(line.get("detected").split(" ")), Set.of(line.get("callers").split(" ")));
    }
}
