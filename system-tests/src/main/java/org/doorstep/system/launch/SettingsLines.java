package org.doorstep.system.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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

    private static String changed(String line, Map<String, String> values) {
        int equals = line.indexOf('=');
        String value = equals < 0 ? null : values.get(line.substring(0, equals).strip());
        return value == null ? line : line.substring(0, equals).strip() + " = " + value;
    }
}
