package org.doorstep.system.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.doorstep.system.program.Programs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// What `./run` says when it does not start anything.
class RunCommandTest {
    @TempDir
    private Path temp;

    private final StringWriter said = new StringWriter();

    @Test
    void itsHelpNamesEveryOption() {
        assertThat(run("--help")).isZero();

        assertThat(said.toString())
                .contains("./run")
                .contains("--fresh")
                .contains("--port-base=N")
                .contains("--data=DIR")
                .contains("--no-history");
    }

    @Test
    void aSecondRunOnTheSameFolderSaysSoAndEnds() {
        Path data = temp.resolve("data");
        try (DataFolder first = DataFolder.hold(data)) {
            assertThat(run("--data", data.toString())).isEqualTo(1);
            assertThat(said.toString())
                    .contains("already runs on " + first.path())
                    .contains("--data DIR")
                    .hasLineCount(1);
        }
    }

    @Test
    void aPortThatIsTakenIsOneSentence() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThat(run("--data", temp.resolve("data").toString(), "--port-base", Integer.toString(port)))
                    .isEqualTo(1);

            assertThat(said.toString())
                    .isEqualToIgnoringNewLines("Another program listens on port " + port
                            + ": stop it, or choose seven others in a row with --port-base N.");
        }
    }

    @Test
    void somebodyElsesFolderIsNeitherUsedNorEmptied() throws IOException {
        Path letters = Files.writeString(temp.resolve("letters.txt"), "Dear all");

        assertThat(run("--data", temp.toString(), "--fresh")).isEqualTo(1);

        assertThat(said.toString()).contains("holds something else already");
        assertThat(letters).hasContent("Dear all");
    }

    @Test
    void aPortBaseThatCannotBeIsAMistakeOfTheOneWhoTypes() {
        assertThat(run("--data", temp.toString(), "--port-base", "80")).isEqualTo(2);
        assertThat(run("--data", temp.toString(), "--port-base", "65535")).isEqualTo(2);
    }

    private int run(String... arguments) {
        PrintWriter writer = new PrintWriter(said, true);
        PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Programs programs = Programs.here(temp);
        return new CommandLine(new RunCommand(programs, InstantSource.system(), new SecureRandom(), out))
                .setOut(writer)
                .setErr(writer)
                .execute(arguments);
    }
}
