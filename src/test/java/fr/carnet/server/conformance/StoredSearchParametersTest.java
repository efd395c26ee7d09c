package fr.carnet.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.model.util.JpaConstants;
import fr.carnet.enforcement.hapi.InternalRequest;
import fr.carnet.server.support.TestServer;
import java.util.List;
import org.hl7.fhir.r4.model.SearchParameter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class StoredSearchParametersTest {

    private static final String CHANGED = "observation-status";

    private final TestServer server = TestServer.instance();
    private final JdbcClient database = server.database();
    private final StoredSearchParameters stored = server.bean(StoredSearchParameters.class);
    private final List<SearchParameter> shipped = server.bean(Catalogue.class).all(SearchParameter.class);

    @Test
    @DisplayName("What is stored as the build ships it is neither written nor indexed again")
    void unchanged() {
        List<String> before = versions();

        stored.store(shipped);

        assertThat(before).hasSize(shipped.size());
        assertThat(versions()).isEqualTo(before);
        assertThat(stored.indexingDue()).isFalse();
    }

    @Test
    @DisplayName("A parameter that an older build stored otherwise is written, alone, and what it indexes is due until it is done, over restarts")
    void changed() {
        InternalRequest older = new InternalRequest();
        older.getUserData().put(JpaConstants.SKIP_REINDEX_ON_UPDATE, true);
        SearchParameter other = shipped.stream().filter(parameter -> CHANGED.equals(parameter.getIdElement().getIdPart())).findFirst().orElseThrow().copy();
        other.setExpression("Observation.category");
        server.bean(DaoRegistry.class).getResourceDao(SearchParameter.class).update(other, older);
        List<String> before = versions();

        stored.store(shipped);

        assertThat(versions()).filteredOn(version -> !before.contains(version)).singleElement().asString().startsWith(CHANGED + " ");
        assertThat(stored.indexingDue()).isTrue();
        stored.store(shipped);
        assertThat(stored.indexingDue()).as("nothing more to write, and still to be indexed").isTrue();
        stored.indexed();
        assertThat(stored.indexingDue()).isFalse();
    }

    private List<String> versions() {
        return database.sql("select fhir_id || ' ' || res_ver from hfj_resource where res_type = 'SearchParameter' order by 1").query(String.class).list();
    }
}
