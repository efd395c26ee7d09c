package fr.carnet.enforcement.policy;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.support.Cast;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** S2 and S8: what each kind of caller is called in the tables and in the trace, and what it signs. */
class CallerTest {

    @ParameterizedTest(name = "{0} is {1} {2}, signs {3}, personally {4}")
    @CsvSource({
        "doctor 10, professional, 810000000011, au.1.2.250.1.71.4.2.1.810000000011 au.1.2.250.1.71.4.2.2.1750000001, au.1.2.250.1.71.4.2.1.810000000011",
        "doctor 10 alone, professional, 810000000011, au.1.2.250.1.71.4.2.1.810000000011, au.1.2.250.1.71.4.2.1.810000000011",
        "structure, structure, 1750000001, au.1.2.250.1.71.4.2.2.1750000001, au.1.2.250.1.71.4.2.2.1750000001",
        "holder, holder, Patient/holder-1, au.Patient.holder-1, au.Patient.holder-1",
        "representative, representative, RelatedPerson/related-1, au.RelatedPerson.related-1, au.RelatedPerson.related-1",
        "app, app, app-1, au.client.app-1, au.client.app-1",
        "insurer, insurer, assurance-maladie, au.insurer.assurance-maladie, au.insurer.assurance-maladie",
        "support, support, 3422, au.support.3422, au.support.3422",
        "anonymous, anonymous, anonymous, '', ''",
    })
    void caller(String words, String kind, String identifier, String authors, String personal) {
        Caller caller = Cast.caller(words);
        assertThat(caller.kind()).isEqualTo(kind);
        assertThat(caller.identifier()).isEqualTo(identifier);
        assertThat(caller.authorTokens()).isEqualTo(tokens(authors));
        assertThat(caller.personalTokens()).isEqualTo(tokens(personal));
    }

    private static Set<AclToken> tokens(String cell) {
        return Arrays.stream(cell.split(" ")).filter(word -> !word.isEmpty()).map(AclToken::new).collect(Collectors.toSet());
    }
}
