package fr.carnet.server.app;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import fr.carnet.server.storage.RedirectOrigins;
import java.sql.Timestamp;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Origins of redirect URIs, found in the catalogue's entries by the database: a preflight names no service that could be looked up. */
@Component
class CatalogueOrigins implements RedirectOrigins {

    private static final String EXISTS = """
            select exists (select 1 from carnet.app_entry where status = 'EN_LIGNE' and period_start <= ? and period_end > ?
                and jsonb_path_exists(content::jsonb, '$.extension[*].extension[*] ? (@.url == "redirectUri" && (@.valueUrl == $origin || @.valueUrl starts with $below))', cast(? as jsonb)))""";

    private final JdbcClient jdbc;
    private final Clock clock;

    CatalogueOrigins(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public boolean has(String origin) {
        Timestamp now = Timestamp.from(clock.instant());
        String text = new String(JsonStringEncoder.getInstance().quoteAsString(origin));
        return jdbc.sql(EXISTS).params(now, now, "{\"origin\":\"" + text + "\",\"below\":\"" + text + "/\"}").query(Boolean.class).single();
    }
}
