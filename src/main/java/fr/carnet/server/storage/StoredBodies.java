package fr.carnet.server.storage;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.model.api.ResourceMetadataKeyEnum;
import ca.uhn.fhir.model.valueset.BundleEntrySearchModeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.util.MetaUtil;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.carnet.enforcement.hapi.StoredJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Bodies of stored resources, a page of them in one statement, as the text that HAPI stored (ADR 0018). What HAPI would not encode as it is stored comes
 * through HAPI, parsed.
 */
@Component
public class StoredBodies {

    /** V22__sight_and_standing.sql: one plan for all values. */
    private static final String OF_PAGE = "select * from carnet.stored_bodies(?)";
    private static final String OF_ID = "select * from carnet.stored_body(?, ?)";

    private final JdbcTemplate jdbc;
    private final DaoRegistry daos;
    private final FhirContext fhir;
    private final StoredText texts;

    StoredBodies(JdbcTemplate jdbc, DaoRegistry daos, FhirContext fhir, StoredText texts) {
        this.jdbc = jdbc;
        this.daos = daos;
        this.fhir = fhir;
        this.texts = texts;
    }

    /**
     * @param type FHIR type
     * @param id   id of a resource that the see stage let through
     * @return it, as it leaves
     */
    public IBaseResource read(String type, IdType id, RequestDetails request) {
        if (id.hasVersionIdPart() || !StoredText.isAskedFor(request)) {
            return daos.getResourceDao(type).read(id, request);
        }
        return jdbc.query(OF_ID, (row, number) -> Row.of(row), type, id.getIdPart()).stream().findFirst()
                .map(row -> resource(row, request)).orElseGet(() -> daos.getResourceDao(type).read(id, request));
    }

    /**
     * @param found rows of the resources that a search under the decision found, in order
     * @return them in the same order, as they leave; a record erased since it was searched has no rows any more
     */
    List<Resource> page(List<Long> found, RequestDetails request) {
        return found.isEmpty() ? List.of() : resources(jdbc.query(OF_PAGE, (row, number) -> Row.of(row), (Object) found.toArray(Long[]::new)), request);
    }

    /** @return what these rows hold, in their order, as it leaves */
    List<Resource> resources(List<Row> rows, RequestDetails request) {
        List<Resource> page = rows.stream().map(row -> (Resource) resource(row, request)).toList();
        page.forEach(resource -> ResourceMetadataKeyEnum.ENTRY_SEARCH_MODE.put(resource, BundleEntrySearchModeEnum.MATCH));
        return page;
    }

    private IBaseResource resource(Row row, RequestDetails request) {
        IdType id = new IdType(row.type(), row.id(), Long.toString(row.version()));
        Resource standing = (Resource) fhir.getResourceDefinition(row.type()).newInstance();
        standing.setId(id);
        standing.getMeta().setVersionId(id.getVersionIdPart()).setLastUpdated(row.updated());
        MetaUtil.populateResourceSource(fhir, row.source(), row.requestId(), standing);
        Optional<ObjectNode> body = Optional.ofNullable(row.text()).flatMap(text -> texts.leaving(text, standing));
        return body.<IBaseResource>map(json -> StoredJson.behind(standing, json))
                .orElseGet(() -> daos.getResourceDao(row.type()).read(id.toUnqualifiedVersionless(), request));
    }

    /** A resource as its row has it; the text is null where it is kept packed. */
    record Row(String type, String id, long version, Timestamp updated, @Nullable String text, @Nullable String source, @Nullable String requestId) {

        /** @param row begins with the columns of {@code carnet.stored_bodies} */
        static Row of(ResultSet row) throws SQLException {
            return new Row(row.getString(2), row.getString(3), row.getLong(4), row.getTimestamp(5), row.getString(6), row.getString(7), row.getString(8));
        }
    }
}
