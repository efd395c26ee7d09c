package fr.carnet.enforcement.support;

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
import fr.carnet.enforcement.habilitation.HabilitationMatrix;
import fr.carnet.enforcement.habilitation.HabilitationMatrixReader;
import fr.carnet.enforcement.habilitation.HabilitationRule;
import fr.carnet.enforcement.habilitation.ProfessionColumns;
import fr.carnet.enforcement.lifecycle.RecordStateRule;
import fr.carnet.enforcement.lifecycle.SupportDeskRule;
import fr.carnet.enforcement.masking.MaskingRule;
import fr.carnet.enforcement.policy.AccessPolicy;
import fr.carnet.enforcement.policy.Rule;
import fr.carnet.enforcement.purpose.PurposeRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** All rules in force over the shipped data: the list of the server's EnforcementWiring, repeated; RuleHygieneTest compares the two. */
public final class Rules {

    private static final HabilitationMatrix MATRIX = readMatrix();
    private static final ProfessionColumns PROFESSIONS = readProfessions();
    private static final GovernedTypes TYPES = GovernedTypes.load();
    private static final List<Rule> ALL = List.of(
            new RecordStateRule(),
            new CompartmentRule(TYPES),
            new RubricsRule(TYPES),
            new BlockRule(),
            new AuthorisationRule(),
            new StatusRule(),
            new BreakGlassRule(),
            new DeclarationRule(),
            new AttendingDoctorRule(),
            new DepositOppositionRule(),
            new HabilitationRule(MATRIX, PROFESSIONS),
            new MaskingRule(),
            new AuthorRule(),
            new FeedingRule(),
            new HolderRule(),
            new RepresentativeRule(),
            new AdvanceDirectiveRule(),
            new OnBehalfRule(),
            new PurposeRule(),
            new SupportDeskRule());

    private Rules() {
    }

    /** @return the shipped matrix */
    public static HabilitationMatrix matrix() {
        return MATRIX;
    }

    /** @return the shipped assignment of professions to its columns */
    public static ProfessionColumns professions() {
        return PROFESSIONS;
    }

    /** @return the shipped table of governed types */
    public static GovernedTypes types() {
        return TYPES;
    }

    /** @return every rule */
    public static List<Rule> all() {
        return ALL;
    }

    /** @return the engine with every rule */
    public static AccessPolicy policy() {
        return new AccessPolicy(ALL);
    }

    /** @param name file in {@code terminology/} */
    public static Reader terminology(String name) {
        InputStream file = Rules.class.getResourceAsStream("/terminology/" + name);
        return new InputStreamReader(Objects.requireNonNull(file, name), StandardCharsets.UTF_8);
    }

    private static HabilitationMatrix readMatrix() {
        try (Reader csv = terminology("habilitation-matrix.csv")) {
            return new HabilitationMatrixReader().read(csv);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProfessionColumns readProfessions() {
        try (Reader csv = terminology("professions.csv")) {
            return ProfessionColumns.read(csv, MATRIX);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
