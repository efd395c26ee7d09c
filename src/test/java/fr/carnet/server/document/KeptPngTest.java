package fr.carnet.server.document;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import javax.imageio.ImageIO;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.DocumentReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** S2, the other way round: the operator has PNG kept. */
class KeptPngTest {

    @Test
    @DisplayName("S2 with carnet.documents.keep-png a holder's PNG stays what it is")
    void kept() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", png);
        try (TestServer server = TestServer.with(Map.of("carnet.documents.keep-png", "true"))) {
            Records.Opened record = server.records().adult();
            String holder = server.tokens().holder(record.id());
            DocumentReference document = Documents.simplified(record, "11488-4");
            document.getContentFirstRep().getAttachment().setContentType("image/png").setTitle("Radio.png").setData(png.toByteArray());
            Reply reply = server.api().post(holder, "/DocumentReference", document);
            assertThat(reply.status()).as(reply.text()).isEqualTo(201);
            Attachment stored = reply.as(DocumentReference.class).getContentFirstRep().getAttachment();
            assertThat(stored.getContentType()).isEqualTo("image/png");
            assertThat(stored.getTitle()).isEqualTo("Radio.png");
            assertThat(server.api().get(holder, "/" + stored.getUrl(), Map.of("Accept", "image/png")).bytes()).isEqualTo(png.toByteArray());
        }
    }
}
