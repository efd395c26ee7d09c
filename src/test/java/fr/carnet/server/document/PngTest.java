package fr.carnet.server.document;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Apps;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.DocumentReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** S2: a PNG deposited by the patient's side or by an app is stored as JPEG; metadata say what is served. */
class PngTest {

    private final TestServer server = TestServer.instance();
    private final String doctor = server.tokens().doctor("810000000011");
    private Records.Opened record;
    private String holder;
    private String app;

    @BeforeEach
    void aRecord() {
        record = server.records().authorised(server.records().adult(), doctor, "810000000011");
        holder = server.tokens().holder(record.id());
        app = Apps.token(server, Apps.METER, record.id(), "patient/*.cruds");
        server.api().post(holder, "/Consent", Apps.consent(record, "TOUT"));
    }

    @Test
    @DisplayName("S2 PNG of a holder or an app becomes JPEG: type, title, size, hash and bytes agree; transparent becomes white; what the file told beside is gone")
    void converted() throws Exception {
        byte[] png = commented(image(40, 30, new Color(0, 0, 0, 0)), "Comment", "pris chez Jeanne");
        for (String token : List.of(holder, app)) {
            DocumentReference stored = published(token, png).as(DocumentReference.class);
            Attachment attachment = stored.getContentFirstRep().getAttachment();
            byte[] served = server.api().get(holder, "/" + attachment.getUrl(), Map.of("Accept", "image/jpeg")).bytes();
            assertThat(attachment.getContentType()).isEqualTo("image/jpeg");
            assertThat(attachment.getTitle()).isEqualTo("Radio.jpg");
            assertThat(attachment.getSize()).isEqualTo(served.length);
            assertThat(attachment.getHash()).isEqualTo(MessageDigest.getInstance("SHA-1").digest(served));
            BufferedImage shown = ImageIO.read(new ByteArrayInputStream(served));
            assertThat(shown.getWidth()).isEqualTo(40);
            assertThat(shown.getHeight()).isEqualTo(30);
            assertThat(new Color(shown.getRGB(20, 15))).isEqualTo(Color.WHITE);
            assertThat(new String(served, StandardCharsets.ISO_8859_1)).doesNotContain("Jeanne");
        }
    }

    @Test
    @DisplayName("S2 a submission of a holder (ITI-65) is converted likewise; a professional's PNG stays what it is")
    void submissions() throws IOException {
        byte[] png = image(40, 30, Color.RED);
        for (String token : List.of(holder, doctor)) {
            var submission = Documents.submission(record, "11488-4", png);
            ((Binary) submission.getEntry().get(2).getResource()).setContentType("image/png");
            ((DocumentReference) submission.getEntry().get(1).getResource()).getContentFirstRep().getAttachment().setContentType("image/png").setTitle("Radio");
            Reply reply = server.api().post(token, "/", submission);
            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
            String document = reply.bundle().getEntry().get(1).getResponse().getLocation().replaceFirst("/_history/.*$", "");
            Attachment attachment = server.api().get(token, "/" + document).as(DocumentReference.class).getContentFirstRep().getAttachment();
            boolean kept = token.equals(doctor);
            assertThat(attachment.getContentType()).isEqualTo(kept ? "image/png" : "image/jpeg");
            byte[] served = server.api().get(token, "/" + attachment.getUrl(), Map.of("Accept", attachment.getContentType())).bytes();
            assertThat(Arrays.equals(served, png)).isEqualTo(kept);
        }
    }

    @Test
    @DisplayName("What the client says of its PNG is checked before it is converted; an image that would fill the memory, or is none, is refused in words")
    void refused() throws IOException {
        Refusals refusals = new Refusals();
        DocumentReference wrongSize = document(image(40, 30, Color.RED));
        wrongSize.getContentFirstRep().getAttachment().setSize(12);
        refusals.expect(Call.post(holder, "/DocumentReference", wrongSize), 422, "business-rule");
        byte[] bomb = image(1, 1, Color.RED);
        wide(bomb);
        refusals.expect(Call.post(holder, "/DocumentReference", document(bomb)), 422, "business-rule");
        byte[] broken = image(400, 300, Color.RED);
        refusals.expect(Call.post(holder, "/DocumentReference", document(Arrays.copyOf(broken, 60))), 422, "business-rule");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"text/plain,bonjour", "text/rtf,'{\\rtf1 bonjour}'", "application/pdf,%PDF-1.7 bonjour"})
    @DisplayName("S2 an app deposits the formats of Mon espace santé as they are, up to 5 MB")
    void formats(String type, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.US_ASCII);
        DocumentReference document = Documents.simplified(record, "11488-4");
        document.getContentFirstRep().getAttachment().setContentType(type).setData(bytes);
        Reply reply = Call.post(app, "/DocumentReference", document).with("Code-Finalite", "TOUT").send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        document.getMasterIdentifier().setValue("urn:uuid:0a4ee9b1-7ed6-4ea1-8f15-0d6c0a8e0b01");
        document.getContentFirstRep().getAttachment().setData(Arrays.copyOf(bytes, 5 * 1024 * 1024 + 1));
        Refusals.assertWellFormed(Call.post(app, "/DocumentReference", document).with("Code-Finalite", "TOUT").send(), 413, "too-large");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"image/jpeg,jpg", "image/tiff,tif"})
    @DisplayName("S2 photographs and scans of an app are served as they came")
    void images(String type, String format) throws IOException {
        BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, bytes)).isTrue();
        DocumentReference document = Documents.simplified(record, "11488-4");
        document.getContentFirstRep().getAttachment().setContentType(type).setData(bytes.toByteArray());
        Reply reply = Call.post(app, "/DocumentReference", document).with("Code-Finalite", "TOUT").send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        Attachment stored = reply.as(DocumentReference.class).getContentFirstRep().getAttachment();
        assertThat(stored.getContentType()).isEqualTo(type);
        assertThat(server.api().get(holder, "/" + stored.getUrl(), Map.of("Accept", type)).bytes()).isEqualTo(bytes.toByteArray());
    }

    private Reply published(String token, byte[] png) {
        Reply reply = Call.post(token, "/DocumentReference", document(png)).with("Code-Finalite", "TOUT").send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply;
    }

    private DocumentReference document(byte[] png) {
        DocumentReference document = Documents.simplified(record, "11488-4");
        document.getContentFirstRep().getAttachment().setContentType("image/png").setTitle("Radio.png").setData(png);
        return document;
    }

    private static byte[] image(int width, int height, Color colour) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                image.setRGB(x, y, colour.getRGB());
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    /** Says that the image is 60,000 by 60,000 points. */
    private static void wide(byte[] png) {
        ByteBuffer header = ByteBuffer.wrap(png);
        header.putInt(16, 60_000).putInt(20, 60_000);
        CRC32 sum = new CRC32();
        sum.update(png, 12, 17);
        header.putInt(29, (int) sum.getValue());
    }

    /** Puts a text behind the header of a PNG. */
    private static byte[] commented(byte[] png, String keyword, String text) {
        byte[] data = (keyword + "\0" + text).getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer whole = ByteBuffer.allocate(png.length + data.length + 12);
        whole.put(png, 0, 33).putInt(data.length);
        byte[] named = ByteBuffer.allocate(4 + data.length).put("tEXt".getBytes(StandardCharsets.US_ASCII)).put(data).array();
        CRC32 sum = new CRC32();
        sum.update(named);
        return whole.put(named).putInt((int) sum.getValue()).put(png, 33, png.length - 33).array();
    }
}
