package org.doorstep.relay.carry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.passes.PassKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CarriedFileTest {
    private static final CarriedHeading HEADING = new CarriedHeading(
            CarriedHeading.Kind.EVENTS,
            new HubId("millbrook"),
            "kiosk-1",
            "00aa",
            "0001",
            "0123456789abcdef0123456789abcdef",
            Instant.parse("2026-11-22T10:00:00Z"));

    @TempDir
    Path folder;

    private final SecureRandom random = CarriedKeys.chance(new Random(8));

    @Test
    void whatIsWrittenIsReadAgainFrameByFrame() throws Exception {
        Path file = written(CarriedKeys.KIOSK_SIGNER, "one", "two", "");
        assertThat(CarriedReader.heading(file)).isEqualTo(HEADING);
        assertThat(read(file, CarriedKeys.HUB_OPENER)).containsExactly("one", "two", "");
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("one", "two");
    }

    @Test
    void aFileOfWhichOneBitIsChangedAnywhereIsRefused() throws Exception {
        byte[] whole = Files.readAllBytes(written(CarriedKeys.KIOSK_SIGNER, "one", "two"));
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] = (byte) (changed[at] ^ 1 << (at % 8));
            Path file = folder.resolve("changed");
            Files.write(file, changed);
            assertThatThrownBy(() -> read(file, CarriedKeys.HUB_OPENER))
                    .as("byte %d", at)
                    .isInstanceOf(CarryException.class);
        }
    }

    @Test
    void aFileThatEndsAnywhereBeforeItsEndIsRefused() throws Exception {
        byte[] whole = Files.readAllBytes(written(CarriedKeys.KIOSK_SIGNER, "one", "two"));
        for (int length = 0; length < whole.length; length++) {
            Path file = folder.resolve("cut");
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> read(file, CarriedKeys.HUB_OPENER))
                    .as("%d bytes", length)
                    .isInstanceOf(CarryException.class);
        }
        Files.write(folder.resolve("longer"), Arrays.copyOf(whole, whole.length + 1));
        assertRefused(folder.resolve("longer"), CarriedKeys.HUB_OPENER, CarryException.Reason.WRONG_SIGNATURE);
    }

    @Test
    void aFileSignedByAnotherOrSealedToAnotherIsRefused() throws Exception {
        assertRefused(
                written(CarriedKeys.STRANGERS_SIGNER, "one"),
                CarriedKeys.HUB_OPENER,
                CarryException.Reason.WRONG_SIGNATURE);
        assertRefused(
                written(CarriedKeys.KIOSK_SIGNER, "one"),
                CarriedKeys.ANOTHER_OPENER,
                CarryException.Reason.CANNOT_OPEN);
    }

    @Test
    void aFrameThatIsMovedIntoAnotherFileOfTheSameSenderDoesNotOpen() throws Exception {
        byte[] one = Files.readAllBytes(written(CarriedKeys.KIOSK_SIGNER, "one"));
        byte[] other = Files.readAllBytes(written(CarriedKeys.KIOSK_SIGNER, "two"));
        byte[] mixed = one.clone();
        int frame = one.length - 120;
        System.arraycopy(other, frame, mixed, frame, 40);
        Files.write(folder.resolve("mixed"), mixed);
        assertThatThrownBy(() -> read(folder.resolve("mixed"), CarriedKeys.HUB_OPENER))
                .isInstanceOf(CarryException.class);
    }

    @Test
    void whatIsNoFileOfOursAndWhatIsOfALaterFormAreToldApart() throws Exception {
        Files.writeString(folder.resolve("letter"), "Dear hub, ".repeat(40));
        assertRefused(folder.resolve("letter"), CarriedKeys.HUB_OPENER, CarryException.Reason.NOT_CARRIED);
        byte[] later = Files.readAllBytes(written(CarriedKeys.KIOSK_SIGNER, "one"));
        later[CarriedForm.MARK.length - 2] = '2';
        Files.write(folder.resolve("later"), later);
        assertRefused(folder.resolve("later"), CarriedKeys.HUB_OPENER, CarryException.Reason.NEWER_FORM);
    }

    @Test
    void whatIsNotFinishedLeavesNothingBehind() throws Exception {
        try (CarriedWriter writer = writer(folder.resolve("half"), CarriedKeys.KIOSK_SIGNER)) {
            writer.frame(new byte[1000]);
        }
        try (Stream<Path> there = Files.list(folder)) {
            assertThat(there).isEmpty();
        }
    }

    @Test
    void noNoteIsTakenThatWasChangedOrSignedByAnother() throws Exception {
        byte[] note = SignedNote.write("A NOTE 1", HEADING, CarriedKeys.HUB_SIGNER);
        assertThat(SignedNote.read("A NOTE 1", note, CarriedHeading.class, CarriedKeys.HUB_KEYS))
                .isEqualTo(HEADING);
        for (int at = 0; at < note.length; at++) {
            byte[] changed = note.clone();
            changed[at] = (byte) (changed[at] ^ 1);
            assertThatThrownBy(() -> SignedNote.read("A NOTE 1", changed, CarriedHeading.class, CarriedKeys.HUB_KEYS))
                    .as("byte %d", at)
                    .isInstanceOf(CarryException.class);
        }
        PassKeys another =
                PassKeys.of("0001", CarriedKeys.KIOSK_KEYS.find("00aa").orElseThrow());
        assertThatThrownBy(() -> SignedNote.read("A NOTE 1", note, CarriedHeading.class, another))
                .isInstanceOf(CarryException.class);
    }

    private void assertRefused(Path file, CarryKeys.Opener opener, CarryException.Reason reason) {
        assertThatThrownBy(() -> read(file, opener))
                .isInstanceOfSatisfying(
                        CarryException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private Path written(CarryKeys.Signer signer, String... frames) throws IOException {
        Path file = folder.resolve("carried-" + random.nextInt());
        try (CarriedWriter writer = writer(file, signer)) {
            for (String frame : frames) {
                writer.frame(frame.getBytes(StandardCharsets.UTF_8));
            }
            writer.finish();
        }
        return file;
    }

    private CarriedWriter writer(Path file, CarryKeys.Signer signer) throws IOException {
        return new CarriedWriter(file, HEADING, CarriedKeys.HUB_RECIPIENT, signer, random);
    }

    private static List<String> read(Path file, CarryKeys.Opener opener) throws CarryException, IOException {
        List<String> frames = new ArrayList<>();
        try (CarriedReader reader = CarriedReader.open(file, CarriedKeys.KIOSK_KEYS, List.of(opener))) {
            for (Optional<byte[]> frame = reader.next(); frame.isPresent(); frame = reader.next()) {
                frames.add(new String(frame.get(), StandardCharsets.UTF_8));
            }
        }
        return frames;
    }
}
