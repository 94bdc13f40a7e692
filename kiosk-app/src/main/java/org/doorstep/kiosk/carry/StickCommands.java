package org.doorstep.kiosk.carry;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.doorstep.firmware.keys.CarryKey;
import org.doorstep.firmware.keys.KeyPairBytes;
import org.doorstep.relay.carry.Acknowledgement;
import org.doorstep.relay.carry.CarryException;
import org.doorstep.relay.carry.CarryKeys;
import org.doorstep.relay.carry.CarryOut;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.passes.PassKeys;
import org.doorstep.relay.outbox.KeptRows;
import org.doorstep.relay.store.ReadBeside;

/// The two commands for whoever stands at the kiosk with a stick. Both work while the kiosk runs: the one reads its
/// database beside it and writes nothing in it, the other lays down what the kiosk's own program takes.
public final class StickCommands {
    /// The kiosk looks every two seconds; one that is slow, or is just starting, is given some more.
    private static final Duration TAKEN_WITHIN = Duration.ofSeconds(30);

    private static final long LOOK_EVERY_MS = 250;

    private final Path dataFolder;
    private final Path database;
    private final Source source;
    private final PrintStream out;

    /// `database` is the kiosk's own file.
    public StickCommands(Path dataFolder, Path database, Source source, PrintStream out) {
        this.dataFolder = dataFolder;
        this.database = database;
        this.source = source;
        this.out = out;
    }

    /// Writes all that the kiosk keeps to one file on the stick. Throws IOException with a sentence if it cannot.
    public void carryOut(Path to, CarryKeys.Recipient hub, Instant now, SecureRandom random) throws IOException {
        KeyPairBytes key = CarryKey.read(dataFolder)
                .orElseThrow(() -> new IOException("This kiosk has no key to sign with: it was made by an earlier"
                        + " version. Give, where its hub's folder is: doorstep carry new KIOSK-FOLDER --hub"
                        + " HUB-FOLDER"));
        CarryOut carry = new CarryOut(source, hub, CarryKeys.Signer.of(key.id(), key.privateKey()), random);
        try (ReadBeside beside = ReadBeside.open(database)) {
            CarryOut.Written written = carry.write(beside, to, now);
            out.println("Wrote " + written.file().getFileName() + ": " + written.rows() + " events, of which "
                    + written.waiting() + " are not known to be at the hub.");
            out.println(
                    "Nothing was changed or deleted here. Unmount the stick before you pull it, and give the file to"
                            + " the hub on its page Carried.");
        }
    }

    /// Takes the hub's word from a file, or every one for this kiosk from a folder. Throws IOException with a sentence
    /// if there is none.
    public void carryIn(Path from, PassKeys hubKeys) throws IOException, InterruptedException {
        Brought brought = new Brought(dataFolder, source.hub(), source.device(), hubKeys);
        int laid = 0;
        for (Path file : files(from)) {
            try {
                brought.layDown(file);
                laid++;
            } catch (CarryException e) {
                out.println(file.getFileName() + " is not taken: " + e.getMessage());
            }
        }
        if (laid == 0) {
            throw new IOException("There is no acknowledgement of this kiosk's hub in " + from
                    + ". The hub's page Carried gives it, after it has taken a file.");
        }
        for (long waited = 0;
                waited < TAKEN_WITHIN.toMillis() && !brought.waiting().isEmpty();
                waited += LOOK_EVERY_MS) {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
        }
        if (!brought.waiting().isEmpty()) {
            out.println("It lies ready. The kiosk's program does not run, or is slow; it takes it when it does.");
            return;
        }
        try (ReadBeside beside = ReadBeside.open(database)) {
            out.println("The kiosk has taken it. " + beside.read(handle -> new KeptRows(handle).waiting())
                    + " events are not known to be at the hub.");
        }
    }

    private static List<Path> files(Path from) throws IOException {
        if (Files.isRegularFile(from)) {
            return List.of(from);
        }
        if (!Files.isDirectory(from)) {
            throw new IOException(from + " is not there. Plug the stick in and mount it first.");
        }
        try (Stream<Path> files = Files.list(from)) {
            return files.filter(file -> file.getFileName().toString().endsWith(Acknowledgement.ENDING))
                    .sorted()
                    .toList();
        }
    }
}
