package fr.carnet.server.storage;

import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.model.HistoryCountModeEnum;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.entity.StorageSettings.IndexEnabledEnum;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Every HAPI storage setting that Carnet relies on, each with its reason. */
@Configuration(proxyBeanMethods = false)
class StorageSettings {

    /** @return HAPI's settings: positive SQL predicates only, nothing cached across callers, nothing resolved behind the gate's back */
    @Bean
    JpaStorageSettings jpaStorageSettings() {
        JpaStorageSettings settings = new JpaStorageSettings();

        // A cached search is keyed by its URL, not by its caller: reuse shows one caller's rows to another.
        settings.setReuseCachedSearchResultsForMillis(null);

        // Ids must not be guessable, countable or chosen by clients.
        settings.setResourceServerIdStrategy(JpaStorageSettings.IdStrategyEnum.UUID);
        settings.setResourceClientIdStrategy(JpaStorageSettings.ClientIdStrategyEnum.NOT_ALLOWED);

        // Deletion is logical (status entered-in-error); erasure has its own path.
        settings.setAllowMultipleDelete(false);
        settings.setDeleteEnabled(false);
        settings.setExpungeEnabled(false);
        settings.setDeleteExpungeEnabled(false);

        // References are resolved by the gate, under the caller's decision, never by the engine.
        settings.setAllowInlineMatchUrlReferences(false);
        settings.setAutoCreatePlaceholderReferenceTargets(false);
        settings.setAllowExternalReferences(false);
        settings.setEnforceReferentialIntegrityOnWrite(true);
        settings.setEnforceReferenceTargetTypes(true);

        // Both skip the hooks in which the predicate is added.
        settings.setMatchUrlCacheEnabled(false);
        settings.setMassIngestionMode(false);
        settings.setUpdateWithHistoryRewriteEnabled(false);

        // Parameters whose SQL cannot carry the predicate, or that let a caller bisect hidden values.
        settings.setFilterParameterEnabled(false);
        settings.setAllowContainsSearches(false);
        settings.setIndexMissingFields(IndexEnabledEnum.DISABLED);
        settings.setIndexOnContainedResources(false);
        settings.setHibernateSearchIndexSearchParams(false);
        settings.setHistoryCountMode(HistoryCountModeEnum.COUNT_DISABLED);
        settings.setEnableBulkExportJobReuse(false);

        // Only the parameters that API.md names are indexed; they are SearchParameter resources of this project.
        settings.setAutoSupportDefaultSearchParams(false);
        // false would make the registry ignore every stored SearchParameter, ours included.
        settings.setDefaultSearchParamsCanBeOverridden(true);
        settings.setSuppressStringIndexingInTokens(true);
        // Tags and profiles ride inside the resource: no join, no tag table to read labels from.
        settings.setTagStorageMode(JpaStorageSettings.TagStorageModeEnum.INLINE);
        settings.setStoreMetaSourceInformation(JpaStorageSettings.StoreMetaSourceInformationEnum.SOURCE_URI);

        // Expansion goes through Hibernate Search, which is off.
        settings.setPreExpandValueSets(false);

        settings.setBundleBatchPoolSize(1);
        settings.setMaximumTransactionBundleSize(200);
        settings.setMaximumIncludesToLoadPerPage(200);
        // Scheduled jobs of HAPI (bulk export, reindex, expunge) have no place on the clinical endpoint.
        settings.setEnableTaskStaleSearchCleanup(false);
        settings.setEnableTaskBulkExportJobExecution(false);
        settings.setEnableTaskBulkImportJobExecution(false);
        settings.setEnableTaskResourceReindexing(false);
        return settings;
    }

    @Bean
    PartitionSettings partitionSettings() {
        return new PartitionSettings();
    }
}
