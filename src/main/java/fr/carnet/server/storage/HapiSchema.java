package fr.carnet.server.storage;

import ca.uhn.fhir.jpa.migrate.DriverTypeEnum;
import ca.uhn.fhir.jpa.migrate.HapiMigrationStorageSvc;
import ca.uhn.fhir.jpa.migrate.MigrationTaskList;
import ca.uhn.fhir.jpa.migrate.SchemaMigrator;
import ca.uhn.fhir.jpa.migrate.dao.HapiMigrationDao;
import ca.uhn.fhir.jpa.migrate.tasks.HapiFhirJpaMigrationTasks;
import ca.uhn.fhir.util.VersionEnum;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/**
 * HAPI's tables, made and upgraded by HAPI's own migrator; Carnet's are made by Flyway in their own schema. The migrator commits a line for every task that it
 * knows, of an empty database several hundred: PostgreSQL writes them in their order and is waited for once, at the end, instead of for each. A crash in between
 * leaves a beginning of them, as it would otherwise. What nothing reads is dropped then ({@link TrimmedSchema}).
 */
@Component("hapiSchema")
class HapiSchema {

    private static final String HISTORY_TABLE = "FLY_HFJ_MIGRATION";

    HapiSchema(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("set synchronous_commit = off");
            migrate(new SingleConnectionDataSource(connection, true) {
                @Override
                public void destroy() {
                    // The migrator would close it here, and needs it once more to release its lock.
                }
            });
            TrimmedSchema.trim(statement);
            statement.execute("reset synchronous_commit");
            // Something to write, so that this commit is waited for, and with it all before it.
            statement.execute("select pg_logical_emit_message(true, 'carnet', 'schema')");
        }
    }

    private static void migrate(DataSource dataSource) {
        HapiMigrationStorageSvc history = new HapiMigrationStorageSvc(
                new HapiMigrationDao(dataSource, DriverTypeEnum.POSTGRES_9_4, HISTORY_TABLE));
        MigrationTaskList tasks = new HapiFhirJpaMigrationTasks(Set.of()).getAllTasks(VersionEnum.values());
        SchemaMigrator migrator = new SchemaMigrator("HAPI FHIR", HISTORY_TABLE, dataSource, new Properties(), tasks, history);
        migrator.setDriverType(DriverTypeEnum.POSTGRES_9_4);
        migrator.createMigrationTableIfRequired();
        migrator.migrate();
    }
}
