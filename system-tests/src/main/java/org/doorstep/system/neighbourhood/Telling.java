package org.doorstep.system.neighbourhood;

import java.io.PrintStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.doorstep.relay.time.DeviceClock;

/// Tells the hub the history of its neighbourhood by the real way: written as events into the two kiosks' own outboxes,
/// sent by their own senders through the broker, committed and counted by the hub.
public final class Telling {
    /// The hub counts hundreds a second even on a small machine; a drain that stands still for so long has stopped.
    private static final int MOST_STILL_SECONDS = 60;

    private static final int POLLS_A_SECOND = 5;

    /// So many days are written between two lines of progress.
    private static final int DAYS_A_LINE = 31;

    /// As long as the mood meter has been there: enough for its page.
    private static final int FELT_WEEKS = 6;

    private final Neighbourhood neighbourhood;
    private final List<KioskSite> kiosks;
    private final DeviceClock today;
    private final PrintStream out;
    private final RandomGenerator random;

    /// `kiosks` are the one at the front door and the one at the garden gate; `today` is this machine's own clock.
    public Telling(
            Neighbourhood neighbourhood,
            List<KioskSite> kiosks,
            DeviceClock today,
            PrintStream out,
            RandomGenerator random) {
        this.neighbourhood = neighbourhood;
        this.kiosks = List.copyOf(kiosks);
        this.today = today;
        this.out = out;
        this.random = random;
    }

    /// Returns when the hub has committed every event of the history, or at once after asking for the passes if there
    /// is none to be told. Gives the passes of a dozen residents for the simulated readers.
    public DemoPasses tell(boolean withHistory) {
        Instant switchedOn = neighbourhood
                .days()
                .getFirst()
                .atTime(LocalTime.of(8, 0))
                .atZone(neighbourhood.zone())
                .toInstant();
        List<WalkingClock> clocks = kiosks.stream()
                .map(kiosk -> new WalkingClock(new UUID(random.nextLong(), random.nextLong()).toString(), switchedOn))
                .toList();
        try (KioskLine front = new KioskLine(kiosks.get(0), clocks.get(0), today, random);
                KioskLine garden = new KioskLine(kiosks.get(1), clocks.get(1), today, random)) {
            PassBook passes = passes(front, withHistory);
            if (withHistory) {
                SelfWords words = new SelfWords(kiosks.getFirst().sealing());
                Instant feelsFrom = neighbourhood
                        .today()
                        .minusWeeks(FELT_WEEKS)
                        .atStartOfDay(neighbourhood.zone())
                        .toInstant();
                List<Past> pasts = List.of(
                        new Past(front.store(), clocks.get(0), passes, words, feelsFrom),
                        new Past(garden.store(), clocks.get(1), passes, words, feelsFrom));
                write(pasts, List.of(front, garden));
                drain(pasts, List.of(front, garden));
            }
            return new DemoPasses(neighbourhood.residents(), passes);
        }
    }

    private PassBook passes(KioskLine line, boolean withHistory) {
        List<Resident> holders = withHistory
                ? neighbourhood.residents()
                : neighbourhood.residents().stream()
                        .limit(DemoPasses.OF_THE_FIRST)
                        .toList();
        long codes = holders.stream()
                .filter(resident -> resident.pass() instanceof Resident.Pass.Code)
                .count();
        return new PassBook(
                holders, line.tokenKey(), kiosks.getFirst().keys(), neighbourhood.today(), line.blanks((int) codes));
    }

    private void write(List<Past> pasts, List<KioskLine> lines) {
        int day = 0;
        for (LocalDate date : neighbourhood.days()) {
            if (day++ % DAYS_A_LINE == 0) {
                out.println("Telling what happened from "
                        + date.format(DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK)) + " ...");
            }
            List<Deed> deeds = neighbourhood.history().on(date);
            for (int kiosk = 0; kiosk < pasts.size(); kiosk++) {
                int here = kiosk;
                pasts.get(kiosk)
                        .write(deeds.stream()
                                .filter(deed -> deed.kiosk() == here)
                                .toList());
                lines.get(kiosk).wake();
            }
        }
    }

    private void drain(List<Past> pasts, List<KioskLine> lines) {
        long all = pasts.stream().mapToLong(Past::written).sum();
        long left = all;
        int still = 0;
        while (left > 0) {
            pause();
            long now = left(lines, all);
            still = now < left ? 0 : still + 1;
            if (now / (all / 10 + 1) < left / (all / 10 + 1)) {
                out.println("The hub has counted " + (all - now) + " of " + all + " events.");
            }
            left = now;
            if (still > MOST_STILL_SECONDS * POLLS_A_SECOND) {
                throw new IllegalStateException("The hub has stopped taking events; " + left + " are left.");
            }
        }
        out.println("The hub has counted all " + all + " events.");
    }

    /// A sender that the hub has not answered yet does not know its depth.
    private static long left(List<KioskLine> lines, long all) {
        return lines.stream().allMatch(KioskLine::answered)
                ? lines.stream().mapToLong(KioskLine::depth).sum()
                : all;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(1000 / POLLS_A_SECOND);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the hub counted.", e);
        }
    }
}
