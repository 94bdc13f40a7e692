package org.doorstep.firmware.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Function;

/// Reads one settings file (`key = value`, UTF-8) into typed values and gathers every mistake on
/// the way.
///
/// Use: read each key, then call [#finish] before using any value: a value that could not be read
/// is `null` until then, and [#finish] throws. A key that nobody asked for is a mistake too, since
/// it is most often a misspelling. For one thread.
public final class SettingsReader {
    private final String where;
    private final Properties properties = new Properties();
    private final TreeSet<String> unasked = new TreeSet<>();
    private final List<SettingsException.Mistake> mistakes = new ArrayList<>();

    private SettingsReader(String where) {
        this.where = where;
    }

    /// A file that is not there or not readable is itself a mistake, reported by [#finish].
    public static SettingsReader of(Path file) {
        SettingsReader settings = new SettingsReader(file.toString());
        try (Reader reader = Files.newBufferedReader(file)) {
            settings.properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            settings.mistake("(file)", "It cannot be read.", "Make it with the provisioning command, or name another.");
        }
        settings.unasked.addAll(settings.properties.stringPropertyNames());
        return settings;
    }

    /// Whether the file has a value under this key. Asking is not reading: the key must still be read.
    public boolean says(String key) {
        return value(key).isPresent();
    }

    /// A value that must be there. `parse` throws IllegalArgumentException with a sentence for a
    /// value of the wrong form; that sentence becomes the problem, `remedy` the advice.
    public <T> T required(String key, Function<String, T> parse, String remedy) {
        return optional(key, parse, remedy).orElseGet(() -> {
            if (value(key).isEmpty()) {
                mistake(key, "It is missing.", remedy);
            }
            return null;
        });
    }

    /// A value that may be left out.
    public <T> Optional<T> optional(String key, Function<String, T> parse, String remedy) {
        unasked.remove(key);
        return value(key).flatMap(text -> {
            try {
                return Optional.of(parse.apply(text));
            } catch (IllegalArgumentException e) {
                mistake(key, sentence(e), remedy);
                return Optional.empty();
            }
        });
    }

    /// For a value that names a file that must be there, such as one with a secret: give it to
    /// [#required] or [#optional] as `parse`.
    public static Path readableFile(String text) {
        Path path = Path.of(text);
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new IllegalArgumentException("That file is not there, or cannot be read.");
        }
        if (path.toFile().length() == 0) {
            throw new IllegalArgumentException("That file is empty.");
        }
        return path;
    }

    /// For a value that names a folder that must be there, with files that others look into.
    public static Path readableFolder(String text) {
        Path path = Path.of(text);
        if (!Files.isDirectory(path) || !Files.isReadable(path)) {
            throw new IllegalArgumentException("That folder is not there, or cannot be read.");
        }
        return path;
    }

    /// A TCP port, 1 to 65535.
    public int port(String key, int fallback) {
        return whole(key, fallback, 1, 65_535);
    }

    /// A whole number within bounds, both included.
    public int whole(String key, int fallback, int least, int most) {
        String range = "a whole number from " + least + " to " + most + ".";
        return optional(
                        key,
                        text -> {
                            int number = Integer.parseInt(text);
                            if (number < least || number > most) {
                                throw new NumberFormatException();
                            }
                            return number;
                        },
                        "Give " + range)
                .orElse(fallback);
    }

    /// One of the constants of an enum, written in lower case with hyphens.
    public <E extends Enum<E>> E choice(String key, Class<E> type, E fallback) {
        List<String> words = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            words.add(constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
        }
        return optional(
                        key,
                        text -> {
                            int at = words.indexOf(text);
                            if (at < 0) {
                                throw new IllegalArgumentException("It is none of the choices.");
                            }
                            return type.getEnumConstants()[at];
                        },
                        "Choose one of: " + String.join(", ", words) + ".")
                .orElse(fallback);
    }

    /// Adds a mistake that only the caller can see, such as two values that do not go together.
    public void mistake(String key, String problem, String remedy) {
        mistakes.add(new SettingsException.Mistake(key, problem, remedy));
    }

    /// Throws [SettingsException] if there was any mistake.
    public void finish() {
        for (String key : unasked) {
            mistake(key, "Nothing is called that.", "Check the spelling, or take the line out.");
        }
        if (!mistakes.isEmpty()) {
            throw new SettingsException(where, mistakes);
        }
    }

    private Optional<String> value(String key) {
        return Optional.ofNullable(properties.getProperty(key))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    private static String sentence(IllegalArgumentException e) {
        return e instanceof NumberFormatException || e.getMessage() == null
                ? "It is not of that form."
                : e.getMessage();
    }
}
