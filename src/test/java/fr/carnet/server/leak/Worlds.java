package fr.carnet.server.leak;

import fr.carnet.server.support.TestClock;
import fr.carnet.server.support.TestIssuers;
import fr.carnet.server.support.TestServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The two worlds: two servers on two databases of one PostgreSQL, one clock and one set of issuers, so that every token is good in both. */
final class Worlds implements AutoCloseable {

    private final EmbeddedPostgres postgres;
    private final World plain;
    private final World secretive;

    private Worlds(EmbeddedPostgres postgres, World plain, World secretive) {
        this.postgres = postgres;
        this.plain = plain;
        this.secretive = secretive;
    }

    /** Starts both, empty. */
    static Worlds start() {
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").setServerConfig("synchronous_commit", "off").start();
            for (String name : List.of("plain", "secretive")) {
                try (Connection connection = postgres.getPostgresDatabase().getConnection(); Statement create = connection.createStatement()) {
                    create.execute("create database " + name);
                }
            }
            TestClock clock = new TestClock();
            TestIssuers issuers = new TestIssuers();
            // One after the other: the logging of two applications that start at once in one JVM gets in each other's way.
            World first = world(postgres, "plain", clock, issuers);
            return new Worlds(postgres, first, world(postgres, "secretive", clock, issuers));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static World world(EmbeddedPostgres postgres, String name, TestClock clock, TestIssuers issuers) {
        return new World(TestServer.on(postgres.getJdbcUrl("postgres", name), clock, issuers), "secretive".equals(name));
    }

    /** @return the world without hidden things, then the world with them */
    List<World> both() {
        return List.of(plain, secretive);
    }

    @Override
    public void close() {
        both().forEach(world -> world.server().close());
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
