package org.doorstep.firmware.settings;

import java.util.List;
import java.util.stream.Collectors;

/// Settings that cannot be used. The message lists every mistake, each with its key and what to do; no value is
/// repeated, for some are secrets. A program that meets it prints it and ends with code 2.
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public static final int EXIT_CODE = 2;

    /// One thing wrong: where, what, and what to do about it.
    public record Mistake(String key, String problem, String remedy) {}

    private final transient List<Mistake> mistakes;

    public SettingsException(String where, List<Mistake> mistakes) {
        super(mistakes.stream()
                .map(m -> "  " + m.key() + ": " + m.problem() + " " + m.remedy())
                .collect(Collectors.joining(
                        "\n",
                        "The settings in " + where + " cannot be used:\n",
                        "\nNothing was started. Mend the file and start again.")));
        this.mistakes = List.copyOf(mistakes);
    }

    public List<Mistake> mistakes() {
        return mistakes;
    }
}
