package fr.carnet.server.fhir;

import ca.uhn.fhir.context.FhirContext;
import fr.carnet.enforcement.authorship.AuthorRule;
import fr.carnet.enforcement.authorship.FeedingRule;
import fr.carnet.enforcement.consent.AuthorisationRule;
import fr.carnet.enforcement.consent.BlockRule;
import fr.carnet.enforcement.breakglass.BreakGlassRule;
import fr.carnet.enforcement.consent.DeclarationRule;
import fr.carnet.enforcement.consent.DepositOppositionRule;
import fr.carnet.enforcement.delegation.HolderRule;
import fr.carnet.enforcement.delegation.RepresentativeRule;
import fr.carnet.enforcement.disclosure.StoredResources;
import fr.carnet.enforcement.habilitation.HabilitationMatrix;
import fr.carnet.enforcement.habilitation.HabilitationMatrixReader;
import fr.carnet.enforcement.habilitation.HabilitationRule;
import fr.carnet.enforcement.habilitation.ProfessionColumns;
import fr.carnet.enforcement.hapi.AllowList;
import fr.carnet.enforcement.hapi.DocumentReader;
import fr.carnet.enforcement.hapi.Enforcement;
import fr.carnet.enforcement.lifecycle.RecordStateRule;
import fr.carnet.enforcement.lifecycle.SupportDeskRule;
import fr.carnet.enforcement.masking.AmendmentRule;
import fr.carnet.enforcement.masking.MaskingRule;
import fr.carnet.enforcement.policy.AccessPolicy;
import fr.carnet.enforcement.policy.RecordPolicies;
import fr.carnet.server.config.HabilitationSettings;
import fr.carnet.server.config.HeaderSettings;
import fr.carnet.server.storage.DatabaseAway;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;

/** The rules in force, all of them, and the enforcement that asks them. No profile and no setting leaves one out. */
@Configuration(proxyBeanMethods = false)
class EnforcementWiring {

    private static final Logger LOG = LoggerFactory.getLogger(EnforcementWiring.class);

    @Bean
    HabilitationMatrix habilitationMatrix(HabilitationSettings settings) throws IOException {
        try (Reader csv = reader(settings.matrix())) {
            HabilitationMatrix matrix = new HabilitationMatrixReader().read(csv);
            long unknown = matrix.unknownByColumn().values().stream().mapToLong(Long::longValue).sum();
            LOG.info("habilitation matrix: {} document types x {} columns; {} of {} cells are unknown and read as no, by column {}. "
                            + "To fill them, load the annex of the arrêté of 26 October 2023 through carnet.habilitation.matrix (terminology/README.md).",
                    matrix.types().size(), matrix.columns().size(), unknown, (long) matrix.types().size() * matrix.columns().size(), matrix.unknownByColumn());
            return matrix;
        }
    }

    @Bean
    AccessPolicy accessPolicy(HabilitationSettings settings, HabilitationMatrix matrix) throws IOException {
        try (Reader csv = reader(settings.professions())) {
            return new AccessPolicy(List.of(
                    new RecordStateRule(),
                    new BlockRule(),
                    new AuthorisationRule(),
                    new BreakGlassRule(),
                    new DeclarationRule(),
                    new DepositOppositionRule(),
                    new HabilitationRule(matrix, ProfessionColumns.read(csv, matrix)),
                    new MaskingRule(),
                    new AuthorRule(),
                    new FeedingRule(),
                    new HolderRule(),
                    new RepresentativeRule(),
                    new SupportDeskRule()));
        }
    }

    @Bean
    AmendmentRule amendmentRule() {
        return new AmendmentRule();
    }

    @Bean
    DocumentReader documentReader(HabilitationMatrix matrix) {
        return new DocumentReader(matrix.types()::contains);
    }

    @Bean
    AllowList allowList() {
        return AllowList.load();
    }

    @Bean
    Enforcement enforcement(FhirContext fhir, AllowList allowList, AccessPolicy policy, RecordPolicies records, StoredResources stored,
            DocumentReader documents, DatabaseAway databaseAway, HeaderSettings headers) {
        return Enforcement.assemble(fhir, allowList, policy, records, stored, documents, databaseAway, headers.accessMode());
    }

    private static Reader reader(Resource resource) throws IOException {
        return new InputStreamReader(resource.getInputStream(), StandardCharsets.UTF_8);
    }
}
