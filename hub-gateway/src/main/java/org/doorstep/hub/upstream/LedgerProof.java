package org.doorstep.hub.upstream;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.doorstep.hub.disclosure.Gate;
import org.doorstep.hub.disclosure.Released;
import org.doorstep.hub.disclosure.Whole;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.figures.FigureBatch;
import org.doorstep.relay.contract.figures.FigureProof;
import org.doorstep.relay.contract.figures.FigureWeek;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// The daily proof between hub and area (docs/decisions/0037): the ledger's digests, week by week, against
/// what the area holds; a week that differs is sent again, row by row, and so mended where that mends it.
/// Of the sending's thread alone.
final class LedgerProof {
    /// A day less an hour: rounds come once in an hour, and a whole day would be an hour later each time.
    private static final Duration WHILE_IT_AGREES = Duration.ofHours(23);

    /// At the next round. A hub that was restored is filled by its kiosks within it.
    private static final Duration WHILE_IT_DIFFERS = Duration.ofMinutes(30);

    /// 80,000 rows, more than a year of a busy hub; an area that lacks more is set right over several hours.
    private static final int MOST_PARTS = 200;

    /// Compared, mended, and compared again: what then differs is not mended by sending.
    private static final int MOST_ROUNDS = 2;

    private final Database database;
    private final Gate gate;
    private final HubId hub;
    private final ProofBook book;
    private final InstantSource clock;

    /// Not asked for again before this, whatever came of it.
    private Instant notBefore = Instant.EPOCH;

    /// Where the ledger is, and what it says.
    private record Asked(FigureProof proof, Whole whole) {}

    private enum Step {
        OVER,
        ONCE_MORE,
        ELSEWHERE
    }

    /// What one comparison has come to so far.
    private static final class Tally {
        final List<FigureWeek.Difference> left = new ArrayList<>();
        final List<FigureWeek.Difference> setRight = new ArrayList<>();
        long remaining;
        long mended;
        int parts;

        /// What is left is found anew by each comparison.
        void nothingIsLeft() {
            left.clear();
            remaining = 0;
        }

        void add(FigureWeek.Answer answer) {
            remaining += answer.left();
            mended += answer.mended();
            answer.differences().forEach(one -> (one.mended() ? setRight : left).add(one));
        }
    }

    LedgerProof(Database database, Gate gate, HubId hub, ProofBook book, InstantSource clock) {
        this.database = database;
        this.gate = gate;
        this.hub = hub;
        this.book = book;
        this.clock = clock;
    }

    /// Once a day; in each hour while it differs; at once when the ledger has begun again.
    boolean isDue() {
        Instant now = clock.instant();
        boolean waits = now.isBefore(notBefore) && notBefore.isBefore(now.plus(WHILE_IT_DIFFERS.multipliedBy(2)));
        if (waits) {
            return false;
        }
        AreaProof last = book.last();
        Duration pause = last.worrying() ? WHILE_IT_DIFFERS : WHILE_IT_AGREES;
        return last.at().isAfter(now)
                || !last.at().plus(pause).isAfter(now)
                || !book.ledger().equals(database.<String>read(gate::ledgerId));
    }

    /// Compares, has mended what can be, and writes down what was found. The area is at the last row of the ledger.
    /// False if it turns out to be somewhere else.
    boolean compare(AreaServer area) {
        notBefore = clock.instant().plus(WHILE_IT_DIFFERS);
        Tally tally = new Tally();
        for (int round = 1; round <= MOST_ROUNDS; round++) {
            switch (once(area, tally, round == MOST_ROUNDS)) {
                case OVER -> {
                    return true;
                }
                case ELSEWHERE -> {
                    return false;
                }
                case ONCE_MORE -> {}
            }
        }
        return true;
    }

    private Step once(AreaServer area, Tally tally, boolean last) {
        Asked asked = database.read(this::asked);
        if (!asked.whole().sound()) {
            return over(asked, AreaProof.Result.LEDGER_BROKEN, tally);
        }
        return switch (area.compare(asked.proof())) {
            case AreaServer.Compared.Elsewhere<FigureProof.Answer> elsewhere -> {
                keepWhatWasMended(asked, tally);
                yield Step.ELSEWHERE;
            }
            case AreaServer.Compared.Away<FigureProof.Answer> away -> {
                keepWhatWasMended(asked, tally);
                yield Step.OVER;
            }
            case AreaServer.Compared.TooOld<FigureProof.Answer> old -> over(asked, AreaProof.Result.TOO_OLD, tally);
            case AreaServer.Compared.Answered<FigureProof.Answer>(FigureProof.Answer answer) -> {
                tally.nothingIsLeft();
                if (answer.differing().isEmpty()) {
                    yield over(asked, AreaProof.Result.AGREES, tally);
                }
                long before = tally.mended;
                narrow(area, asked, answer.differing(), tally);
                boolean again = tally.mended > before && tally.parts < MOST_PARTS && !last;
                yield again ? Step.ONCE_MORE : over(asked, AreaProof.Result.DIFFERS, tally);
            }
        };
    }

    /// The second comparison did not come about. People saw what the first one mended, and nobody says yet that all is
    /// right now.
    private void keepWhatWasMended(Asked asked, Tally tally) {
        if (tally.mended > 0) {
            over(asked, AreaProof.Result.DIFFERS, tally);
        }
    }

    private Step over(Asked asked, AreaProof.Result result, Tally tally) {
        book.write(
                new ProofBook.Entry(
                        asked.proof().ledger(),
                        result,
                        asked.whole().rows(),
                        tally.left,
                        tally.remaining,
                        tally.setRight,
                        tally.mended),
                clock.instant());
        return Step.OVER;
    }

    /// Sends the weeks that differ again, and hears of each figure what it was.
    private void narrow(AreaServer area, Asked asked, List<LocalDate> weeks, Tally tally) {
        for (LocalDate monday : weeks) {
            long through = asked.proof().through();
            long from = 1;
            do {
                FigureWeek part = part(asked, monday, from);
                boolean answered = ++tally.parts <= MOST_PARTS
                        && area.compare(part) instanceof AreaServer.Compared.Answered<FigureWeek.Answer>(var answer)
                        && heard(tally, answer);
                if (!answered) {
                    return;
                }
                from = part.to() + 1;
            } while (from <= through);
        }
    }

    private static boolean heard(Tally tally, FigureWeek.Answer answer) {
        tally.add(answer);
        return true;
    }

    private FigureWeek part(Asked asked, LocalDate monday, long from) {
        return database.read(handle -> {
            List<Released> rows = gate.ofWeek(handle, monday, from - 1, FigureBatch.MOST_ROWS);
            long to = rows.size() < FigureBatch.MOST_ROWS
                    ? asked.proof().through()
                    : rows.getLast().number();
            return new FigureWeek(
                    hub,
                    asked.proof().ledger(),
                    monday,
                    from,
                    to,
                    rows.stream().map(Released::row).toList());
        });
    }

    private Asked asked(Handle handle) {
        Whole whole = gate.whole(handle);
        long through = gate.last(handle);
        return new Asked(
                new FigureProof(
                        hub,
                        gate.ledgerId(handle),
                        through,
                        gate.chainAt(handle, through)
                                .orElseThrow(() -> new IllegalStateException("The ledger has no last row.")),
                        whole.weeks()),
                whole);
    }
}
