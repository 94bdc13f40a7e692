package org.doorstep.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each transcript is a session at the keyboard: lines with `$ doorstep` are given, the others must be the answer.
/// `TEMP` stands for a folder of the test's own, `SHEET` and `MARK` for a recovery sheet
/// and its mark, and a line `(code N)` for an exit code that is not 0.
class TranscriptsTest {
    private static final Path TRANSCRIPTS = Path.of("src/test/resources/org/doorstep/provisioning/transcripts");
    private static final String PROMPT = "$ doorstep";

    @TempDir
    private Path temp;

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
        for (String line : written.lines().toList()) {
            if (line.startsWith(PROMPT)) {
                happened.append(line).append('\n').append(answer(line.substring(PROMPT.length())));
            }
        }
        assertThat(happened.toString()).isEqualTo(written);
    }

    private String answer(String given) {
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        int code = new Provisioning(writer, writer, new SecureRandom())
                .run(words(given.strip()).toArray(String[]::new));
        writer.flush();
        String text = said.toString()
                .replace(temp.toString(), "TEMP")
                .replaceAll("[0-9A-Z]{4}(-[0-9A-Z]{4}){6}", "SHEET")
                .replaceAll("marked [0-9a-f]{4}", "marked MARK");
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
