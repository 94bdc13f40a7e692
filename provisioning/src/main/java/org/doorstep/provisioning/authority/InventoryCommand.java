package org.doorstep.provisioning.authority;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.doorstep.firmware.keys.IssuingFiles;
import org.doorstep.firmware.keys.KeyFileException;
import org.doorstep.provisioning.folder.FolderException;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.identity.Register;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `inventory`: who was given what, until when, and what has become of it.
@Command(
        description = {
            "Shows every certificate that a hub has given its devices.",
            "current; replaced by a later one; ended, but renewable for a year; over; or revoked."
        })
public final class InventoryCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    private final InstantSource clock;

    @Option(names = "--hub", paramLabel = "FOLDER", required = true, description = "The folder of the hub.")
    private Path hub;

    @Option(names = "--json", description = "As JSON, for another program.")
    private boolean json;

    public InventoryCommand(InstantSource clock) {
        this.clock = clock;
    }

    /// A line of the JSON: fields are added, never renamed.
    record Line(String device, String serial, String from, String until, String state) {
        static Line of(Register.Entry entry) {
            return new Line(
                    entry.device().commonName(),
                    entry.serial().toString(),
                    entry.certificate().getNotBefore().toInstant().toString(),
                    entry.until().toString(),
                    entry.state().name().toLowerCase(Locale.ROOT));
        }
    }

    @Override
    public Integer call() {
        IssuingFiles issuing = HubIdentity.of(hub).issuing();
        PrintWriter out = spec.commandLine().getOut();
        try {
            List<Line> lines = issuing.register(clock.instant()).entries().stream()
                    .map(Line::of)
                    .toList();
            if (json) {
                out.println(new String(Wire.writeMessage(lines), StandardCharsets.UTF_8));
            } else if (lines.isEmpty()) {
                out.println("This hub has given nobody a certificate yet. See `doorstep enrol --help`.");
            } else {
                out.println(row("device", "serial", "until", "state"));
                lines.forEach(
                        line -> out.println(row(line.device, line.serial, line.until.substring(0, 10), line.state)));
            }
            return 0;
        } catch (KeyFileException | IllegalStateException e) {
            throw new FolderException(e.getMessage(), e);
        }
    }

    private static String row(String device, String serial, String until, String state) {
        return "%-32s  %-32s  %-10s  %s".formatted(device, serial, until, state);
    }
}
