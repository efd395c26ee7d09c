package fr.carnet.server.storage;

import fr.carnet.enforcement.compartment.GovernedType;
import fr.carnet.enforcement.compartment.GovernedTypes;
import fr.carnet.enforcement.disclosure.Sighting;
import fr.carnet.enforcement.disclosure.StoredResource;
import fr.carnet.enforcement.disclosure.StoredResources;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.ScopeFilter;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** Asks HAPI's index tables, in one statement and without reading a body, whose a resource is and how it is stamped. */
@Component
class PostgresStoredResources implements StoredResources {

    /** V16__standing_and_sight.sql: one plan for all values. */
    private static final String FIND = "select owner, token from carnet.stored_sight(:type, :id, cast(:address as text), :path)";

    /** V22__sight_and_standing.sql: the same, and how its record stands. */
    private static final String SEE = "select * from carnet.sight_and_standing(:type, :id, cast(:address as text), :path, cast(:authors as text[]))";

    /** By masterIdentifier, or by one of the document's further identifiers. */
    private static final String SUBMITTED = """
            select s.document_id from carnet.document_submission s
            where s.value = :value and (:system = '' or s.system = :system) and %1$s
            union
            select s.document_id from carnet.document_identifier i join carnet.document_submission s using (document_id)
            where i.value = :value and (:system = '' or i.system = :system) and %1$s
            """;
    private static final String OF_DEPOSITOR = SUBMITTED.formatted("s.depositor in (:depositors)");
    private static final String OF_PATIENT = SUBMITTED.formatted("s.patient_id = :patient");

    private static final String SHOWN = """
            select distinct r.res_type || '/' || r.fhir_id
            from hfj_resource r
            join hfj_res_link l on l.src_resource_id = r.res_id and (r.res_type, l.src_path) in (:paths)
            join hfj_resource p on p.res_id = l.target_resource_id and p.fhir_id = :patient
            join hfj_spidx_token t on t.res_id = r.res_id and t.sp_name = 'acl' and t.sp_value in (:tokens)
            where (r.res_type, r.fhir_id) in (:references) and r.res_deleted_at is null
            """;

    /** Codes as the token index holds them: what a search of the same parameter would find. */
    private static final String CARRYING = """
            select distinct r.fhir_id
            from hfj_resource r
            join hfj_spidx_token t on t.res_id = r.res_id and t.sp_name = :parameter and (t.sp_system, t.sp_value) in (:values)
            where r.res_type = :type and r.fhir_id in (%s) and r.res_deleted_at is null
            """;
    private static final String CARRYING_BY_ID = CARRYING.formatted(":ids");
    private static final String CARRYING_BY_CONTENT = CARRYING.formatted("select document_id from carnet.document_content where content_id in (:ids)");

    private final NamedParameterJdbcTemplate jdbc;
    private final GovernedTypes types;
    private final PolicyRows policies;

    PostgresStoredResources(NamedParameterJdbcTemplate jdbc, GovernedTypes types, PolicyRows policies) {
        this.jdbc = jdbc;
        this.types = types;
        this.policies = policies;
    }

    @Override
    public Optional<StoredResource> find(String type, String id) {
        return place(type, id).flatMap(place -> jdbc.query(FIND, place, PostgresStoredResources::stored));
    }

    @Override
    public Sighting see(String type, String id, Set<AclToken> authors) {
        // What no rule covers is asked for as what is absent.
        MapSqlParameterSource place = place(type, id).orElseGet(() -> place("", id, null, ""));
        return Objects.requireNonNull(jdbc.query(SEE, place.addValue("authors", authors.stream().map(AclToken::value).toArray(String[]::new)), this::sighting), "sighting");
    }

    private Optional<MapSqlParameterSource> place(String type, String id) {
        boolean content = types.find(type).filter(GovernedType::isContent).isPresent();
        String owner = content ? "DocumentReference" : type;
        // The path that the type's patient search parameter indexes; only a Patient is its own record.
        String path = types.find(owner).map(GovernedType::patient).orElse("");
        return path.isEmpty() && !"Patient".equals(owner) ? Optional.empty() : Optional.of(place(owner, id, content ? type : null, path));
    }

    private static MapSqlParameterSource place(String type, String id, @Nullable String address, String path) {
        return new MapSqlParameterSource().addValue("type", type).addValue("id", id).addValue("address", address).addValue("path", path);
    }

    @Override
    public List<String> depositedBy(Set<AclToken> authors, Optional<String> system, String value) {
        return jdbc.queryForList(OF_DEPOSITOR, Map.of("value", value, "system", system.orElse(""),
                "depositors", authors.stream().map(AclToken::value).toList()), String.class);
    }

    @Override
    public List<String> ofPatient(String patientId, Optional<String> system, String value) {
        return jdbc.queryForList(OF_PATIENT,
                Map.of("value", value, "system", system.orElse(""), "patient", patientId), String.class);
    }

    @Override
    public Set<String> shown(Set<String> references, String patientId, Set<AclToken> tokens) {
        List<Object[]> named = references.stream().map(reference -> (Object[]) reference.split("/", 2)).toList();
        // The path that each type's patient search parameter indexes; the empty one matches nothing.
        List<Object[]> paths = named.stream().map(reference -> reference[0].toString()).distinct()
                .map(type -> new Object[] {type, types.find(type).map(GovernedType::patient).orElse("")}).toList();
        if (named.isEmpty() || tokens.isEmpty()) {
            return Set.of();
        }
        return Set.copyOf(jdbc.queryForList(SHOWN, Map.of("references", named, "paths", paths, "patient", patientId,
                "tokens", tokens.stream().map(AclToken::value).toList()), String.class));
    }

    @Override
    public boolean carries(String type, String id, ScopeFilter filter) {
        boolean content = types.find(type).filter(GovernedType::isContent).isPresent();
        return !carrying(content ? CARRYING_BY_CONTENT : CARRYING_BY_ID, Set.of(id), filter).isEmpty();
    }

    @Override
    public Set<String> carrying(Set<String> references, ScopeFilter filter) {
        String prefix = filter.type() + "/";
        Set<String> ids = references.stream().filter(reference -> reference.startsWith(prefix)).map(reference -> reference.substring(prefix.length())).collect(Collectors.toSet());
        Set<String> found = ids.isEmpty() ? Set.of() : carrying(CARRYING_BY_ID, ids, filter);
        return references.stream().filter(reference -> !reference.startsWith(prefix) || found.contains(reference.substring(prefix.length()))).collect(Collectors.toUnmodifiableSet());
    }

    private Set<String> carrying(String sql, Set<String> ids, ScopeFilter filter) {
        List<Object[]> values = filter.values().stream().map(value -> (Object[]) value.split("\\|", 2)).toList();
        return values.isEmpty() ? Set.of()
                : Set.copyOf(jdbc.queryForList(sql, Map.of("parameter", filter.parameter(), "values", values, "type", filter.type(), "ids", ids), String.class));
    }

    private static Optional<StoredResource> stored(ResultSet rows) throws SQLException {
        @Nullable String patient = null;
        Set<AclToken> tokens = new HashSet<>();
        while (rows.next()) {
            patient = rows.getString("owner");
            String token = rows.getString("token");
            if (token != null) {
                tokens.add(new AclToken(token));
            }
        }
        return Optional.ofNullable(patient).map(id -> new StoredResource(id, tokens));
    }

    private Sighting sighting(ResultSet row) throws SQLException {
        row.next();
        @Nullable String owner = row.getString("owner");
        @Nullable Array tokens = row.getArray("tokens");
        Set<AclToken> stamp = tokens == null ? Set.of() : Stream.of((String[]) tokens.getArray()).map(AclToken::new).collect(Collectors.toUnmodifiableSet());
        return new Sighting(Optional.ofNullable(owner).map(patient -> new StoredResource(patient, stamp)), policies.standing(row));
    }
}
