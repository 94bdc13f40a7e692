package org.doorstep.system.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Short commands of the system, waited for.
final class Shell {
    private Shell() {}

    /// Throws IllegalStateException, with what it said, if it fails.
    static void run(String... command) {
        Said said = said(command);
        if (said.code != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + said.text);
        }
    }

    /// The same, and what it said.
    static String say(String... command) {
        Said said = said(command);
        if (said.code != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + said.text);
        }
        return said.text;
    }

    /// The same, where failing is what it may do. Whether it did not.
    static boolean tolerate(String... command) {
        return said(command).code == 0;
    }

    private record Said(int code, String text) {}

    private static Said said(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Said(process.waitFor(), text.strip());
        } catch (IOException e) {
            throw new UncheckedIOException("Could not run " + command[0] + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + command[0] + " ran.", e);
        }
    }
}
