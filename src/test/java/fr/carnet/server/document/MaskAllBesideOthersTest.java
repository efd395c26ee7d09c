package fr.carnet.server.document;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Provenance;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** S5, S7: masking all at once beside deposits and what names documents, and what it costs. */
class MaskAllBesideOthersTest extends MaskAllScene {

    @Test
    @DisplayName("S5 a deposit beside a mask-all never ends unmasked, whichever comes first")
    void concurrentDeposits() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 6; round++) {
                List<Future<String>> deposits = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    deposits.add(callers.submit(() -> deposit(author)));
                }
                Future<Reply> masked = callers.submit(() -> all("$mask-documents", holder));
                assertThat(masked.get().status()).as(masked.get().text()).isEqualTo(200);
                for (Future<String> deposit : deposits) {
                    assertThat(status(nurse, deposit.get())).isEqualTo(404);
                }
                assertThat(server.api().get(nurse, "/DocumentReference?" + record.byIdentifier()).bundle().getTotal()).isZero();
                assertThat(server.api().get(nurse, "/List?" + record.byIdentifier()).bundle().getTotal()).isZero();
                all("$unmask-documents", holder);
            }
        } finally {
            callers.shutdown();
        }
    }

    @Test
    @DisplayName("S7 a Provenance written beside the masking of its document never shows it")
    void concurrentProvenance() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 10; round++) {
                String document = deposit(author);
                Future<Reply> written = callers.submit(() -> server.api().post(author, "/Provenance", provenanceOf(document)));
                Future<Integer> masked = callers.submit(() -> patch(holder, document, MASK));
                assertThat(masked.get()).isEqualTo(200);
                assertThat(written.get().status()).as(written.get().text()).isEqualTo(201);
                assertThat(server.api().get(nurse, "/Provenance/" + written.get().createdId()).status()).isEqualTo(404);
            }
        } finally {
            callers.shutdown();
        }
    }

    @Test
    @DisplayName("Cost: masking 100 documents takes a bounded number of statements, each List restamped once")
    void statements() {
        for (int i = 0; i < 100; i++) {
            deposit(author);
        }
        List<String> statements = server.statements().during(() -> all("$mask-documents", holder), 200);
        assertThat(statements).as("100 documents and 100 Lists").hasSizeLessThan(100);
    }
}
