package org.doorstep.kiosk.selftest;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// What the system shows that a setting could name, with the line to write for it.
final class PluggedIn {
    private final Path dev;

    /// `dev` is `/dev`.
    PluggedIn(Path dev) {
        this.dev = dev;
    }

    /// One line for each thing, or one that there is nothing.
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (String name : names("input/by-id")) {
            if (name.endsWith("event-kbd")) {
                String there = dev.resolve("input/by-id").resolve(name).toString();
                lines.add("a reader or scanner that types (or a keyboard): reader.card = hid:" + there
                        + "   or   reader.qr = hid:" + there);
            }
        }
        for (String name : names("serial/by-id")) {
            String there = dev.resolve("serial/by-id").resolve(name).toString();
            lines.add("a serial adapter: reader.card = serial:" + there + " (RDM6300)   or   pn532:" + there
                    + " (PN532)");
        }
        for (String name : names("")) {
            if (name.matches("spidev[0-9]+\\.[0-9]+")) {
                String which = name.substring("spidev".length());
                lines.add("an SPI bus: reader.card = mfrc522:" + which + "   or   lights = ws2812:" + which + ",12");
            } else if (name.matches("i2c-[0-9]+")) {
                lines.add("an I2C bus: reader.card = pn532:" + name);
            } else if (name.matches("gpiochip[0-9]+")) {
                lines.add("pins (" + name + "): buttons.mood, button.switch, lights = leds:…, buzzer");
            } else if (name.matches("video[0-9]+")) {
                lines.add("a camera, perhaps (" + name + "): reader.qr = camera:…");
            }
        }
        return lines.isEmpty() ? List.of("nothing that a setting could name") : lines;
    }

    private TreeSet<String> names(String under) {
        TreeSet<String> names = new TreeSet<>();
        Path folder = dev.resolve(under);
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                entries.forEach(entry -> names.add(entry.getFileName().toString()));
            } catch (IOException e) {
                // A folder that may not be looked into shows nothing; opening the part will say why.
            }
        }
        return names;
    }
}
