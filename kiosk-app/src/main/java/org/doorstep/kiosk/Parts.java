package org.doorstep.kiosk;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.doorstep.firmware.settings.SettingsReader;
import org.doorstep.kiosk.hardware.MoodButtons;
import org.doorstep.kiosk.hardware.pi4j.RingChip;
import org.doorstep.kiosk.hardware.pi4j.SpiRing;

/// What is wired to a kiosk's board beside its readers, as the settings say it. Pins are BCM
/// numbers: `gpio:17` is the pin that the board calls GPIO17.
///
/// `moodButtons` are from the saddest face to the happiest. Without a `screen` nothing is served,
/// and lights and sounds are all that it says.
record Parts(
        boolean screen,
        List<Integer> moodButtons,
        Optional<Integer> switchButton,
        Optional<LampSetting> lamp,
        Optional<BuzzerSetting> buzzer,
        Optional<Path> headphones) {
    /// The board's header has GPIO2 to GPIO27 for everybody; 0 and 1 are for boards that lie on top.
    private static final int FIRST_PIN = 2;

    private static final int LAST_PIN = 27;

    static final Parts NONE =
            new Parts(true, List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    Parts {
        moodButtons = List.copyOf(moodButtons);
    }

    /// The light.
    sealed interface LampSetting {
        record Leds(int wellPin, int waitPin) implements LampSetting {}

        record Ring(RingChip chip, int bus, int select, int leds) implements LampSetting {}

        /// What it would show is logged.
        record Logged() implements LampSetting {}
    }

    /// The sound.
    sealed interface BuzzerSetting {
        record Pin(int pin) implements BuzzerSetting {}

        record Logged() implements BuzzerSetting {}
    }

    /// Mistakes are the reader's to tell.
    static Parts from(SettingsReader settings) {
        Parts parts = new Parts(
                settings.optional("screen", Parts::screen, "Choose page or none.")
                        .orElse(true),
                settings.optional(
                                "buttons.mood",
                                Parts::fourPins,
                                "Give four pins from the saddest face to the happiest, such as gpio:5,6,13,19.")
                        .orElse(List.of()),
                settings.optional("button.switch", Parts::onePin, "Give a pin, such as gpio:26."),
                settings.optional(
                        "lights",
                        Parts::lamp,
                        "Choose leds:17,27 (a green and a blue one), ws2812:0.1,12 or apa102:0.1,12 (SPI bus and chip"
                                + " select, and how many LEDs), or log."),
                settings.optional("buzzer", Parts::sound, "Give a pin, such as gpio:18, or log."),
                settings.optional(
                        "jack.headphones",
                        Path::of,
                        "Name the input device of the jack, such as /dev/input/by-path/platform-sound-event."));
        List<Integer> pins = parts.pins();
        if (pins.stream().distinct().count() < pins.size()) {
            settings.mistake(
                    "buttons.mood",
                    "Two parts of this kiosk share a pin.",
                    "Give each button, LED and buzzer its own.");
        }
        return parts;
    }

    private List<Integer> pins() {
        List<Integer> pins = new ArrayList<>(moodButtons);
        switchButton.ifPresent(pins::add);
        lamp.ifPresent(setting -> {
            if (setting instanceof LampSetting.Leds(int wellPin, int waitPin)) {
                pins.addAll(List.of(wellPin, waitPin));
            }
        });
        buzzer.ifPresent(setting -> {
            if (setting instanceof BuzzerSetting.Pin(int pin)) {
                pins.add(pin);
            }
        });
        return pins;
    }

    private static boolean screen(String text) {
        return switch (text) {
            case "page" -> true;
            case "none" -> false;
            default -> throw new IllegalArgumentException("It is neither page nor none.");
        };
    }

    private static List<Integer> fourPins(String text) {
        List<Integer> pins = pins("gpio:", text);
        if (pins.size() != MoodButtons.FACES) {
            throw new IllegalArgumentException("There are four faces, and so four pins.");
        }
        return pins;
    }

    private static int onePin(String text) {
        List<Integer> pins = pins("gpio:", text);
        if (pins.size() != 1) {
            throw new IllegalArgumentException("It is one pin.");
        }
        return pins.getFirst();
    }

    private static LampSetting lamp(String text) {
        if (text.equals("log")) {
            return new LampSetting.Logged();
        }
        if (text.startsWith("leds:")) {
            List<Integer> pins = pins("leds:", text);
            if (pins.size() != 2) {
                throw new IllegalArgumentException("Plain lights are two: one for yes, one for wait.");
            }
            return new LampSetting.Leds(pins.getFirst(), pins.getLast());
        }
        for (RingChip chip : RingChip.values()) {
            String kind = chip.name().toLowerCase(Locale.ROOT) + ":";
            if (text.startsWith(kind)) {
                return ring(chip, text.substring(kind.length()));
            }
        }
        throw new IllegalArgumentException("It is no light that this kiosk knows.");
    }

    private static LampSetting ring(RingChip chip, String text) {
        if (!text.matches("[0-6]\\.[0-9],[0-9]{1,3}")) {
            throw new IllegalArgumentException("A ring is named by SPI bus, chip select and number of LEDs: 0.1,12.");
        }
        int leds = Integer.parseInt(text.substring(4));
        if (leds < 1 || leds > SpiRing.MOST_LEDS) {
            throw new IllegalArgumentException("A ring has 1 to " + SpiRing.MOST_LEDS + " LEDs.");
        }
        return new LampSetting.Ring(chip, text.charAt(0) - '0', text.charAt(2) - '0', leds);
    }

    private static BuzzerSetting sound(String text) {
        return text.equals("log") ? new BuzzerSetting.Logged() : new BuzzerSetting.Pin(onePin(text));
    }

    private static List<Integer> pins(String kind, String text) {
        if (!text.startsWith(kind) || !text.substring(kind.length()).matches("[0-9]{1,2}(,[0-9]{1,2})*")) {
            throw new IllegalArgumentException("Pins are named by their BCM numbers: " + kind + "17.");
        }
        return Stream.of(text.substring(kind.length()).split(","))
                .map(Integer::valueOf)
                .peek(Parts::mustBeThere)
                .toList();
    }

    private static void mustBeThere(int pin) {
        if (pin < FIRST_PIN || pin > LAST_PIN) {
            throw new IllegalArgumentException("The header has GPIO" + FIRST_PIN + " to GPIO" + LAST_PIN + ".");
        }
    }
}
