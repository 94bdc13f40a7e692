package org.doorstep.hub.booking.calendar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.doorstep.hub.booking.claims.Booking;
import org.doorstep.hub.booking.claims.ClaimBook;
import org.doorstep.hub.booking.claims.Claimed;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.claims.Origin;
import org.doorstep.hub.booking.claims.RequestId;
import org.doorstep.hub.booking.claims.Wanted;
import org.doorstep.hub.booking.claims.Why;
import org.doorstep.hub.booking.units.Bookable;
import org.doorstep.hub.booking.units.Catalogue;
import org.doorstep.hub.booking.units.CatalogueBook;
import org.doorstep.hub.booking.units.KnownCatalogue;
import org.doorstep.hub.booking.units.Party;
import org.jdbi.v3.core.Handle;

/// Takes bookings in from a file, line by line, each by the claim path: what cannot be is said of
/// its line and stops no other. A dry run is the real thing, taken back.
public final class Import {
    public static final String NAME = "bookings.csv";

    private static final String SAVEPOINT = "dry_run";

    private final ClaimBook claims;
    private final ZoneId zone;
    private final KnownCatalogue known = new KnownCatalogue();

    /// What became of one line. `detail` is a message key: why not, empty text if it was booked.
    public record Outcome(int number, Result result, String detail) {}

    public enum Result {
        BOOKED,
        BEFORE,
        NOT_FREE,
        REFUSED,
        UNKNOWN,
        WRONG
    }

    public Import(ClaimBook claims, ZoneId zone) {
        this.claims = claims;
        this.zone = zone;
    }

    /// What a new hub has booked from its first start on, where somebody has put a file beside its
    /// activities, and nothing is booked yet; how many lines could not be taken. Nothing where there
    /// is no such file.
    public int readInto(Handle handle, Path file, Instant now) throws SQLException {
        boolean any = handle.createQuery("SELECT EXISTS (SELECT 1 FROM booking)")
                .mapTo(Boolean.class)
                .one();
        if (any || !Files.isRegularFile(file)) {
            return 0;
        }
        try {
            List<BookingsFile.Line> lines = read(Files.readString(file))
                    .orElseThrow(() -> new IllegalArgumentException(
                            file + " is no file of bookings: its first line is not " + BookingsFile.HEADER + "."));
            List<Outcome> outcomes = take(handle, lines, now);
            return Math.toIntExact(outcomes.stream()
                    .filter(outcome -> outcome.result() != Result.BOOKED)
                    .count());
        } catch (IOException e) {
            throw new UncheckedIOException("Bookings cannot be read from " + file, e);
        }
    }

    /// Empty if it is no such file.
    public Optional<List<BookingsFile.Line>> read(String text) {
        return BookingsFile.read(text, zone);
    }

    /// What would become of each line, with nothing changed.
    public List<Outcome> dryRun(Handle handle, List<BookingsFile.Line> lines, Instant now) throws SQLException {
        handle.savepoint(SAVEPOINT);
        List<Outcome> outcomes = take(handle, lines, now);
        handle.rollbackToSavepoint(SAVEPOINT);
        return outcomes;
    }

    public List<Outcome> take(Handle handle, List<BookingsFile.Line> lines, Instant now) throws SQLException {
        List<Outcome> outcomes = new ArrayList<>();
        for (BookingsFile.Line line : lines) {
            outcomes.add(
                    switch (line) {
                        case BookingsFile.Line.Wrong(int number, String mistake) ->
                            new Outcome(number, Result.WRONG, mistake);
                        case BookingsFile.Line.Wish wish -> take(handle, wish, now);
                    });
        }
        return outcomes;
    }

    private Outcome take(Handle handle, BookingsFile.Line.Wish wish, Instant now) throws SQLException {
        Catalogue catalogue = known.of(handle);
        Optional<Bookable> what = catalogue.offered().stream()
                .filter(bookable -> bookable.id().value().equals(wish.what())
                        || bookable.title().equalsIgnoreCase(wish.what()))
                .findFirst();
        if (what.isEmpty()) {
            return new Outcome(wish.number(), Result.UNKNOWN, "import.unknown");
        }
        Wanted wanted = Wanted.of(
                        new RequestId(wish.request()),
                        what.get().id(),
                        wish.count(),
                        wish.times(),
                        new Holder.Party(group(handle, catalogue, wish)),
                        Origin.IMPORT)
                .forPeople(wish.people())
                .called(wish.title());
        return switch (claims.book(handle, wanted, now)) {
            case Claimed.Booked(Booking booking) -> new Outcome(wish.number(), Result.BOOKED, "");
            case Claimed.Asked(Booking booking) -> new Outcome(wish.number(), Result.BOOKED, "");
            case Claimed.Held(Booking booking) -> new Outcome(wish.number(), Result.BOOKED, "");
            case Claimed.Same(Booking booking) -> new Outcome(wish.number(), Result.BEFORE, "import.before");
            case Claimed.NotFree() -> new Outcome(wish.number(), Result.NOT_FREE, "bookings.not-free");
            case Claimed.Refused(Why why) -> new Outcome(wish.number(), Result.REFUSED, "booking.why." + why);
        };
    }

    /// The group of that name, made if there is none.
    private static long group(Handle handle, Catalogue catalogue, BookingsFile.Line.Wish wish) {
        return catalogue.parties().stream()
                .filter(party -> party.name().equalsIgnoreCase(wish.group()))
                .findFirst()
                .map(Party::id)
                .orElseGet(() -> CatalogueBook.addParty(handle, wish.group(), wish.kind()));
    }
}
