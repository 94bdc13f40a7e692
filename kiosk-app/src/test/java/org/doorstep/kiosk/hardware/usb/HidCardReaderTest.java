package org.doorstep.kiosk.hardware.usb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.doorstep.kiosk.hardware.CardNumbers;
import org.doorstep.kiosk.hardware.Heard;
import org.doorstep.kiosk.hardware.PassReader;
import org.doorstep.kiosk.hardware.PassReaderTest;
import org.doorstep.kiosk.hardware.ReaderStatus;
import org.doorstep.kiosk.hardware.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HidCardReaderTest extends PassReaderTest {
    private static final Reading CARD = new Reading.CardNumber(Reading.Width.FOUR, "00BC614E");
    private static final Reading OTHER = new Reading.CardNumber(Reading.Width.FOUR, "0096B43F");

    @TempDir
    private Path folder;

    @Override
    protected Rig rig() {
        DeviceFile device = new DeviceFile(folder.resolve("usb-reader-event-kbd"));
        HidCardReader reader = reader(device.path());
        return new Rig() {
            @Override
            public PassReader reader() {
                return reader;
            }

            @Override
            public void plugIn() throws Exception {
                device.plugIn();
            }

            @Override
            public void unplug() throws Exception {
                device.unplug();
            }

            @Override
            public void show(int which) throws Exception {
                device.write(new Typist()
                        .text(which == 1 ? "0012345678" : "0009876543")
                        .enter()
                        .bytes());
            }

            @Override
            public Reading expected(int which) {
                return which == 1 ? CARD : OTHER;
            }

            @Override
            public void close() throws IOException {
                device.close();
            }
        };
    }

    @Test
    void readersOfEverySettingReadTheSameCardAsTheSameNumber() throws Exception {
        assertThat(played("em4100-decimal-enter")).containsExactly(CARD, OTHER);
        assertThat(played("em4100-keypad-crlf")).containsExactly(CARD);
        assertThat(played("em4100-hex-enter-twice")).containsExactly(CARD);
        assertThat(played("mifare-seven-bytes-linefeed"))
                .containsExactly(new Reading.CardNumber(Reading.Width.SEVEN, "04A2B3C4D5E680"));
        assertThat(played("mifare-colons-small-letters"))
                .containsExactly(new Reading.CardNumber(Reading.Width.FOUR, "DEADBEEF"));
    }

    @Test
    void numbersThatAreNobodysAreRefusedForTheirReason() throws Exception {
        assertThat(played("numbers-that-are-nobodys"))
                .containsExactly(
                        new Reading.Garbage(Reading.Reason.CHANGES_EACH_TIME),
                        new Reading.Garbage(Reading.Reason.SHARED_BY_MANY));
    }

    @Test
    void whatWasLostOnTheWayIsNeverHalfANumber() throws Exception {
        assertThat(played("card-pulled-away-then-shown-again"))
                .containsExactly(new Reading.Garbage(Reading.Reason.HALF_READ), CARD);
        assertThat(played("kernel-dropped-events"))
                .containsExactly(new Reading.Garbage(Reading.Reason.PART_LOST), CARD);
    }

    @Test
    void aCodeAtACardReaderIsNoCard() throws Exception {
        assertThat(played("qr-web-address")).containsExactly(new Reading.Garbage(Reading.Reason.NOT_A_CARD_NUMBER));
    }

    @Test
    void aNumberThatStopsIsSaidToBeHalfReadWithoutWaitingForTheNext() throws Exception {
        try (DeviceFile device = new DeviceFile(folder.resolve("stops"));
                HidCardReader reader = reader(device.path())) {
            device.plugIn();
            Heard heard = new Heard();
            reader.open(heard);
            heard.waitUntilWorking();
            device.write(new Typist().text("00123").bytes());

            heard.waitForReadings(new Reading.Garbage(Reading.Reason.HALF_READ));
        }
    }

    @Test
    void anEventThatComesInTwoPiecesIsOneEvent() throws Exception {
        try (DeviceFile device = new DeviceFile(folder.resolve("pieces"));
                HidCardReader reader = reader(device.path())) {
            device.plugIn();
            Heard heard = new Heard();
            reader.open(heard);
            heard.waitUntilWorking();
            byte[] bytes = new Typist().text("0012345678").enter().bytes();
            for (int i = 0; i < bytes.length; i += 7) {
                device.write(Arrays.copyOfRange(bytes, i, Math.min(i + 7, bytes.length)));
            }

            heard.waitForReadings(CARD);
        }
    }

    /// What the real constructor insists on: a reader that cannot be taken for the kiosk alone is not used.
    @Test
    void aFileThatIsNoInputDeviceIsNotRead() throws Exception {
        Path file = Files.writeString(folder.resolve("not-a-device"), "0012345678\n");
        try (HidCardReader reader = new HidCardReader(file, CardNumbers.Chip.UNKNOWN, InstantSource.system())) {
            Heard heard = new Heard();
            reader.open(heard);

            heard.waitUntilAway(ReaderStatus.Why.NOT_A_READER);
            assertThat(heard.readings()).isEmpty();
        }
    }

    private List<Reading> played(String recording) throws Exception {
        try (DeviceFile device = new DeviceFile(folder.resolve(recording));
                HidCardReader reader = reader(device.path())) {
            device.plugIn();
            Heard heard = new Heard();
            reader.open(heard);
            heard.waitUntilWorking();
            device.write(recorded(recording));
            // One more number that can be recognised, to know when the recording is through.
            device.write(new Typist()
                    .rest(9_000_000_000_000_000L)
                    .text("FFFFFF01")
                    .enter()
                    .bytes());
            Reading last = new Reading.CardNumber(Reading.Width.FOUR, "FFFFFF01");
            await().until(() -> heard.readings().contains(last));
            return heard.readings().stream().filter(it -> !it.equals(last)).toList();
        }
    }

    static byte[] recorded(String name) throws IOException {
        try (InputStream in = HidCardReaderTest.class.getResourceAsStream("/readers/usb/" + name + ".events")) {
            return in.readAllBytes();
        }
    }

    private static HidCardReader reader(Path path) {
        return new HidCardReader(
                () -> LinuxInputDevice.open(path, LinuxInputDevice.Grab.WHERE_POSSIBLE),
                CardNumbers.Chip.UNKNOWN,
                InstantSource.system());
    }
}
