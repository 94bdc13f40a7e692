package org.doorstep.area.intake;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.doorstep.area.store.Store;
import org.doorstep.relay.contract.figures.FigureBatch;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.relay.contract.figures.FigureCursor;
import org.doorstep.relay.contract.figures.FigureDigest;
import org.doorstep.relay.contract.figures.FigureProof;
import org.doorstep.relay.contract.figures.FigureWeek;
import org.doorstep.relay.contract.figures.FigureWeek.Difference;
import org.doorstep.relay.contract.figures.FigureWeek.What;
import org.doorstep.relay.contract.figures.ShownCount;
import org.jdbi.v3.core.Handle;

/// Compares what a hub has released with what is held and shown here, sets right what the hub says again,
/// and keeps what was found (docs/decisions/0037). What only this side has is said and left as it is. Safe
/// for all threads.
public final class Proofs {
    /// For so long after a hub's ledger began again its kiosks may still bring what it lacks. Later that it
    /// was restored is all there is to say.
    private static final Duration MAY_STILL_COME = Duration.ofDays(42);

    private final Store store;
    private final InstantSource clock;

    /// What became of a question.
    public sealed interface Outcome<T> {
        record Compared<T>(T answer) implements Outcome<T> {}

        /// Hub and area are not at the same row of one ledger; `cursor` is where the area is.
        record Elsewhere<T>(FigureCursor cursor) implements Outcome<T> {}
    }

    public Proofs(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    public Outcome<FigureProof.Answer> compare(FigureProof proof) {
        long now = clock.millis();
        return store.write(handle -> {
            FigureCursor cursor = ProofBook.lock(handle, proof.hub(), now);
            if (!cursor.equals(new FigureCursor(proof.ledger(), proof.through(), proof.chain()))) {
                return new Outcome.Elsewhere<>(cursor);
            }
            List<LocalDate> differing = differing(handle, proof, now);
            ProofBook.compared(handle, proof.hub(), differing.isEmpty(), now);
            return new Outcome.Compared<>(new FigureProof.Answer(differing));
        });
    }

    public Outcome<FigureWeek.Answer> compare(FigureWeek week) {
        long now = clock.millis();
        return store.write(handle -> {
            FigureCursor cursor = ProofBook.lock(handle, week.hub(), now);
            if (!cursor.ledger().equals(week.ledger()) || week.to() > cursor.through()) {
                return new Outcome.Elsewhere<>(cursor);
            }
            FigureWeek.Answer answer = setRight(handle, week, week.to() == cursor.through(), now);
            ProofBook.found(handle, week.hub(), answer, now);
            return new Outcome.Compared<>(answer);
        });
    }

    private static List<LocalDate> differing(Handle handle, FigureProof proof, long now) {
        Holding holding = Holding.ofAll(handle, proof.hub(), proof.ledger());
        SortedMap<LocalDate, FigureDigest> digests = new TreeMap<>();
        Map<FigureCell, FigureBatch.Row> newest = new HashMap<>();
        holding.said(row -> {
            digests.computeIfAbsent(row.cell().monday(), monday -> new FigureDigest())
                    .add(row);
            newest.put(row.cell(), row);
        });
        Set<LocalDate> differing = new TreeSet<>();
        shownOtherwise(holding, newest, now)
                .forEach(one -> differing.add(one.cell().monday()));
        LocalDate oldest = proof.weeks().size() < FigureProof.MOST_WEEKS
                ? LocalDate.MIN
                : proof.weeks().getFirst().monday();
        for (FigureProof.Week week : proof.weeks()) {
            FigureDigest digest = digests.remove(week.monday());
            boolean same = digest != null
                    && digest.rows() == week.rows()
                    && digest.hex().equals(week.digest());
            if (!same) {
                differing.add(week.monday());
            }
        }
        differing.addAll(digests.keySet());
        return differing.stream()
                .filter(monday -> !monday.isBefore(oldest))
                .limit(FigureProof.MOST_WEEKS)
                .toList();
    }

    /// `last`: with this part the hub has said all of the week, and what is shown can be held against it.
    private static FigureWeek.Answer setRight(Handle handle, FigureWeek week, boolean last, long now) {
        Holding holding = Holding.ofWeek(handle, week.hub(), week.ledger(), week.monday());
        List<Difference> found = new ArrayList<>();
        SortedMap<Long, FigureBatch.Row> held = holding.between(week.from(), last ? Long.MAX_VALUE : week.to());
        for (FigureBatch.Row row : week.rows()) {
            FigureBatch.Row had = held.remove(row.number());
            Optional<FigureBatch.Row> before = had == null ? holding.at(row.number()) : Optional.of(had);
            if (!before.equals(Optional.of(row))) {
                ProofBook.say(handle, week.hub(), week.ledger(), row, now);
                found.add(difference(row, before.isEmpty() ? What.LACKED : What.OTHER, before, true));
            }
        }
        held.values().forEach(row -> found.add(difference(row, What.ONLY_THERE, Optional.of(row), false)));
        if (last) {
            addShown(handle, week, holding, held.keySet(), found, now);
        }
        long mended = found.stream().filter(Difference::mended).count();
        return new FigureWeek.Answer(
                found.subList(0, Math.min(FigureWeek.MOST_SAID, found.size())), mended, found.size() - mended);
    }

    private static void addShown(
            Handle handle, FigureWeek week, Holding holding, Set<Long> notTheirs, List<Difference> found, long now) {
        Map<FigureCell, FigureBatch.Row> newest = new HashMap<>();
        holding.said(row -> {
            if (!notTheirs.contains(row.number())) {
                newest.put(row.cell(), row);
            }
        });
        Set<FigureCell> told = new HashSet<>();
        found.forEach(one -> told.add(one.cell()));
        for (Difference one : shownOtherwise(holding, newest, now)) {
            if (one.what() == What.SHOWN) {
                ProofBook.show(handle, week.hub(), newest.get(one.cell()));
            }
            if (told.add(one.cell())) {
                found.add(one);
            }
        }
    }

    /// Where pages show something else than was said last, or something of which this ledger says less or nothing.
    private static List<Difference> shownOtherwise(Holding holding, Map<FigureCell, FigureBatch.Row> newest, long now) {
        boolean mayStillCome = holding.begunAt()
                .map(begun -> now - begun < MAY_STILL_COME.toMillis())
                .orElse(true);
        Map<FigureCell, FigureBatch.Row> before = holding.saidBefore();
        Map<FigureCell, FigureBatch.Row> shown = holding.shown();
        List<Difference> differences = new ArrayList<>();
        newest.forEach((cell, row) -> {
            FigureBatch.Row seen = shown.remove(cell);
            FigureBatch.Row earlier = before.get(cell);
            if (seen == null || !sameWord(seen, row)) {
                differences.add(difference(row, What.SHOWN, Optional.ofNullable(seen), true));
            } else if (earlier != null && mayStillCome && Holding.rank(earlier.value()) > Holding.rank(row.value())) {
                differences.add(difference(row, What.SAID_MORE, Optional.of(earlier), false));
            }
        });
        shown.forEach((cell, seen) -> {
            if (mayStillCome || !before.containsKey(cell)) {
                differences.add(difference(seen, What.ONLY_THERE, Optional.of(seen), false));
            }
        });
        return differences;
    }

    private static boolean sameWord(FigureBatch.Row one, FigureBatch.Row other) {
        return one.version() == other.version() && one.value().equals(other.value()) && one.band() == other.band();
    }

    private static Difference difference(
            FigureBatch.Row row, What what, Optional<FigureBatch.Row> held, boolean mended) {
        String had = held.map(FigureBatch.Row::value).map(ShownCount::toString).orElse("");
        return new Difference(row.cell(), row.version(), what, had, mended);
    }
}
