package org.doorstep.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.doorstep.firmware.files.WholeFile;
import org.doorstep.firmware.keys.KeyFiles;
import org.doorstep.hub.activities.SessionPlaces;
import org.doorstep.hub.attendance.Attendance;
import org.doorstep.hub.carry.CarryDesk;
import org.doorstep.hub.carry.FigureDesk;
import org.doorstep.hub.enrolment.EnrolledDevices;
import org.doorstep.hub.ingest.EventIngest;
import org.doorstep.hub.keeping.Forgotten;
import org.doorstep.hub.passes.PassRegister;
import org.doorstep.relay.carry.Acknowledgement;
import org.doorstep.relay.carry.FiguresTaken;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.store.Database;

/// Takes in what was carried to a hub that is stopped, and writes the answers beside it: for
/// whoever keeps the machine. While the hub runs its page does this, for it alone writes its
/// database.
final class Carrying {
    private final Settings settings;
    private final PrintStream out;
    private final InstantSource clock;
    private final SecureRandom random;

    Carrying(Settings settings, PrintStream out, InstantSource clock, SecureRandom random) {
        this.settings = settings;
        this.out = out;
        this.clock = clock;
        this.random = random;
    }

    /// True if every file was taken. One that is not stops no other.
    boolean in(List<Path> files) throws IOException, InterruptedException {
        KeyFiles keys = KeyFiles.read(settings.dataDir().resolve("keys"));
        boolean all = true;
        try (Database database = Hub.open(settings.dataDir())) {
            PersonalSide personal =
                    PersonalSide.of(keys, Forgotten.in(settings.dataDir(), random, clock), clock, random);
            Inbox inbox = new Inbox(database, settings.hub(), random, clock, personal.boxes());
            personal.begin(database, inbox);
            PassRegister passes = personal.passes();
            Attendance attendance = new Attendance(settings.zone(), passes, new SessionPlaces(settings.zone()));
            try (EventIngest ingest =
                    new EventIngest(database, inbox, Hub.projections(personal, attendance), acks -> {}, () -> {})) {
                ingest.start();
                CarryDesk desk = new CarryDesk(
                        settings.hub(),
                        new EnrolledDevices(settings.devicesDir()),
                        keys,
                        database,
                        inbox,
                        ingest,
                        new FigureDesk(settings.hub(), keys, Optional.empty(), Optional.empty(), clock, random),
                        clock);
                for (Path file : files) {
                    all &= take(desk, file);
                }
            }
        }
        return all;
    }

    /// The file on the stick could change while it is read, so a copy is taken in.
    private boolean take(CarryDesk desk, Path file) throws IOException, InterruptedException {
        if (isAnswerOfTheArea(file)) {
            out.println(
                    file.getFileName() + ": not taken here. It is the central team's answer: start the hub, and give"
                            + " it on the page Carried.");
            return false;
        }
        Path kept = settings.dataDir().resolve("given").resolve("given-by-hand");
        Files.createDirectories(kept.getParent());
        Files.copy(file, kept, StandardCopyOption.REPLACE_EXISTING);
        try {
            return switch (desk.take(kept, "")) {
                case CarryDesk.Outcome.Taken taken -> {
                    out.println(file.getFileName() + ": taken, " + taken.fresh() + " of " + taken.events()
                            + " events are new, " + taken.setAside() + " set aside.");
                    answer(desk, taken.device(), file.toAbsolutePath().getParent());
                    yield true;
                }
                case CarryDesk.Outcome.Refused refused -> {
                    out.println(file.getFileName() + ": not taken, " + refused.reason() + ". Nothing was used of it.");
                    yield false;
                }
                case CarryDesk.Outcome.FiguresSaid said ->
                    throw new IllegalStateException("The central team's answer was given to a hub that is stopped.");
                case CarryDesk.Outcome.Busy busy ->
                    throw new IllegalStateException("One file is taken in after another, and the desk is busy.");
                case CarryDesk.Outcome.BrokenOff broken -> {
                    out.println(file.getFileName() + ": broken off. Give it again; nothing is counted twice.");
                    yield false;
                }
            };
        } finally {
            Files.deleteIfExists(kept);
        }
    }

    private static boolean isAnswerOfTheArea(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return FiguresTaken.looksLikeOne(in.readNBytes(FiguresTaken.MOST_BYTES));
        }
    }

    private void answer(CarryDesk desk, DeviceId device, Path folder) throws IOException {
        Optional<Acknowledgement> answer = desk.acknowledgement(device);
        if (answer.isEmpty()) {
            return;
        }
        Path place = folder.resolve(answer.get().fileName());
        WholeFile.replaceForAll(place, desk.signed(answer.get()));
        out.println("The answer for " + device + " is " + place.getFileName() + ".");
    }
}
