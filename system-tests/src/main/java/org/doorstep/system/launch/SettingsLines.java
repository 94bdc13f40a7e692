package org.doorstep.system.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.doorstep.firmware.files.WholeFile;

/// Changes values in a settings file where they stand and leaves every other line as it is, so that what somebody
/// added by hand survives another `--port-base`.
final class SettingsLines {
    private SettingsLines() {}

    static void change(Path file, Map<String, String> values) {
        try {
            List<String> before = Files.readAllLines(file);
            List<String> after =
                    before.stream().map(line -> changed(line, values)).toList();
            if (!after.equals(before)) {
                Files.write(file, after);
            }
        } catch (IOException e) {
            throw new LaunchException("Could not change the settings in " + file + ".", e);
        }
    }

    /// The same, and adds at the end what is not there yet.
    static void set(Path file, Map<String, String> values) {
        change(file, values);
        try {
            List<String> lines = new ArrayList<>(Files.readAllLines(file));
            Set<String> there = lines.stream().map(SettingsLines::key).collect(Collectors.toSet());
            values.forEach((key, value) -> {
                if (!there.contains(key)) {
                    lines.add(key + " = " + value);
                }
            });
            if (!there.containsAll(values.keySet())) {
                WholeFile.replace(file, String.join("\n", lines) + "\n");
            }
        } catch (IOException e) {
            throw new LaunchException("Could not add to the settings in " + file + ".", e);
        }
    }

    static boolean has(Path file, String key) {
        try {
            return Files.readAllLines(file).stream().anyMatch(line -> key(line).equals(key));
        } catch (IOException e) {
            throw new LaunchException("Could not read the settings in " + file + ".", e);
        }
    }

    private static String key(String line) {
        int equals = line.indexOf('=');
        return equals < 0 ? "" : line.substring(0, equals).strip();
    }

    private static String changed(String line, Map<String, String> values) {
        String value = values.get(key(line));
        return value == null ? line : key(line) + " = " + value;
    }
}
