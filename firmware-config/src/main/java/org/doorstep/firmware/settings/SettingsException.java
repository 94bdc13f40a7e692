package org.doorstep.firmware.settings;

import java.util.List;
import java.util.Locale;
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

    /// That pages could not be served where the settings say: `prefix` is of the two keys, such as `web`; `cause` is
    /// what the server threw.
    public static SettingsException cannotServe(String where, String prefix, String bind, int port, Throwable cause) {
        Throwable deepest = cause;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String words = String.valueOf(deepest.getMessage()).toLowerCase(Locale.ROOT);
        Mistake mistake;
        if (words.contains("in use")) {
            mistake = new Mistake(
                    prefix + ".port",
                    "Another program is at port " + port + " already.",
                    "End that one, or give another port.");
        } else if (words.contains("permission") || words.contains("privilege")) {
            mistake = new Mistake(
                    prefix + ".port", "This account may not open port " + port + ".", "Give one above 1023.");
        } else {
            mistake = new Mistake(
                    prefix + ".bind",
                    "Pages cannot be served at " + bind + ", port " + port + ".",
                    "Give an address of this machine: 127.0.0.1 for itself alone, 0.0.0.0 for every network it is on.");
        }
        return new SettingsException(where, List.of(mistake));
    }

    public List<Mistake> mistakes() {
        return mistakes;
    }
}
