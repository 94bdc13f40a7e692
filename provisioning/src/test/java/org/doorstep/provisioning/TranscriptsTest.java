package org.doorstep.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.doorstep.provisioning.Provisioning.Surroundings;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each transcript is a session at the keyboard: lines with `$ doorstep` are given, the others must
/// be the answer. `TEMP` stands for a folder of the test's own, `SHEET` and `MARK` for a recovery
/// sheet and its mark, `SERIAL` for a certificate's, and a line `(code N)` for an exit code that is
/// not 0. A line with `> ` after a command is typed.
class TranscriptsTest {
    private static final Path TRANSCRIPTS = Path.of("src/test/resources/org/doorstep/provisioning/transcripts");
    private static final String PROMPT = "$ doorstep";
    private static final String TYPED = "> ";
    private static final String SHEET = "[0-9A-Z]{4}(-[0-9A-Z]{4}){6}";
    private static final Instant NOW = Instant.parse("2026-11-22T16:00:00Z");

    @TempDir
    private Path temp;

    /// The one shown last.
    private String sheet = "";

    static Stream<Path> transcripts() throws IOException {
        try (Stream<Path> files = Files.list(TRANSCRIPTS)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void theProgramAnswersAsWritten(Path transcript) throws IOException {
        String written = Files.readString(transcript);

        StringBuilder happened = new StringBuilder();
        List<String> lines = written.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(PROMPT)) {
                happened.append(lines.get(i)).append('\n');
                String typed = i + 1 < lines.size() && lines.get(i + 1).startsWith(TYPED) ? lines.get(i + 1) : "";
                happened.append(typed.isEmpty() ? "" : typed + "\n");
                happened.append(answer(lines.get(i).substring(PROMPT.length()), typed.replaceFirst(TYPED, "")));
            }
        }
        assertThat(happened.toString()).isEqualTo(written);
    }

    private String answer(String given, String typed) {
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        BufferedReader keyboard = new BufferedReader(new StringReader(typed.replace("SHEET", sheet)));
        int code = new Provisioning(writer, writer, new Surroundings(keyboard, new SecureRandom(), () -> NOW))
                .run(words(given.strip()).toArray(String[]::new));
        writer.flush();
        Matcher shown = Pattern.compile(SHEET).matcher(said.toString());
        sheet = shown.find() ? shown.group() : sheet;
        String text = said.toString()
                .replace(temp.toString(), "TEMP")
                .replaceAll(SHEET, "SHEET")
                .replaceAll("mark(ed)? [0-9a-f]{4}", "mark$1 MARK")
                .replaceAll("[0-9a-f]{32}", "SERIAL");
        return text + (code == 0 ? "" : "(code " + code + ")\n");
    }

    /// Splits as a shell does, with double quotes only.
    private List<String> words(String line) {
        List<String> words = new ArrayList<>();
        String[] parts = line.split("\"", -1);
        for (int i = 0; i < parts.length; i++) {
            if (i % 2 == 1) {
                words.add(parts[i]);
            } else {
                Stream.of(parts[i].split(" "))
                        .filter(word -> !word.isEmpty())
                        .map(word -> word.replace("TEMP", temp.toString()))
                        .forEach(words::add);
            }
        }
        return words;
    }
}
