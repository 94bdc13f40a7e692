package org.doorstep.kiosk.hardware.contactless;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NdefRecordTest {
    private static final int FIRST = 0x80;
    private static final int LAST = 0x40;
    private static final int SHORT = 0x10;
    private static final int ID = 0x08;

    @Test
    void aTextRecordSaysItsTextInWhateverLanguage() {
        assertThat(texts(VirtualTag.text("DS1:HELLO"))).containsExactly("DS1:HELLO");
        assertThat(texts(record(FIRST | LAST | SHORT | 1, "T", "\u0005cy-GBDS1:SHWMAE")))
                .containsExactly("DS1:SHWMAE");
    }

    @Test
    void ofAWebAddressOnlyThePartThatNoServerHearsIsRead() {
        assertThat(texts(record(FIRST | LAST | SHORT | 1, "U", "\u0004hub.example/p#DS1:HELLO")))
                .containsExactly("DS1:HELLO");
        assertThat(texts(record(FIRST | LAST | SHORT | 1, "U", "\u0004hub.example/p")))
                .isEmpty();
    }

    @Test
    void aRecordOfOurOwnKindIsReadAndAnothersPassedOver() {
        byte[] both = join(
                record(FIRST | SHORT | 4, "example.com:ticket", "DS1:NOT"),
                record(LAST | SHORT | 4, NdefRecord.PASS_TYPE, "DS1:HELLO"));

        assertThat(texts(both)).containsExactly("DS1:HELLO");
    }

    @Test
    void anIdAndALongLengthAreUnderstood() {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(new byte[] {(byte) (FIRST | LAST | ID | 1), 1, 0, 0, 0, 12, 2, 'T', 'i', 'd', 2, 'e', 'n'});
        message.writeBytes("DS1:HELLO".getBytes(StandardCharsets.US_ASCII));

        assertThat(texts(message.toByteArray())).containsExactly("DS1:HELLO");
    }

    @Test
    void aMessageThatIsNotWholeSaysNothing() {
        byte[] whole = VirtualTag.text("DS1:HELLO");
        for (int length = 0; length < whole.length; length++) {
            assertThat(NdefRecord.all(java.util.Arrays.copyOf(whole, length))).isEmpty();
        }
    }

    @Test
    void noBytesWhateverMakeItThrow() {
        Random random = new Random(14443);
        for (int i = 0; i < 50_000; i++) {
            byte[] noise = new byte[random.nextInt(60)];
            random.nextBytes(noise);
            if (noise.length > 6) {
                noise[0] = (byte) (FIRST | (random.nextBoolean() ? LAST : 0) | SHORT | 1 + random.nextInt(4));
                noise[1] = (byte) random.nextInt(6);
                noise[2] = (byte) random.nextInt(40);
            }
            assertThat(texts(noise)).isNotNull();
        }
    }

    private static List<String> texts(byte[] message) {
        return NdefRecord.all(message).stream()
                .map(NdefRecord::text)
                .flatMap(Optional::stream)
                .map(NdefRecord.Text::text)
                .toList();
    }

    private static byte[] record(int flags, String type, String payload) {
        byte[] kind = type.getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        return join(new byte[] {(byte) flags, (byte) kind.length, (byte) bytes.length}, kind, bytes);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
