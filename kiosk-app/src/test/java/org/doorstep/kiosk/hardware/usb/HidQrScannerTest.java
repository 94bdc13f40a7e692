package org.doorstep.kiosk.hardware.usb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import org.doorstep.kiosk.hardware.Heard;
import org.doorstep.kiosk.hardware.PassReader;
import org.doorstep.kiosk.hardware.PassReaderTest;
import org.doorstep.kiosk.hardware.Reading;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.passes.PassCode;
import org.doorstep.relay.contract.passes.PassKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HidQrScannerTest extends PassReaderTest {
    @TempDir
    private Path folder;

    @Override
    protected Rig rig() {
        DeviceFile device = new DeviceFile(folder.resolve("usb-scanner-event-kbd"));
        HidQrScanner scanner = scanner(device.path());
        return new Rig() {
            @Override
            public PassReader reader() {
                return scanner;
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
                device.write(
                        new Typist().text("DS1:CODE $%*+-./:" + which).enter().bytes());
            }

            @Override
            public Reading expected(int which) {
                return new Reading.Code("DS1:CODE $%*+-./:" + which);
            }

            @Override
            public void close() throws IOException {
                device.close();
            }
        };
    }

    @Test
    void aTypedPassIsReadHoweverItsShiftIsHeld() throws Exception {
        PassKeys keys = PassKeys.parse("00a1:A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg");
        LocalDate day = LocalDate.of(2026, 11, 22);
        PassCode.Valid pass =
                new PassCode.Valid(new PassId("00112233445566778899"), "00a1", LocalDate.of(2026, 11, 30));

        for (String recording : List.of("qr-pass-enter", "qr-pass-shift-held-enter-repeats")) {
            assertThat(played(recording)).singleElement().isInstanceOfSatisfying(Reading.Code.class, code -> assertThat(
                            PassCode.read(code.text(), keys, day))
                    .isEqualTo(pass));
        }
    }

    @Test
    void aWebAddressIsACodeLikeAnyOther() throws Exception {
        assertThat(played("qr-web-address"))
                .containsExactly(new Reading.Code("https://example.org/menu?table=4&lang=en"));
    }

    @Test
    void aCodeWithControlCharactersIsGarbage() throws Exception {
        assertThat(played("qr-with-group-separator"))
                .containsExactly(new Reading.Garbage(Reading.Reason.CONTROL_CHARACTERS));
    }

    /// 5 MB is 480 MB of events; a hundredth of it takes the same way.
    @Test
    void aTextWithoutEndIsSaidOnceAndTheNextIsRead() throws Exception {
        try (DeviceFile device = new DeviceFile(folder.resolve("long"));
                HidQrScanner scanner = scanner(device.path())) {
            device.plugIn();
            Heard heard = new Heard();
            scanner.open(heard);
            heard.waitUntilWorking();
            byte[] thousand = new Typist().text("9".repeat(1000)).bytes();
            for (int i = 0; i < 50; i++) {
                device.write(thousand);
            }
            device.write(new Typist().enter().text("AFTER").enter().bytes());

            heard.waitForReadings(new Reading.Garbage(Reading.Reason.TOO_LONG), new Reading.Code("AFTER"));
        }
    }

    private List<Reading> played(String recording) throws Exception {
        Reading last = new Reading.Code("THE END");
        try (DeviceFile device = new DeviceFile(folder.resolve(recording));
                HidQrScanner scanner = scanner(device.path())) {
            device.plugIn();
            Heard heard = new Heard();
            scanner.open(heard);
            heard.waitUntilWorking();
            device.write(HidCardReaderTest.recorded(recording));
            device.write(new Typist().text("THE END").enter().bytes());
            await().until(() -> heard.readings().contains(last));
            return heard.readings().stream().filter(it -> !it.equals(last)).toList();
        }
    }

    private static HidQrScanner scanner(Path path) {
        return new HidQrScanner(
                () -> LinuxInputDevice.open(path, LinuxInputDevice.Grab.WHERE_POSSIBLE), InstantSource.system());
    }
}
