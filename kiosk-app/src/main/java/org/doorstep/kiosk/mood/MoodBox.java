package org.doorstep.kiosk.mood;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.doorstep.kiosk.schedule.ScheduleBoard;
import org.doorstep.relay.contract.AnonymousEnvelope;
import org.doorstep.relay.contract.HubEvent.MoodAnswered;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.mood.Tally;
import org.doorstep.relay.outbox.Outbox;
import org.doorstep.relay.outbox.OutboxFile;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.store.StoreException;
import org.doorstep.relay.time.DeviceClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes how people felt and keeps it until so many answers are together that nobody's can be told. Safe for all
/// threads; [#give] never waits for the disk.
///
/// What it promises: whoever has every version of every page that this program ever wrote can tell no fewer than
/// [AnonymousEnvelope#LEAST_BATCH] answers from the rest, and cannot tell in what order those came. The price: a power
/// cut takes what is still in memory, fewer than sixteen answers of each session that is not over and of the week, and
/// those of the last [#TURN]; before the device knows the time, all of the week's. Decision 0036 has the reasons.
public final class MoodBox implements AutoCloseable {
    private static final int LOT = AnonymousEnvelope.LEAST_BATCH;

    /// With so many in memory eight of them, by chance, are written. The others stay, so that as many as a lot are left
    /// to leave with the session: one answer that came after a lot would stand there alone.
    static final int MOST_IN_MEMORY = 2 * LOT;

    /// The disk is written to, and batches leave, at these times only and not when somebody answers: a file's time
    /// tells five minutes in which somebody may have.
    static final Duration TURN = Duration.ofMinutes(5);

    /// People answer on their way out: as long as the schedule takes somebody to be leaving. What comes for a session
    /// later is the week's, so that a session's answers leave once and not as they come.
    static final Duration STRAGGLERS = Duration.ofMinutes(30);

    /// Between two turns. Somebody who plays with the buttons for five minutes has pressed them less often.
    static final int MOST_ANSWERS = 2_000;

    /// A hub has a dozen sessions a day.
    static final int MOST_PILES = 64;

    /// A pile further ahead than the schedule goes was made by a clock that was wrong, and is not waited for.
    private static final int FURTHEST_DAYS = 60;

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(MoodBox.class);

    private final Database database;
    private final Outbox outbox;
    private final HeldLots lots;
    private final ScheduleBoard schedule;
    private final DeviceClock clock;
    private final RandomGenerator random;
    private final Runnable released;
    private final Map<Pile, Tally> inMemory = new HashMap<>();

    /// The week's answers while the device does not know what week it is, and what was set aside meanwhile. Never
    /// written. Guarded by `inMemory`.
    private final Tally undated = new Tally();

    private final Tally undatedAside = new Tally();

    private final ScheduledExecutorService turns = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("mood").daemon().factory());
    private boolean troubled;

    private record Lot(Pile pile, List<MoodAnswered> answers) {}

    /// `file` is the anonymous lane's own; `released` is run when there is something to send.
    public MoodBox(
            OutboxFile.Opened file,
            ScheduleBoard schedule,
            DeviceClock clock,
            RandomGenerator random,
            Runnable released) {
        this.database = file.database();
        this.outbox = file.outbox();
        this.lots = new HeldLots(random);
        this.schedule = schedule;
        this.clock = clock;
        this.random = random;
        this.released = released;
    }

    public void start() {
        turns.scheduleWithFixedDelay(this::turn, 0, TURN.toSeconds(), TimeUnit.SECONDS);
    }

    /// Takes one answer. False if so many have come at once that it is not a person who gives them; then it is not
    /// taken.
    public boolean give(MoodAnswered answer) {
        Instant then = clock.instant().minus(STRAGGLERS);
        boolean timeIsKnown = timeIsKnown();
        synchronized (inMemory) {
            // While the time is not known, the drop-in is that of a day that never was.
            Optional<Pile> session = answer.at()
                    .filter(id -> timeIsKnown || schedule.find(id).isPresent())
                    .<Pile>map(Pile.OfSession::new)
                    .filter(pile -> !isOver(pile, then))
                    .filter(pile -> inMemory.containsKey(pile) || inMemory.size() < MOST_PILES);
            Tally tally = session.or(() -> timeIsKnown ? Optional.of(weekAt(then)) : Optional.empty())
                    .map(pile -> inMemory.computeIfAbsent(pile, _ -> new Tally()))
                    .orElse(undated);
            if (tally.size() >= MOST_ANSWERS) {
                return false;
            }
            tally.add(session.isPresent() ? answer : answer.withoutSession(), 1);
            return true;
        }
    }

    /// Keeps one touch that is not taken for an answer, to be counted as such. False as in [#give].
    boolean setAside(int face) {
        Instant then = clock.instant().minus(STRAGGLERS);
        boolean timeIsKnown = timeIsKnown();
        synchronized (inMemory) {
            Tally tally = timeIsKnown
                    ? inMemory.computeIfAbsent(Pile.SetAside.with(schedule.dayOf(then)), _ -> new Tally())
                    : undatedAside;
            if (tally.size() >= MOST_ANSWERS) {
                return false;
            }
            tally.add(MoodAnswered.awayFromSessions(face), 1);
            return true;
        }
    }

    private boolean timeIsKnown() {
        return clock.moment().clock() != Moment.Clock.UNKNOWN;
    }

    private Pile weekAt(Instant then) {
        return Pile.OfWeek.with(schedule.dayOf(then));
    }

    /// What is done every five minutes once started. Public for those who let months pass in a test.
    public synchronized void turn() {
        try {
            dateTheUndated();
            writeLots(MOST_IN_MEMORY, LOT);
            letGoWhatIsOver();
            troubled = false;
        } catch (RuntimeException e) {
            if (!troubled) {
                LOG.error("Answers could not be written, and are held in memory: {}", e.getMessage());
            }
            troubled = true;
        }
    }

    /// Writes what may be written. What are too few even together are gone.
    @Override
    public void close() {
        turns.shutdown();
        try {
            turns.awaitTermination(CLOSE_PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        turn();
        synchronized (this) {
            try {
                poolTheFew();
                writeLots(LOT, Integer.MAX_VALUE);
            } catch (StoreException e) {
                LOG.error("The last answers could not be written: {}", e.getMessage());
            }
        }
    }

    private void dateTheUndated() {
        if (timeIsKnown()) {
            Instant then = clock.instant().minus(STRAGGLERS);
            synchronized (inMemory) {
                putBack(weekAt(then), undated.draw(undated.size(), random));
                Pile aside = Pile.SetAside.with(schedule.dayOf(then));
                putBack(aside, undatedAside.draw(undatedAside.size(), random));
            }
        }
    }

    /// Of each pile of `from` or more, draws lots of `size` or all that is there, and writes them.
    private void writeLots(int from, int size) {
        List<Lot> drawn = new ArrayList<>();
        synchronized (inMemory) {
            inMemory.forEach((pile, tally) -> {
                while (tally.size() >= from) {
                    drawn.add(new Lot(pile, tally.draw(Math.min(size, tally.size()), random)));
                }
            });
        }
        if (drawn.isEmpty()) {
            return;
        }
        try {
            database.write(transaction -> {
                drawn.forEach(lot -> lots.add(transaction, lot.pile(), lot.answers()));
                return null;
            });
        } catch (RuntimeException e) {
            drawn.forEach(lot -> putBack(lot.pile(), lot.answers()));
            throw e;
        }
    }

    private void letGoWhatIsOver() {
        Instant then = clock.instant().minus(STRAGGLERS);
        Set<Pile> piles = new LinkedHashSet<>(database.read(lots::piles));
        synchronized (inMemory) {
            piles.addAll(inMemory.keySet());
        }
        // Sessions before weeks: what a session has too few of goes to its week.
        piles.stream()
                .sorted(Comparator.comparing(pile -> !(pile instanceof Pile.OfSession)))
                .filter(pile -> isOver(pile, then))
                .forEach(pile -> letGo(pile, then));
    }

    /// Nothing is over by a clock that knows nothing.
    private boolean isOver(Pile pile, Instant then) {
        if (!timeIsKnown()) {
            return false;
        }
        LocalDate today = schedule.dayOf(then);
        return pile.date().isAfter(today.plusDays(FURTHEST_DAYS))
                || switch (pile) {
                    case Pile.OfWeek _, Pile.SetAside _ ->
                        !today.isBefore(pile.date().plusWeeks(1));
                    case Pile.OfSession of ->
                        schedule.find(of.session())
                                .map(session -> session.end().isBefore(then))
                                .orElseGet(() -> today.isAfter(of.date()));
                };
    }

    /// Lots and memory together, if those in memory are enough to stand alone; else only the lots, and the others go to
    /// the week.
    private void letGo(Pile pile, Instant then) {
        List<MoodAnswered> memory = takeAll(pile);
        boolean together = memory.size() >= LOT;
        try {
            boolean some = database.write(transaction -> {
                List<MoodAnswered> batch = new ArrayList<>(lots.of(transaction, pile));
                if (together) {
                    batch.addAll(memory);
                }
                if (batch.isEmpty()) {
                    return false;
                }
                outbox.release(
                        transaction,
                        pile.date(),
                        batch.stream().map(pile::leaving).toList());
                lots.remove(transaction, pile);
                return true;
            });
            if (some) {
                released.run();
            }
        } catch (RuntimeException e) {
            putBack(pile, memory);
            throw e;
        }
        if (!together) {
            // If its own week has left, that is over too, and the next turn hands them on to the one that is now.
            switch (pile) {
                case Pile.OfSession _ -> pool(memory, Pile.OfWeek.with(pile.date()));
                case Pile.OfWeek _ -> putBack(weekAt(then), memory);
                case Pile.SetAside _ -> putBack(Pile.SetAside.with(schedule.dayOf(then)), memory);
            }
        }
    }

    /// What each session has too few of, in one pile: together they may be enough. Not if nobody knows of which week.
    private void poolTheFew() {
        if (!timeIsKnown()) {
            return;
        }
        Pile week = weekAt(clock.instant().minus(STRAGGLERS));
        List<Pile> few;
        synchronized (inMemory) {
            few = inMemory.entrySet().stream()
                    .filter(entry -> entry.getValue().size() < LOT && !(entry.getKey() instanceof Pile.SetAside))
                    .map(Map.Entry::getKey)
                    .toList();
        }
        few.forEach(pile -> pool(takeAll(pile), week));
    }

    private void pool(List<MoodAnswered> answers, Pile week) {
        putBack(week, answers.stream().map(MoodAnswered::withoutSession).toList());
    }

    private List<MoodAnswered> takeAll(Pile pile) {
        synchronized (inMemory) {
            Tally tally = inMemory.remove(pile);
            return tally == null ? List.of() : tally.all();
        }
    }

    private void putBack(Pile pile, List<MoodAnswered> answers) {
        if (!answers.isEmpty()) {
            synchronized (inMemory) {
                inMemory.computeIfAbsent(pile, _ -> new Tally()).addAll(answers);
            }
        }
    }
}
