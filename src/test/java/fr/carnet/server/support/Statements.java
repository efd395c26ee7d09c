package fr.carnet.server.support;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;

/** The SQL statements that a request costs. Batches count as one statement, as they cost one round trip. */
public final class Statements {

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private volatile boolean listening;

    DataSource listeningTo(DataSource dataSource) {
        return ProxyDataSourceBuilder.create(dataSource).listener(new QueryExecutionListener() {
            @Override
            public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
                // Counted once done.
            }

            @Override
            public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
                // What HAPI's jobs do in the background is no request's.
                if (!listening || !Thread.currentThread().getName().startsWith("http-")) {
                    return;
                }
                queries.stream().map(QueryInfo::getQuery).map(query -> query.replaceAll("\\s+", " ").trim()).forEach(seen::add);
            }
        }).build();
    }

    /** @return the statements run while the request was answered */
    public List<String> during(Supplier<Reply> request, int status) {
        return during(() -> {
            Reply reply = request.get();
            if (reply.status() != status) {
                throw new AssertionError("expected " + status + ", got " + reply.status() + " " + reply.text());
            }
        });
    }

    /** @return the statements run while whatever was asked was answered */
    public List<String> during(Runnable requests) {
        seen.clear();
        listening = true;
        try {
            requests.run();
        } finally {
            listening = false;
        }
        return List.copyOf(seen);
    }
}
