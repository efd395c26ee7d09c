package fr.carnet.server.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Parameters;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A transaction without its resources, as it is and under other UUIDs. */
class TransactionShellTest {

    private static final String FIRST = "urn:uuid:7e1a9b1c-5a3e-4c7e-8f10-000000000009";
    private static final String SECOND = "urn:uuid:7e1a9b1c-5a3e-4c7e-8f10-00000000000a";

    @Test
    @DisplayName("Different UUIDs stay different, equal ones equal; two transactions of the same make become one")
    void renamed() {
        assertThat(urls(TransactionShell.renamed(transaction(FIRST, SECOND)))).doesNotHaveDuplicates().doesNotContain(FIRST, SECOND);
        assertThat(urls(TransactionShell.renamed(transaction(SECOND, SECOND)))).hasSize(2).containsOnly("urn:uuid:00000000-0000-4000-8000-000000000000");
        assertThat(TransactionShell.renamed(transaction(SECOND, FIRST)).equalsDeep(TransactionShell.renamed(transaction(FIRST, SECOND)))).isTrue();
    }

    @Test
    @DisplayName("What is no UUID as FHIR writes one keeps its words, for they may be wrong")
    void kept() {
        List<String> odd = List.of(FIRST.toUpperCase(), "urn:uuid:1", "https://example.org/Binary/1", "");
        assertThat(urls(TransactionShell.renamed(transaction(odd.toArray(String[]::new))))).isEqualTo(urls(transaction(odd.toArray(String[]::new))));
    }

    @Test
    @DisplayName("The transaction itself stays as it was sent; its resources are not in the shell")
    void untouched() {
        Bundle sent = transaction(FIRST, SECOND);
        Bundle shell = TransactionShell.renamed(sent);
        assertThat(sent.equalsDeep(transaction(FIRST, SECOND))).isTrue();
        assertThat(shell.getEntry()).extracting(BundleEntryComponent::getResource).allMatch(Parameters.class::isInstance);
        assertThat(shell.getEntry()).allMatch(entry -> entry.getRequest().getUrl().equals("Binary"));
    }

    private static Bundle transaction(String... urls) {
        Bundle transaction = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        for (String url : urls) {
            transaction.addEntry().setFullUrl(url).setResource(new Binary().setContentType("application/pdf")).getRequest().setMethod(Bundle.HTTPVerb.POST).setUrl("Binary");
        }
        return transaction;
    }

    private static List<String> urls(Bundle bundle) {
        return bundle.getEntry().stream().map(entry -> String.valueOf(entry.getFullUrl())).toList();
    }
}
