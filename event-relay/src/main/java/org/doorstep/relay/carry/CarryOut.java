package org.doorstep.relay.carry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.outbox.KeptRows;
import org.doorstep.relay.store.ReadBeside;

/// Writes all that a device's outbox keeps into one carried file. It reads one moment of the database, beside the
/// program that may be running, and changes nothing in it: what a file holds is marked nowhere, so one that is lost or
/// left lying is as if it had never been made.
public final class CarryOut {
    /// What a carried file's name ends with.
    public static final String ENDING = ".carried";

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int ID_SHOWN = 8;

    private final Source source;
    private final CarryKeys.Recipient hub;
    private final CarryKeys.Signer device;
    private final SecureRandom random;

    /// What was written, and how many rows are in it. `waiting` of them the hub has not acknowledged yet.
    public record Written(Path file, CarriedHeading heading, long rows, long waiting) {}

    /// `hub` is the one who alone can open it, `device` the one who signs.
    public CarryOut(Source source, CarryKeys.Recipient hub, CarryKeys.Signer device, SecureRandom random) {
        this.source = source;
        this.hub = hub;
        this.device = device;
        this.random = random;
    }

    /// Into a folder that is there. Throws IOException if there is no room or no right, and leaves nothing then.
    public Written write(ReadBeside database, Path folder, Instant now) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(folder + " is not there. Plug the stick in and mount it first.");
        }
        CarriedHeading heading = new CarriedHeading(
                CarriedHeading.Kind.EVENTS,
                source.hub(),
                source.device().value(),
                device.id(),
                hub.id(),
                CarriedHeading.randomId(random),
                now.truncatedTo(ChronoUnit.SECONDS));
        Path file = folder.resolve(name(heading));
        try (CarriedWriter writer = new CarriedWriter(file, heading, hub, device, random)) {
            Written written = database.read(handle -> {
                try {
                    KeptRows kept = new KeptRows(handle);
                    CarriedEvents.Frames frames = new CarriedEvents.Frames(writer, kept.hello());
                    long rows = 0;
                    for (KeptRows.Stretch lane : kept.lanes()) {
                        for (List<KeptRows.Row> some = lane.first();
                                !some.isEmpty();
                                some = lane.after(some.getLast())) {
                            for (KeptRows.Row row : some) {
                                frames.add(
                                        new CarriedEvents.Row(lane.store(), lane.lane(), row.sequence(), row.text()),
                                        row.chain());
                                rows++;
                            }
                        }
                    }
                    frames.flush();
                    return new Written(file, heading, rows, kept.waiting());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            writer.finish();
            return written;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static String name(CarriedHeading heading) {
        return "doorstep-" + heading.hub() + "-" + heading.from() + "-" + STAMP.format(heading.madeAt()) + "-"
                + heading.file().substring(0, ID_SHOWN) + ENDING;
    }
}
