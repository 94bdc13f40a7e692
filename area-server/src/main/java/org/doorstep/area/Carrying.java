package org.doorstep.area;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import org.doorstep.area.hubs.HubRegistry;
import org.doorstep.area.intake.CarriedIntake;
import org.doorstep.area.intake.Intake;
import org.doorstep.area.store.Store;
import org.doorstep.firmware.files.WholeFile;
import org.doorstep.firmware.keys.AreaKeys;
import org.doorstep.relay.carry.FiguresTaken;

/// Takes in figures that were carried here, and writes the answers beside them.
final class Carrying {
    private final Settings settings;
    private final PrintStream out;
    private final InstantSource clock;

    Carrying(Settings settings, PrintStream out, InstantSource clock) {
        this.settings = settings;
        this.out = out;
        this.clock = clock;
    }

    /// True if every file was taken, but for those that are for a hub. One that is not stops no other.
    boolean in(Store store, List<Path> files) throws IOException {
        CarriedIntake intake = new CarriedIntake(
                new Intake(store, clock),
                new HubRegistry(settings.hubsDir()),
                AreaKeys.read(settings.dataDir().resolve("keys")),
                clock);
        boolean all = true;
        for (Path file : files) {
            all &= take(intake, file);
        }
        return all;
    }

    /// The file on the stick could change while it is read, so a copy is taken in.
    private boolean take(CarriedIntake intake, Path file) throws IOException {
        Path kept = settings.dataDir().resolve("given-by-hand");
        Files.copy(file, kept, StandardCopyOption.REPLACE_EXISTING);
        try {
            return switch (intake.take(kept)) {
                case CarriedIntake.Outcome.Taken taken -> {
                    out.println(file.getFileName() + ": taken, " + taken.fresh() + " figures of " + taken.hub()
                            + " are new.");
                    answer(intake, taken.answer(), file);
                    yield true;
                }
                case CarriedIntake.Outcome.AnotherWay other -> {
                    out.println(file.getFileName() + ": not taken. " + other.hub() + " was made again from a copy, and"
                            + " has gone another way than what is here. Carry the answer back; the hub's next file"
                            + " brings everything.");
                    answer(intake, other.answer(), file);
                    yield false;
                }
                case CarriedIntake.Outcome.Older older -> {
                    out.println(file.getFileName() + ": not taken. What is here of " + older.hub() + " is newer.");
                    answer(intake, older.answer(), file);
                    yield false;
                }
                case CarriedIntake.Outcome.AnotherKind another -> {
                    out.println(file.getFileName() + ": passed over. It is from a kiosk, for its hub.");
                    yield true;
                }
                case CarriedIntake.Outcome.Refused refused -> {
                    out.println(file.getFileName() + ": not taken. " + refused.why() + " Nothing was used of it.");
                    yield false;
                }
            };
        } finally {
            Files.deleteIfExists(kept);
        }
    }

    private void answer(CarriedIntake intake, FiguresTaken answer, Path file) throws IOException {
        Path place = file.toAbsolutePath().resolveSibling(answer.fileName());
        WholeFile.replaceForAll(place, intake.signed(answer));
        out.println("The answer to carry back is " + place.getFileName() + ".");
    }
}
