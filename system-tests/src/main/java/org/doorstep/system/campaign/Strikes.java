package org.doorstep.system.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.doorstep.system.network.PacketLine;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;

/// How each fault is done to a house, and mended. Safe for threads that each have a place of their own.
final class Strikes {
    private final TrialHouse house;
    private final Map<Place, Lines> lines;
    private final Fittings fittings;
    private final Aftermath aftermath;
    private final CountDownLatch ending;
    private final AtomicInteger endedThemselves = new AtomicInteger();

    /// What others have to know of what was done.
    interface Aftermath {
        /// The hub goes on from a copy in which everything is up to `copiedTo`.
        void hubRestored(Instant copiedTo);

        /// The hub's clock was wrong for a while.
        void hubClockBent();

        /// A card was copied: this one is to run beside the other.
        void cardCopied(TwinCard twin);
    }

    Strikes(TrialHouse house, Map<Place, Lines> lines, Fittings fittings, Aftermath aftermath, CountDownLatch ending) {
        this.house = house;
        this.lines = lines;
        this.fittings = fittings;
        this.aftermath = aftermath;
        this.ending = ending;
    }

    /// Does it and mends it. When it began to be mended, by `System.nanoTime`; empty if it touched nothing, so that
    /// there was no fault.
    OptionalLong strike(Place place, Fault fault) throws InterruptedException {
        Part part = place.part();
        return switch (fault) {
            case Fault.Kill(Duration away) -> {
                house.kill(part);
                yield startAfter(away, part);
            }
            case Fault.Freeze(Duration still) -> {
                house.freeze(part);
                try {
                    pause(still);
                } finally {
                    house.thaw(part);
                }
                yield now();
            }
            case Fault.PowerCut(Duration away) -> {
                SmallDisk disk = fittings.disk(part);
                house.freeze(part);
                try {
                    disk.cutPower();
                } finally {
                    house.kill(part);
                }
                disk.powerOn();
                yield startAfter(away, part);
            }
            case Fault.DiskFull(Duration lasts) -> {
                SmallDisk disk = fittings.disk(part);
                disk.fill();
                try {
                    pause(lasts);
                } finally {
                    disk.makeRoom();
                }
                yield now();
            }
            case Fault.OldCard(Duration away) -> {
                house.kill(part);
                fittings.drawers().get(part).change();
                fittings.settle(part);
                yield startAfter(away, part);
            }
            case Fault.Twin() -> {
                house.kill(part);
                TwinCard twin = TwinCard.of(house, part, Path.of(house.folder(part) + "-twin"));
                house.start(part);
                aftermath.cardCopied(twin);
                yield now();
            }
            case Fault.LastNight(Duration away, boolean byCommand) -> {
                house.kill(part);
                NightlyCopies.Copy copy = fittings.nights().lastNights();
                fittings.hubAgain().fromLastNights(copy, byCommand);
                if (!byCommand) {
                    fittings.settle(part);
                }
                aftermath.hubRestored(copy.begun());
                yield startAfter(away, part);
            }
            case Fault.SecondCopy(Duration away) -> restoredFromSecondCopy(part, away);
            case Fault.ClockJump(Kind kind, int years, Duration lasts) -> {
                BentClock clock = bent(part);
                clock.jump(years);
                try {
                    pause(lasts);
                } finally {
                    clock.rightTime();
                }
                yield now();
            }
            case Fault.Reboot1970(Kind kind, Duration lasts) -> {
                BentClock clock = bent(part);
                house.kill(part);
                clock.startIn1970();
                house.wrap(part, clock.wrapAfterReboot());
                try {
                    house.start(part);
                    pause(lasts);
                } finally {
                    house.kill(part);
                    clock.rightTime();
                    house.wrap(part, clock.wrapAfterReboot());
                }
                yield startAfter(Duration.ZERO, part);
            }
            case Fault.StoreWiped(Duration away) -> {
                house.kill(part);
                wipe(part == Part.HUB ? house.folder(part).resolve("broker") : house.folder(part), part);
                yield startAfter(away, part);
            }
            case Fault.Cut(Duration away) ->
                broken(place, line -> line.unsteady().cut(), away);
            case Fault.Deaf(Duration away) ->
                broken(place, line -> line.unsteady().deafen(), away);
            case Fault.Slow(Duration lasts, int bytesPerSecond, int delayMillis) -> {
                Lines line = lines.get(place);
                long before = line.unsteady().carriedBytes();
                line.unsteady().slow(bytesPerSecond, delayMillis);
                pause(lasts);
                line.unsteady().fast();
                yield line.unsteady().carriedBytes() > before ? now() : OptionalLong.empty();
            }
            case Fault.PacketsLost(Duration lasts, int percent) -> {
                Lines line = lines.get(place);
                long before = line.unsteady().carriedBytes();
                PacketFilter filter = new PacketFilter(place, line.port());
                filter.drop(percent);
                try {
                    pause(lasts);
                } finally {
                    filter.letAllPass();
                }
                yield line.unsteady().carriedBytes() > before ? now() : OptionalLong.empty();
            }
            case Fault.Messages(Kind kind, Duration lasts, double share) -> {
                PacketLine packets = lines.get(place).packets();
                packets.set(mischief(kind), share);
                pause(lasts);
                yield packets.set(PacketLine.Mischief.NONE, 0) > 0 ? now() : OptionalLong.empty();
            }
            case Fault.Replayed(int messages) ->
                lines.get(place).packets().replay(messages) > 0 ? now() : OptionalLong.empty();
        };
    }

    /// What a supervisor does: a program that has ended by itself is started again, and that is counted. And what
    /// somebody careful does with the hub each night.
    void attend(Place place) {
        if (!place.isLine() && !house.program(place.part()).running()) {
            endedThemselves.incrementAndGet();
            house.start(place.part());
        }
        if (place == Place.HUB) {
            fittings.nights().keepIfItIsTime();
        }
    }

    /// Programs that ended without having been killed.
    int endedThemselves() {
        return endedThemselves.get();
    }

    private interface Break {
        void on(Lines line);
    }

    /// Only a line that carries something can be broken.
    private OptionalLong broken(Place place, Break how, Duration away) throws InterruptedException {
        Lines line = lines.get(place);
        if (!line.packets().isInUse()) {
            return OptionalLong.empty();
        }
        how.on(line);
        pause(away);
        line.unsteady().mend();
        return now();
    }

    /// No fault as long as there is no whole copy yet.
    private OptionalLong restoredFromSecondCopy(Part part, Duration away) throws InterruptedException {
        Fittings.Stick stick = fittings.sticks().get(part);
        if (HubAgain.copiedTo(stick.path()).isEmpty()) {
            return OptionalLong.empty();
        }
        house.kill(part);
        aftermath.hubRestored(HubAgain.copiedTo(stick.path()).orElseThrow());
        fittings.hubAgain().fromSecondCopy(stick.path(), stick.sheet());
        return startAfter(away, part);
    }

    private BentClock bent(Part part) {
        if (part == Part.HUB) {
            aftermath.hubClockBent();
        }
        return fittings.clock(part);
    }

    private OptionalLong startAfter(Duration away, Part part) throws InterruptedException {
        pause(away);
        OptionalLong mending = now();
        house.start(part);
        return mending;
    }

    private static PacketLine.Mischief mischief(Kind kind) {
        return switch (kind) {
            case LOST -> PacketLine.Mischief.LOSE;
            case DOUBLED -> PacketLine.Mischief.DOUBLE;
            case REORDERED -> PacketLine.Mischief.HOLD;
            default -> throw new IllegalArgumentException(kind + " does nothing to single messages.");
        };
    }

    /// What a broker kept: the embedded one's folder whole, Mosquitto's database file.
    private static void wipe(Path folder, Part part) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> kept = files.filter(file -> !file.equals(folder))
                    .filter(file -> part == Part.HUB || file.toString().endsWith(".db"))
                    .sorted(Comparator.reverseOrder())
                    .toList();
            for (Path file : kept) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not wipe the broker's store in " + folder + ".", e);
        }
    }

    private static OptionalLong now() {
        return OptionalLong.of(System.nanoTime());
    }

    /// Until then, or until the round ends.
    private void pause(Duration duration) throws InterruptedException {
        ending.await(duration.toMillis(), TimeUnit.MILLISECONDS);
    }
}
