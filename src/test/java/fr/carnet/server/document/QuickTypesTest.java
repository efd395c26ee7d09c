package fr.carnet.server.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MimeTypes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shorter table says what Tika's whole table says, of bytes for which it is asked. */
class QuickTypesTest {

    private static final List<String> BEGINNINGS = List.of("%PDF-1.4\n", "\u00ff\u00d8\u00ff\u00e0", "\u0089PNG\r\n\u001a\n", "II*\0", "MM\0*", "{\\rtf1", "<?xml version=\"1.0\"?><a/>", "<!DOCTYPE html>", "<html>",
            "%!PS-Adobe", "GIF89a", "PK\u0003\u0004", "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1", "0&\u00b2u\u008ef\u00cf\u0011\u00a6\u00d9\0\u00aa\0b\u00cel", "\u001f\u008b", "MZ", "From: a", "");
    private static final List<String> SEARCHED = List.of("<html xmlns=", "<html", "\r%AI5_FileFormat 2\r", utf16("Windows Media Audio"), utf16("Windows Media Video"), utf16("wmv2"), "");

    private final QuickTypes quick = new QuickTypes();
    private final MimeTypes whole = MimeTypes.getDefaultMimeTypes();

    @Test
    @DisplayName("Every beginning, with every text that is searched for at every kind of place, and cut short: the same type")
    void same() throws IOException {
        Random random = new Random(1);
        int quickly = 0;
        for (String beginning : BEGINNINGS) {
            for (String searched : SEARCHED) {
                for (int place : List.of(0, 130, 8_191, 9_000)) {
                    byte[] bytes = bytes(random, beginning, searched, place);
                    assertThat(type(quick.enoughFor(bytes).orElse(whole), bytes)).as("%s %s %d", beginning, searched, place).isEqualTo(type(whole, bytes));
                    quickly += quick.enoughFor(bytes).isPresent() ? 1 : 0;
                }
            }
        }
        assertThat(quickly).isBetween(BEGINNINGS.size(), BEGINNINGS.size() * SEARCHED.size() * 4 - BEGINNINGS.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html xmlns=", "<html", "%AI5_FileFormat "})
    @DisplayName("Bytes with a text that is searched for are asked of the whole table; there are such texts")
    void asked(String text) {
        assertThat(quick.size()).isEqualTo(7);
        assertThat(quick.enoughFor(("avant " + text).getBytes(StandardCharsets.US_ASCII))).isEmpty();
        assertThat(quick.enoughFor("avant".getBytes(StandardCharsets.US_ASCII))).isPresent();
    }

    private static String type(MimeTypes types, byte[] bytes) throws IOException {
        return types.detect(new ByteArrayInputStream(bytes), new Metadata()).toString();
    }

    private static byte[] bytes(Random random, String beginning, String searched, int place) {
        byte[] noise = new byte[10_000];
        random.nextBytes(noise);
        boolean isText = random.nextBoolean();
        for (int i = 0; isText && i < noise.length; i++) {
            noise[i] = (byte) ('a' + i % 20);
        }
        byte[] start = beginning.getBytes(StandardCharsets.ISO_8859_1);
        byte[] text = searched.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(text, 0, noise, place, text.length);
        System.arraycopy(start, 0, noise, 0, start.length);
        // Now and then the text is the last of the bytes, or short of one.
        int length = random.nextInt(3) > 0 ? noise.length : Math.max(1, place + text.length - random.nextInt(2));
        return Arrays.copyOf(noise, length);
    }

    private static String utf16(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1);
    }
}
