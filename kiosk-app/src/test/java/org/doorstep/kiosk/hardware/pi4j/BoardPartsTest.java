package org.doorstep.kiosk.hardware.pi4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.plugin.mock.provider.spi.MockSpi;
import java.util.ArrayList;
import java.util.List;
import org.doorstep.kiosk.hardware.Lamp.Shade;
import org.doorstep.kiosk.hardware.SwitchButton;
import org.doorstep.kiosk.hardware.contactless.I2cLine;
import org.doorstep.kiosk.hardware.contactless.SpiLine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Everything that hangs on pins and buses, against Pi4J's own stand-in for a board.
class BoardPartsTest {
    private final MockBoard board = new MockBoard();
    private final Pins pins = board.pins();

    @AfterEach
    void closeTheBoard() {
        board.close();
    }

    @Test
    void eachMoodButtonIsItsFaceAndAPressHeldDownIsOne() {
        List<Integer> faces = new ArrayList<>();
        Pi4jMoodButtons buttons = new Pi4jMoodButtons(pins, List.of(5, 6, 13, 19));
        buttons.open(faces::add);
        for (int pin : List.of(5, 6, 13, 19)) {
            board.set(pin, DigitalState.HIGH);
        }

        for (int pin : List.of(19, 5, 13, 6)) {
            board.set(pin, DigitalState.LOW);
            board.set(pin, DigitalState.LOW);
            board.set(pin, DigitalState.HIGH);
        }

        assertThat(buttons.works()).isTrue();
        assertThat(faces).containsExactly(4, 1, 3, 2);
    }

    @Test
    void aPressThatCannotBeTakenDoesNotStopTheNextAndAfterTheEndNoneIsHeard() {
        List<Integer> faces = new ArrayList<>();
        Pi4jMoodButtons buttons = new Pi4jMoodButtons(pins, List.of(5, 6, 13, 19));
        buttons.open(face -> {
            faces.add(face);
            throw new IllegalStateException("The disk is full.");
        });
        board.press(5);
        board.press(6);
        buttons.close();
        board.press(13);

        assertThat(faces).containsExactly(1, 2);
    }

    @Test
    void theSwitchGoesDownAndUp() {
        List<String> heard = new ArrayList<>();
        Pi4jSwitchButton button = new Pi4jSwitchButton(pins, 26);
        button.open(new SwitchButton.Listener() {
            @Override
            public void pressed() {
                heard.add("pressed");
            }

            @Override
            public void released() {
                heard.add("released");
            }
        });
        board.press(26);

        assertThat(button.works()).isTrue();
        assertThat(heard).endsWith("pressed", "released");
    }

    @Test
    void plainLightsAreOneOrTheOtherOrDark() {
        Pi4jLeds leds = new Pi4jLeds(pins, 17, 27);
        for (Shade shade : Shade.values()) {
            leds.show(shade);
            assertThat(board.isOn(17)).as("%s", shade).isEqualTo(shade == Shade.WELL);
            assertThat(board.isOn(27)).as("%s", shade).isEqualTo(shade == Shade.WAIT);
        }
        leds.show(Shade.WELL);
        leds.close();
        assertThat(board.isOn(17)).isFalse();
    }

    @Test
    void theBuzzerIsOffWhenItIsClosed() {
        Pi4jBuzzer buzzer = new Pi4jBuzzer(pins, 18);
        buzzer.sound(true);
        assertThat(board.isOn(18)).isTrue();
        buzzer.close();
        assertThat(board.isOn(18)).isFalse();
    }

    @Test
    void whereThereIsNoBoardEverythingIsAwayAndNothingFails() {
        Pins none = new Pins(() -> {
            throw new UnsatisfiedLinkError("libpi4j-gpiod.so");
        });
        Pi4jMoodButtons buttons = new Pi4jMoodButtons(none, List.of(5, 6, 13, 19));
        buttons.open(face -> {});
        Pi4jLeds leds = new Pi4jLeds(none, 17, 27);
        leds.show(Shade.WELL);
        Pi4jBuzzer buzzer = new Pi4jBuzzer(none, 18);
        buzzer.sound(true);

        assertThat(buttons.works() || leds.works() || buzzer.works()).isFalse();
    }

    /// The real providers on whatever machine this runs: on a PC their native part is missing,
    /// which is said and no more.
    @Test
    void onAMachineWithoutPinsTheRealProvidersAreAwayToo() {
        try (Pins real = new Pins()) {
            Pi4jBuzzer buzzer = new Pi4jBuzzer(real, 27);
            if (!java.nio.file.Files.exists(java.nio.file.Path.of("/dev/gpiochip0"))) {
                buzzer.sound(false);
                assertThat(buzzer.works()).isFalse();
            }
        }
    }

    @Test
    void whatIsSentToAChipOnSpiGoesOutAndWhatComesBackComesIn() throws Exception {
        SpiLine line = board.buses().spiOn(0, 0, 1_000_000);
        MockSpi chip = board.chip("spi-0-0");
        chip.write(new byte[] {0, 0x12}, 0, 2);

        assertThat(line.transfer(new byte[] {(byte) 0xEE, 0})).containsExactly(0, 0x12);
        assertThat(chip.readEntireMockBuffer()).containsExactly(0xEE, 0);
    }

    @Test
    void whatIsWrittenToAChipOnI2cIsReadAgain() throws Exception {
        I2cLine line = board.buses().i2cOn(1, 0x24);
        line.write(new byte[] {1, 2, 3});

        assertThat(line.read(3)).containsExactly(1, 2, 3);
    }

    @Test
    void aRingGetsItsBytesOverSpi() throws Exception {
        SpiRing ring = new SpiRing(() -> board.buses().spiOn(0, 1, RingChip.HERTZ), RingChip.APA102, 2);
        ring.show(Shade.WAIT);

        MockSpi chip = board.chip("spi-0-1");
        assertThat(chip.readEntireMockBuffer())
                .containsExactly(0, 0, 0, 0, 0xFF, 110, 40, 0, 0xFF, 110, 40, 0, 0, 0, 0, 0);
        assertThat(ring.works()).isTrue();
    }
}
