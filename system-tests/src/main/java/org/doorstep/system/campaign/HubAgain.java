package org.doorstep.system.campaign;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.doorstep.provisioning.Provisioning;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;

/// The hub made again from what is left of it, while it is stopped: from a plain copy of its database, or from its
/// second copy and the sheet. For one thread.
final class HubAgain {
    /// A restoring counts every event again; twenty times what a round's take.
    private static final int PATIENCE_MINUTES = 2;

    /// The last thing written may be torn, and the round before it is five seconds older; a hub that was held still in
    /// the middle of one takes longer.
    private static final Duration UNDER_WAY = Duration.ofSeconds(12);

    private static final String SHEET = "[0-9A-Z]{4}(-[0-9A-Z]{4}){6}";

    private final Programs programs;
    private final Path hub;
    private final Path beside;
    private final List<String> flags;

    /// `beside` is for what it says; `flags` are for its Java.
    HubAgain(Programs programs, Path hub, Path beside, List<String> flags) {
        this.programs = programs;
        this.hub = hub;
        this.beside = beside;
        this.flags = List.copyOf(flags);
    }

    /// Makes a stick ready for this house's hub, and returns what its recovery sheet says.
    static String makeReady(TrialHouse house, Path stick) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int code = new Provisioning(out, out, new SecureRandom())
                .run(
                        "copy",
                        "new",
                        stick.toString(),
                        "--hub",
                        house.folder(Part.HUB).toString());
        if (code != 0) {
            throw new IllegalStateException("provisioning copy new: " + said);
        }
        house.set(Part.HUB, "copy.dir", stick.toString());
        return said.toString()
                .lines()
                .map(String::strip)
                .filter(line -> line.matches(SHEET))
                .findFirst()
                .orElseThrow();
    }

    /// What only the hub knew and committed after this moment is gone.
    void fromLastNights(NightlyCopies.Copy copy, boolean byCommand) {
        if (byCommand) {
            restore(copy.file(), "");
            return;
        }
        Path database = hub.resolve("hub.db");
        Shell.run("rm", "-f", database + "-wal", database + "-shm", database + "-journal");
        Shell.run("cp", copy.file().toString(), database.toString());
    }

    /// Everything that is in the hub's folder is thrown away before.
    void fromSecondCopy(Path stick, String sheet) {
        try (Stream<Path> all = Files.list(hub)) {
            all.filter(file -> !file.endsWith("lost+found")).forEach(file -> Shell.run("rm", "-r", file.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not empty " + hub + ".", e);
        }
        restore(stick, sheet);
    }

    /// Up to when everything that the hub committed is on this stick for certain; empty if no file there is whole yet.
    static Optional<Instant> copiedTo(Path stick) {
        try (Stream<Path> all = Files.list(stick)) {
            return all.filter(file -> file.toString().endsWith(".copy"))
                    .map(HubAgain::written)
                    .max(Instant::compareTo)
                    .map(written -> written.minus(UNDER_WAY));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Instant written(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void restore(Path from, String sheet) {
        List<String> command = new ArrayList<>(programs.command(Programs.Kind.HUB, hub.resolve("none"), flags));
        command.subList(command.indexOf("--settings"), command.size()).clear();
        command.addAll(List.of("restore", "--from", from.toString(), "--into", hub.toString()));
        try {
            Path said = beside.resolve("restore.log");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(said.toFile()))
                    .start();
            process.outputWriter(StandardCharsets.UTF_8)
                    .append(sheet)
                    .append("\n")
                    .close();
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException("The hub could not be restored: see " + said + ".");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not run the restoring.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the hub was restored.", e);
        }
    }
}
