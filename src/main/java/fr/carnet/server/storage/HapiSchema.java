package fr.carnet.server.storage;

import ca.uhn.fhir.jpa.migrate.DriverTypeEnum;
import ca.uhn.fhir.jpa.migrate.HapiMigrationStorageSvc;
import ca.uhn.fhir.jpa.migrate.MigrationTaskList;
import ca.uhn.fhir.jpa.migrate.SchemaMigrator;
import ca.uhn.fhir.jpa.migrate.dao.HapiMigrationDao;
import ca.uhn.fhir.jpa.migrate.tasks.HapiFhirJpaMigrationTasks;
import ca.uhn.fhir.util.VersionEnum;
import java.util.Properties;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/** HAPI's tables, made and upgraded by HAPI's own migrator; Carnet's are made by Flyway in their own schema. */
@Component("hapiSchema")
class HapiSchema {

    private static final String HISTORY_TABLE = "FLY_HFJ_MIGRATION";

    HapiSchema(DataSource dataSource) {
        HapiMigrationStorageSvc history = new HapiMigrationStorageSvc(
                new HapiMigrationDao(dataSource, DriverTypeEnum.POSTGRES_9_4, HISTORY_TABLE));
        MigrationTaskList tasks = new HapiFhirJpaMigrationTasks(Set.of()).getAllTasks(VersionEnum.values());
        SchemaMigrator migrator = new SchemaMigrator("HAPI FHIR", HISTORY_TABLE, dataSource, new Properties(), tasks, history);
        migrator.setDriverType(DriverTypeEnum.POSTGRES_9_4);
        migrator.createMigrationTableIfRequired();
        migrator.migrate();
    }
}
