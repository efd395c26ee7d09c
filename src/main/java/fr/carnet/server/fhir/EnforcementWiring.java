package fr.carnet.server.fhir;

import ca.uhn.fhir.context.FhirContext;
import fr.carnet.enforcement.authorship.AuthorRule;
import fr.carnet.enforcement.authorship.FeedingRule;
import fr.carnet.enforcement.breakglass.BreakGlassRule;
import fr.carnet.enforcement.compartment.CompartmentRule;
import fr.carnet.enforcement.compartment.GovernedTypes;
import fr.carnet.enforcement.compartment.RubricsRule;
import fr.carnet.enforcement.consent.AttendingDoctorRule;
import fr.carnet.enforcement.consent.AuthorisationRule;
import fr.carnet.enforcement.consent.BlockRule;
import fr.carnet.enforcement.consent.DeclarationRule;
import fr.carnet.enforcement.consent.DepositOppositionRule;
import fr.carnet.enforcement.consent.StatusRule;
import fr.carnet.enforcement.delegation.AdvanceDirectiveRule;
import fr.carnet.enforcement.delegation.HolderRule;
import fr.carnet.enforcement.delegation.OnBehalfRule;
import fr.carnet.enforcement.delegation.RepresentativeRule;
import fr.carnet.enforcement.disclosure.StoredResources;
import fr.carnet.enforcement.habilitation.HabilitationMatrix;
import fr.carnet.enforcement.habilitation.HabilitationMatrixReader;
import fr.carnet.enforcement.habilitation.HabilitationRule;
import fr.carnet.enforcement.habilitation.ProfessionColumns;
import fr.carnet.enforcement.hapi.AccessExplanations;
import fr.carnet.enforcement.hapi.AllowList;
import fr.carnet.enforcement.hapi.AuthorSource;
import fr.carnet.enforcement.hapi.CategoryReader;
import fr.carnet.enforcement.hapi.ComputedStamp;
import fr.carnet.enforcement.hapi.DataCategories;
import fr.carnet.enforcement.hapi.DocumentPlaces;
import fr.carnet.enforcement.hapi.DocumentReader;
import fr.carnet.enforcement.hapi.Enforcement;
import fr.carnet.enforcement.hapi.Gate;
import fr.carnet.enforcement.hapi.ReadableTypes;
import fr.carnet.enforcement.hapi.RequestHeaders;
import fr.carnet.enforcement.hapi.SearchNames;
import fr.carnet.enforcement.lifecycle.RecordStateRule;
import fr.carnet.enforcement.lifecycle.SupportDeskRule;
import fr.carnet.enforcement.masking.AmendmentRule;
import fr.carnet.enforcement.masking.MaskingRule;
import fr.carnet.enforcement.policy.AccessPolicy;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.RecordPolicies;
import fr.carnet.enforcement.policy.ReferencedApps;
import fr.carnet.enforcement.purpose.PurposeRule;
import fr.carnet.server.config.DataFile;
import fr.carnet.server.config.HabilitationSettings;
import fr.carnet.server.config.HeaderSettings;
import fr.carnet.server.storage.DatabaseAway;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.ConceptMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
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
    GovernedTypes governedTypes() {
        return GovernedTypes.load();
    }

    @Bean
    AccessPolicy accessPolicy(HabilitationSettings settings, HabilitationMatrix matrix, GovernedTypes types) throws IOException {
        try (Reader csv = reader(settings.professions())) {
            return new AccessPolicy(List.of(
                    new RecordStateRule(),
                    new CompartmentRule(types),
                    new RubricsRule(types),
                    new BlockRule(),
                    new AuthorisationRule(),
                    new StatusRule(),
                    new BreakGlassRule(),
                    new DeclarationRule(),
                    new AttendingDoctorRule(),
                    new DepositOppositionRule(),
                    new HabilitationRule(matrix, ProfessionColumns.read(csv, matrix)),
                    new MaskingRule(),
                    new AuthorRule(),
                    new FeedingRule(),
                    new HolderRule(),
                    new RepresentativeRule(),
                    new AdvanceDirectiveRule(),
                    new OnBehalfRule(),
                    new PurposeRule(),
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
    ReadableTypes readableTypes(HabilitationMatrix matrix) {
        return new ReadableTypes(matrix);
    }

    @Bean
    AllowList allowList() {
        return AllowList.load();
    }

    @Bean
    DataCategories dataCategories(HabilitationMatrix matrix) {
        return new DataCategories(matrix.types(), DataFile.read("terminology/measure-codes.csv").map(line -> line.get("code")).collect(Collectors.toSet()));
    }

    @Bean
    CategoryReader categoryReader(DocumentReader documents, DataCategories categories) {
        return new CategoryReader(documents, categories.measures()::contains);
    }

    @Bean
    ComputedStamp computedStamp(GovernedTypes types, CategoryReader categories) {
        return new ComputedStamp(types, categories);
    }

    @Bean
    AuthorSource authorSource(ReferencedApps apps) {
        return new AuthorSource(caller -> caller instanceof Caller.App app ? apps.find(app.clientId()) : Optional.empty());
    }

    @Bean
    Gate gate(RecordPolicies records, AccessPolicy policy, ReferencedApps apps) {
        return new Gate(records, policy, apps);
    }

    @Bean
    AccessExplanations accessExplanations(RecordPolicies records, AccessPolicy policy, GovernedTypes types, HabilitationMatrix matrix) {
        return new AccessExplanations(records, policy, types, matrix.types()::contains);
    }

    @Bean
    Enforcement enforcement(FhirContext fhir, Enforcement.Tables tables, Gate gate, StoredResources stored, CategoryReader categories,
            DatabaseAway databaseAway, HeaderSettings headers) {
        return Enforcement.assemble(fhir, tables, gate, stored, categories, databaseAway, new RequestHeaders(headers.accessMode(), headers.purpose()));
    }

    @Bean
    SearchNames searchNames() {
        return SearchNames.load();
    }

    @Bean
    Enforcement.Tables tables(AllowList allowList, GovernedTypes types, SearchNames names, FhirContext fhir) throws IOException {
        return new Enforcement.Tables(allowList, types, names,
                new DocumentPlaces(map(fhir, "document-type-to-professional-space"), map(fhir, "document-type-to-holder-rubric")));
    }

    private static ConceptMap map(FhirContext fhir, String id) throws IOException {
        try (Reader json = reader(new ClassPathResource("terminology/ConceptMap-" + id + ".json"))) {
            return fhir.newJsonParser().parseResource(ConceptMap.class, json);
        }
    }

    private static Reader reader(Resource resource) throws IOException {
        return new InputStreamReader(resource.getInputStream(), StandardCharsets.UTF_8);
    }
}
