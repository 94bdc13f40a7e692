package org.doorstep.hub.booking.recurring;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.claims.RequestId;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Catalogue;
import org.doorstep.hub.booking.units.OpenHours;
import org.doorstep.hub.booking.units.Party;
import org.doorstep.hub.rhythm.Rhythm;
import org.doorstep.hub.rhythm.Rule;
import org.jdbi.v3.core.Handle;

/// What groups ask for a season, the plan that is made of it, and its publication: each time of the
/// week in the plan becomes a series, by the way of every booking. Each method works in the caller's
/// transaction.
public final class SeasonBook {
    /// As many as a small hall has evenings.
    static final int MOST_NUMBER = 5;

    static final int MOST_CHOICES = 3;

    private static final int MOST_RIVALS_TEXT = 200;

    private final SeriesBook series;

    public SeasonBook(SeriesBook series) {
        this.series = series;
    }

    static long make(Handle handle, Season season) {
        return handle.createQuery("""
                        INSERT INTO season (name, first_date, last_date, in_term, state)
                        VALUES (:name, :first, :last, :inTerm, 'ASKING')
                        RETURNING id
                        """)
                .bind("name", season.name())
                .bind("first", season.first().toString())
                .bind("last", season.last().toString())
                .bind("inTerm", season.inTerm())
                .mapTo(Long.class)
                .one();
    }

    /// The newest first.
    static List<Season> all(Handle handle) {
        return handle.createQuery("SELECT * FROM season ORDER BY first_date DESC, id DESC")
                .map((row, context) -> season(row))
                .list();
    }

    static Optional<Season> find(Handle handle, long id) {
        return handle.createQuery("SELECT * FROM season WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> season(row))
                .findOne();
    }

    /// A group's wish, in place of what it wished before under that number; without choices it is
    /// taken back. A plan that was made before is out of date and goes.
    static void wish(Handle handle, long season, long party, int number, List<Slot> choices, Instant now) {
        handle.execute("DELETE FROM season_wish WHERE season = ? AND party = ? AND number = ?", season, party, number);
        for (int i = 0; i < choices.size(); i++) {
            Slot slot = choices.get(i);
            handle.createUpdate("""
                            INSERT INTO season_wish (season, party, number, choice, bookable, weekday, starts, ends,
                              asked_at)
                            VALUES (:season, :party, :number, :choice, :bookable, :weekday, :starts, :ends, :now)
                            """)
                    .bind("season", season)
                    .bind("party", party)
                    .bind("number", number)
                    .bind("choice", i + 1)
                    .bind("bookable", slot.place().value())
                    .bind("weekday", slot.day().getValue())
                    .bind("starts", slot.starts().toString())
                    .bind("ends", slot.ends().toString())
                    .bind("now", now.toEpochMilli())
                    .execute();
        }
        forgetPlan(handle, season);
    }

    private static void forgetPlan(Handle handle, long season) {
        handle.execute("DELETE FROM season_slot WHERE season = ?", season);
        handle.execute("UPDATE season SET state = 'ASKING' WHERE id = ?", season);
    }

    /// In the order in which they came.
    static List<FairPlan.Wish> wishes(Handle handle, long season, Catalogue catalogue) {
        record Key(long party, int number) {}
        Map<Key, List<Slot>> choices = new LinkedHashMap<>();
        handle.createQuery("""
                        SELECT party, number, bookable, weekday, starts, ends
                        FROM season_wish
                        WHERE season = :season
                        ORDER BY min(asked_at) OVER (PARTITION BY party), party, number, choice
                        """)
                .bind("season", season)
                .map((row, context) -> Map.entry(new Key(row.getLong("party"), row.getInt("number")), slot(row)))
                .forEach(choice -> choices.computeIfAbsent(choice.getKey(), _ -> new ArrayList<>())
                        .add(choice.getValue()));
        List<FairPlan.Wish> wishes = new ArrayList<>();
        choices.forEach((key, slots) -> catalogue
                .party(key.party)
                .ifPresent(party ->
                        wishes.add(new FairPlan.Wish(party.id(), party.name(), party.kind(), key.number, slots))));
        return wishes;
    }

    /// Makes the plan anew. What was put there by hand is gone.
    static void propose(Handle handle, long season) {
        Catalogue catalogue = Catalogue.read(handle);
        forgetPlan(handle, season);
        for (FairPlan.Given given : FairPlan.of(wishes(handle, season, catalogue), new House(catalogue))) {
            String rivals = String.join(", ", given.rivals());
            FairPlan.Wish wish = given.wish();
            Season.Planned planned =
                    switch (given.verdict()) {
                        case FairPlan.Verdict.Choice(int number, Slot slot) ->
                            planned(wish, Season.How.CHOICE, number, Optional.of(slot), given.because(), rivals);
                        case FairPlan.Verdict.Instead(Slot slot) ->
                            planned(wish, Season.How.INSTEAD, 0, Optional.of(slot), given.because(), rivals);
                        case FairPlan.Verdict.Nothing() ->
                            planned(wish, Season.How.NOTHING, 0, Optional.empty(), given.because(), rivals);
                    };
            put(handle, season, planned);
        }
        handle.execute("UPDATE season SET state = 'PROPOSED' WHERE id = ?", season);
    }

    private static Season.Planned planned(
            FairPlan.Wish wish,
            Season.How how,
            int choice,
            Optional<Slot> slot,
            FairPlan.Because because,
            String rivals) {
        String text = rivals.substring(0, Math.min(rivals.length(), MOST_RIVALS_TEXT));
        return new Season.Planned(wish.party(), wish.number(), how, choice, slot, because, text, 0);
    }

    /// Somebody knows better than the plan; empty is nothing.
    static void byHand(Handle handle, long season, long party, int number, Optional<Slot> slot) {
        put(
                handle,
                season,
                new Season.Planned(party, number, Season.How.BY_HAND, 0, slot, FairPlan.Because.NOBODY_ELSE, "", 0));
    }

    private static void put(Handle handle, long season, Season.Planned planned) {
        handle.createUpdate("""
                        INSERT INTO season_slot (season, party, number, verdict, choice, bookable, weekday, starts, ends,
                          because, rivals)
                        VALUES (:season, :party, :number, :how, :choice, :bookable, :weekday, :starts, :ends,
                          :because, :rivals)
                        ON CONFLICT (season, party, number)
                        DO UPDATE SET verdict = excluded.verdict, choice = excluded.choice,
                          bookable = excluded.bookable, weekday = excluded.weekday, starts = excluded.starts,
                          ends = excluded.ends, because = excluded.because, rivals = excluded.rivals
                        """)
                .bind("season", season)
                .bind("party", planned.party())
                .bind("number", planned.number())
                .bind("how", planned.how().name())
                .bind("choice", planned.choice())
                .bind(
                        "bookable",
                        planned.slot().map(slot -> slot.place().value()).orElse(null))
                .bind(
                        "weekday",
                        planned.slot().map(slot -> slot.day().getValue()).orElse(null))
                .bind(
                        "starts",
                        planned.slot().map(slot -> slot.starts().toString()).orElse(null))
                .bind("ends", planned.slot().map(slot -> slot.ends().toString()).orElse(null))
                .bind("because", planned.because().name())
                .bind("rivals", planned.rivals())
                .execute();
    }

    static List<Season.Planned> plan(Handle handle, long season) {
        return handle.createQuery("""
                        SELECT s.*
                        FROM season_slot s
                        JOIN party p ON p.id = s.party
                        WHERE season = :season
                        ORDER BY p.name COLLATE NOCASE, s.number
                        """)
                .bind("season", season)
                .map((row, context) -> new Season.Planned(
                        row.getLong("party"),
                        row.getInt("number"),
                        Season.How.valueOf(row.getString("verdict")),
                        row.getInt("choice"),
                        row.getString("bookable") == null ? Optional.empty() : Optional.of(slot(row)),
                        FairPlan.Because.valueOf(row.getString("because")),
                        row.getString("rivals"),
                        row.getLong("series")))
                .list();
    }

    /// Makes a series of each time in the plan. Published again it makes none twice.
    void publish(Handle handle, Season season, Instant now) throws SQLException {
        for (Season.Planned planned : plan(handle, season.id())) {
            if (planned.slot().isPresent() && planned.series() == 0) {
                Slot slot = planned.slot().get();
                Rule rule = new Rule(
                        new Rhythm.Weekly(1, Set.of(slot.day())),
                        slot.starts(),
                        slot.ends(),
                        season.first(),
                        new Rule.Until.Day(season.last()),
                        season.inTerm());
                Series made = series.make(
                        handle,
                        request(season, planned),
                        new Plan(slot.place(), 1, 0, new Holder.Party(planned.party()), "", rule),
                        now);
                handle.execute(
                        "UPDATE season_slot SET series = ? WHERE season = ? AND party = ? AND number = ?",
                        made.id().value(),
                        season.id(),
                        planned.party(),
                        planned.number());
            }
        }
        handle.execute("UPDATE season SET state = 'PUBLISHED' WHERE id = ?", season.id());
    }

    private static RequestId request(Season season, Season.Planned planned) {
        String name = "season " + season.id() + " " + planned.party() + " " + planned.number();
        return new RequestId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    private record House(Catalogue catalogue) implements FairPlan.House {
        @Override
        public boolean share(BookableId one, BookableId other) {
            return catalogue.share(one, other);
        }

        /// By the hours of the week; a closure takes single dates and not the season.
        @Override
        public boolean isOpen(Slot slot) {
            List<OpenHours> own = catalogue.ownHours(slot.place());
            List<OpenHours> lines = own.isEmpty() ? catalogue.hubHours() : own;
            return lines.isEmpty()
                    || lines.stream()
                            .anyMatch(line -> line.weekday() == slot.day()
                                    && line.opens() <= slot.startsMinute()
                                    && line.closes() >= slot.endsMinute());
        }
    }

    /// Groups that can ask, by name.
    static List<Party> groups(Catalogue catalogue) {
        return catalogue.parties().stream().filter(party -> !party.retired()).toList();
    }

    private static Slot slot(ResultSet row) throws SQLException {
        return new Slot(
                new BookableId(row.getString("bookable")),
                DayOfWeek.of(row.getInt("weekday")),
                LocalTime.parse(row.getString("starts")),
                LocalTime.parse(row.getString("ends")));
    }

    private static Season season(ResultSet row) throws SQLException {
        return new Season(
                row.getLong("id"),
                row.getString("name"),
                LocalDate.parse(row.getString("first_date")),
                LocalDate.parse(row.getString("last_date")),
                row.getBoolean("in_term"),
                Season.State.valueOf(row.getString("state")));
    }
}
