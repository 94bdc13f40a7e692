package org.doorstep.hub.attendance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import org.doorstep.hub.completeness.Contacts;
import org.doorstep.hub.completeness.Figure;
import org.doorstep.hub.completeness.FigureMark;
import org.doorstep.hub.completeness.Likely;
import org.doorstep.hub.completeness.Mark;
import org.doorstep.hub.completeness.Unheard;
import org.doorstep.hub.enrolment.EnrolledDevices;
import org.doorstep.relay.contract.ActivityId;
import org.doorstep.relay.contract.Ages;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.figures.Band;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Homework club on Tuesdays, 14:00 to 16:00, with two kiosks; kiosk 2 falls silent at three on the last of them.
class MarksTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final LocalDate TUESDAY = LocalDate.parse("2026-11-24");

    /// How many came by kiosk 2 after three, on the Tuesdays before: one each, the newest first.
    private static final int[] HIDDEN = {7, 5, 9, 11, 6, 8, 7, 10};

    @TempDir
    Path folder;

    private Database database;
    private Marks marks;
    private int pass;

    @BeforeEach
    void open() throws IOException {
        database = Database.open(
                folder.resolve("hub.db"), "org/doorstep/hub/db", "org/doorstep/login/db/sqlite", Inbox.MIGRATIONS);
        Files.createDirectories(folder.resolve("devices"));
        for (int kiosk = 1; kiosk <= 2; kiosk++) {
            Files.writeString(folder.resolve("devices/kiosk-" + kiosk + ".properties"), "name = Kiosk " + kiosk);
        }
        marks = new Marks(new Contacts(new EnrolledDevices(folder.resolve("devices"))), new Losses(LONDON), LONDON);
        database.write(handle -> {
            handle.execute("INSERT INTO activity (id, title, room, picture) VALUES ('homework', 'Homework', '', '')");
            session(handle, TUESDAY, 30, 11, 0);
            known(handle, "kiosk-1", TUESDAY.minusWeeks(20), at(TUESDAY, 23, 0));
            known(handle, "kiosk-2", TUESDAY.minusWeeks(20), at(TUESDAY, 15, 0));
            return null;
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void fortyOneAreRecordedAndItIsLikelyFortySixToFiftyTwo() {
        history(HIDDEN.length);

        Mark mark = session(at(TUESDAY, 18, 0)).mark();

        assertThat(mark.unheard()).singleElement().satisfies(silence -> {
            assertThat(silence.name()).isEqualTo("Kiosk 2");
            assertThat(silence.why()).isEqualTo(Unheard.Why.AWAY);
            assertThat(silence.from()).isEqualTo(at(TUESDAY, 15, 0));
            assertThat(silence.to()).isEqualTo(at(TUESDAY, 16, 0));
        });
        assertThat(mark.recorded()).isEqualTo(41);
        assertThat(mark.likely()).isEqualTo(new Likely(46, 52, 8));
        assertThat(mark.band()).isEqualTo(Band.PARTLY);
    }

    @Test
    void whoCameByBothKiosksIsNotMissing() {
        history(HIDDEN.length);
        database.write(handle -> handle.execute("""
                INSERT INTO tap (event, pass, session, at, raw_at, unsure, device, shown_session)
                SELECT 'again ' || event, pass, session, at + 1, at, 0, 'kiosk-1', ''
                FROM tap
                WHERE device = 'kiosk-2'
                """));

        assertThat(session(at(TUESDAY, 18, 0)).mark().likely()).isEqualTo(new Likely(41, 41, 8));
    }

    @Test
    void whatIsExactWhenTheBacklogHasComeIsSaidToBeComplete() {
        history(HIDDEN.length);
        database.write(handle -> {
            handle.execute(
                    "UPDATE device_known SET to_at = ?", at(TUESDAY, 17, 59).toEpochMilli());
            return null;
        });

        assertThat(session(at(TUESDAY, 18, 0)).mark().figures().values()).allMatch(FigureMark::complete);
    }

    @Test
    void withoutEnoughHistoryNoRangeIsSaid() {
        history(Likely.LEAST_SESSIONS - 1);
        assertThat(session(at(TUESDAY, 18, 0)).mark().likely().said()).isFalse();
    }

    @Test
    void whatAKioskHidThatWasNotThereIsNoHistory() {
        database.write(handle -> {
            for (int week = 1; week <= HIDDEN.length; week++) {
                session(handle, TUESDAY.minusWeeks(week), 30, 0, 0);
            }
            return null;
        });
        firstKnown("kiosk-2", at(TUESDAY, 12, 0), at(TUESDAY, 14, 0));
        Instant now = at(TUESDAY, 18, 0);

        Mark mark = session(now).mark();
        Mark day = database.read(handle -> marks.at(handle, now).ofDay(TUESDAY, day(41)));
        Mark week = database.read(handle -> marks.at(handle, now).ofWeek(TUESDAY.minusDays(1), day(41)));

        assertThat(mark.of(Figure.VISITS).range()).isEqualTo(FigureMark.Range.TOO_LITTLE_HISTORY);
        assertThat(day.of(Figure.VISITS).likely().said()).isFalse();
        assertThat(day.of(Figure.PASSES).likely().said()).isFalse();
        assertThat(week.of(Figure.PASSES).likely().said()).isFalse();
    }

    @Test
    void ofAKioskThatIsNewTheRangeRestsOnTheSessionsItWasThereFor() {
        history(HIDDEN.length);
        firstKnown("kiosk-2", at(TUESDAY.minusWeeks(6), 0, 0), at(TUESDAY, 15, 0));

        assertThat(session(at(TUESDAY, 18, 0)).mark().likely()).isEqualTo(new Likely(46, 52, 6));

        firstKnown("kiosk-2", at(TUESDAY.minusWeeks(6), 12, 0), at(TUESDAY, 15, 0));
        assertThat(session(at(TUESDAY, 18, 0)).mark().likely().said()).isFalse();
    }

    @Test
    void aSessionAfterTheLastWordIsNotYetKnown() {
        database.write(handle -> handle.execute(
                "UPDATE device_known SET to_at = ? WHERE device = 'kiosk-2'",
                at(TUESDAY, 9, 0).toEpochMilli()));
        assertThat(session(at(TUESDAY, 18, 0)).mark().unheard())
                .singleElement()
                .satisfies(silence -> assertThat(silence.why()).isEqualTo(Unheard.Why.NOT_YET));
    }

    @Test
    void dayAndWeekLackWhatTheirSessionsLackAndDropInsBesides() {
        history(HIDDEN.length);
        Instant now = at(TUESDAY, 18, 0);

        Mark day = database.read(handle -> marks.at(handle, now).ofDay(TUESDAY, day(41)));
        Mark week = database.read(handle -> marks.at(handle, now).ofWeek(TUESDAY.minusDays(1), day(41)));
        Mark before = database.read(handle -> marks.at(handle, now).ofWeek(TUESDAY.minusDays(8), day(40)));

        assertThat(day.likely()).isEqualTo(new Likely(46, 52, 8));
        assertThat(week.likely()).isEqualTo(day.likely());
        assertThat(before.figures().values()).allMatch(FigureMark::complete);
    }

    @Test
    void aNightWithoutTheKioskLeavesNothingOut() {
        database.write(handle -> handle.execute(
                "UPDATE device_known SET to_at = ?", at(TUESDAY, 16, 30).toEpochMilli()));
        Instant night = at(TUESDAY, 23, 0);
        Mark mark = database.read(handle -> marks.at(handle, night).ofDay(TUESDAY, day(41)));
        assertThat(mark.complete()).isTrue();
        assertThat(database.<Band>read(handle -> marks.at(handle, night).band(TUESDAY)))
                .isEqualTo(Band.COMPLETE);
    }

    @Test
    void guestsAndTheirCompanionsHaveARangeOfTheirOwn() {
        history(HIDDEN.length);
        guests(0, 2, at(TUESDAY, 14, 20));
        for (int week = 1; week <= HIDDEN.length; week++) {
            guests(week, week % 2 == 0 ? 4 : 1, at(TUESDAY.minusWeeks(week), 15, 20));
        }

        Mark mark = session(at(TUESDAY, 18, 0)).mark();

        assertThat(mark.of(Figure.GUESTS).recorded()).isEqualTo(2);
        assertThat(mark.of(Figure.GUESTS).likely()).isEqualTo(new Likely(3, 6, 8));
        assertThat(mark.of(Figure.CHILDREN).likely()).isEqualTo(new Likely(6, 12, 8));
        assertThat(mark.of(Figure.COMPANIONS).likely()).isEqualTo(new Likely(6, 12, 8));
        Mark day = database.read(handle -> marks.at(handle, at(TUESDAY, 18, 0)).ofDay(TUESDAY, day(41)));
        assertThat(day.of(Figure.GUESTS).likely()).isEqualTo(new Likely(3, 6, 8));
    }

    @Test
    void companionsThatWereSaidToASilentKioskMayBeFewerOrMore() {
        history(HIDDEN.length);
        database.write(handle -> {
            // On every Tuesday before, one who had told the first kiosk of four children tells the second of one.
            for (int week = 1; week <= HIDDEN.length; week++) {
                LocalDate day = TUESDAY.minusWeeks(week);
                String first = handle.createQuery("SELECT min(event) FROM tap WHERE device = 'kiosk-1'"
                                + " AND session = (SELECT id FROM session WHERE day = :day)")
                        .bind("day", day.toString())
                        .mapTo(String.class)
                        .one();
                handle.execute("""
                        INSERT INTO tap (event, pass, session, at, raw_at, unsure, device, shown_session)
                        SELECT 'later ' || event, pass, session, ?, at, 0, 'kiosk-2', ''
                        FROM tap
                        WHERE event = ?
                        """, at(day, 15, 5).toEpochMilli(), first);
                String said =
                        "INSERT INTO companions (tap, store, sequence, at, adults, children) VALUES (?, 's', ?, ?, 0, ?)";
                handle.execute(said, first, 1, 1, 4);
                handle.execute(said, "later " + first, 2, 2, 1);
            }
            handle.execute("UPDATE session_figures SET children = 5 WHERE day = ?", TUESDAY.toString());
            return null;
        });

        FigureMark children = session(at(TUESDAY, 18, 0)).mark().of(Figure.CHILDREN);

        assertThat(children.recorded()).isEqualTo(5);
        assertThat(children.likely()).isEqualTo(new Likely(2, 2, 8));
    }

    @Test
    void whoIsHereNowMayHaveComeOrGoneByTheSilentKiosk() {
        history(HIDDEN.length);
        // Those of kiosk 2 after three stay ten minutes past their tap, or to the end: the visit is open.
        Mark mark = session(at(TUESDAY, 15, 30)).mark();

        assertThat(mark.of(Figure.PRESENT_NOW).likely().said()).isTrue();
        assertThat(mark.of(Figure.PRESENT_NOW).likely().from())
                .isEqualTo(mark.of(Figure.PRESENT_NOW).recorded() + 5);
        assertThat(mark.of(Figure.PRESENT_NOW).likely().to())
                .isEqualTo(mark.of(Figure.PRESENT_NOW).recorded() + 11);
    }

    @Test
    void whoIsHereMayHaveLeftByAKioskThatFellSilentAfterTheLastArrival() {
        LocalDate monday = TUESDAY.minusDays(1);
        dropIn(monday, at(monday, 11, 50), at(monday, 12, 0), at(monday, 12, 10));
        heardUntil("kiosk-2", at(monday, 12, 15));
        Instant now = at(monday, 15, 0);

        Mark mark = database.read(handle -> marks.at(handle, now).ofDay(monday, present(3, 3)));
        Mark dropIn = database.read(handle -> marks.at(handle, now)
                .marked(SessionQueries.named(handle, SessionId.dropIn(monday), now)
                        .orElseThrow())
                .mark());

        assertThat(mark.of(Figure.PRESENT_NOW).band()).isEqualTo(Band.PARTLY);
        assertThat(mark.of(Figure.PRESENT_BY_DROP_IN).complete()).isFalse();
        assertThat(mark.of(Figure.VISITS).complete()).isTrue();
        assertThat(mark.here()).singleElement().satisfies(silence -> {
            assertThat(silence.from()).isEqualTo(at(monday, 12, 15));
            assertThat(silence.to()).isEqualTo(now);
        });
        assertThat(dropIn.of(Figure.PRESENT_NOW).complete()).isFalse();
    }

    @Test
    void whereEverybodyHasLeftASilenceAfterwardsLeavesNothingOut() {
        LocalDate monday = TUESDAY.minusDays(1);
        dropIn(monday, at(monday, 11, 50), at(monday, 12, 10));
        database.write(handle -> handle.execute(
                "UPDATE visit SET left_at = ? WHERE day = ?", at(monday, 12, 12).toEpochMilli(), monday.toString()));
        heardUntil("kiosk-2", at(monday, 12, 15));

        Mark mark = database.read(handle -> marks.at(handle, at(monday, 15, 0)).ofDay(monday, present(2, 0)));

        assertThat(mark.figures().values()).allMatch(FigureMark::complete);
    }

    @Test
    void whoHasStayedPastMidnightIsAskedAboutFromTheEveningBefore() {
        LocalDate monday = TUESDAY.minusDays(1);
        dropIn(monday, at(monday, 20, 0), at(monday, 20, 10));
        database.write(handle -> handle.execute(
                "UPDATE visit SET left_at = ? WHERE day = ?", at(TUESDAY, 1, 0).toEpochMilli(), monday.toString()));
        heardUntil("kiosk-2", at(monday, 20, 30));

        Mark mark = database.read(handle -> marks.at(handle, at(TUESDAY, 0, 30)).ofDay(TUESDAY, present(0, 2)));

        assertThat(mark.of(Figure.PRESENT_NOW).complete()).isFalse();
        assertThat(mark.of(Figure.VISITS).complete()).isTrue();
    }

    @Test
    void guestsOpenADay() {
        LocalDate monday = TUESDAY.minusDays(1);
        dropIn(monday);
        guest(monday, at(monday, 10, 0));
        guest(monday, at(monday, 12, 0));
        away("kiosk-2", at(monday, 10, 30), at(monday, 11, 30));
        Instant now = at(monday, 15, 0);

        Mark mark = database.read(handle -> marks.at(handle, now).ofDay(monday, day(0)));

        assertThat(mark.of(Figure.GUESTS).complete()).isFalse();
        assertThat(database.<Band>read(handle -> marks.at(handle, now).band(monday)))
                .isNotEqualTo(Band.COMPLETE);
    }

    @Test
    void oneArrivalAloneOpensItsOwnMoment() {
        LocalDate monday = TUESDAY.minusDays(1);
        dropIn(monday, at(monday, 11, 0));
        away("kiosk-2", at(monday, 10, 30), at(monday, 11, 30));
        Instant now = at(monday, 15, 0);

        assertThat(database.<Band>read(handle -> marks.at(handle, now).band(monday)))
                .isNotEqualTo(Band.COMPLETE);
        assertThat(database.<Band>read(handle -> marks.at(handle, now).band(monday.minusDays(1))))
                .isEqualTo(Band.COMPLETE);
    }

    @Test
    void peopleKnownByPassHaveARangeByDayAndByWeekAndWhoIsNewHasNone() {
        history(HIDDEN.length);

        Mark day = database.read(handle -> marks.at(handle, at(TUESDAY, 18, 0)).ofDay(TUESDAY, day(41)));
        Mark week = database.read(handle -> marks.at(handle, at(TUESDAY, 18, 0)).ofWeek(TUESDAY.minusDays(1), day(41)));

        assertThat(day.of(Figure.PASSES).likely()).isEqualTo(new Likely(46, 52, 8));
        assertThat(week.of(Figure.PASSES).likely()).isEqualTo(new Likely(46, 52, 8));
        assertThat(day.of(Figure.FIRST_TIMERS).range()).isEqualTo(FigureMark.Range.WHO_CAME);
        assertThat(day.of(Figure.FIRST_TIMERS).likely().said()).isFalse();
    }

    @Test
    void whoIsNewThereafterIsInDoubtUntilTheBacklogComes() {
        LocalDate wednesday = TUESDAY.plusDays(1);
        FigureCell next = new FigureCell(
                FigureCell.FIRST_TIMERS, FigureCell.WHOLE_HUB, FigureCell.Period.WEEK, TUESDAY.plusDays(6));
        database.write(handle -> {
            session(handle, wednesday, 10, 0, 0);
            known(handle, "kiosk-2", wednesday.minusDays(0), at(wednesday, 23, 0));
            handle.execute(
                    "UPDATE device_known SET to_at = ? WHERE device = 'kiosk-1'",
                    at(wednesday, 23, 0).toEpochMilli());
            return null;
        });
        Instant then = at(wednesday, 23, 0);

        Mark day = database.read(handle -> marks.at(handle, then).ofDay(wednesday, day(10)));

        assertThat(day.of(Figure.VISITS).complete()).isTrue();
        assertThat(day.of(Figure.FIRST_TIMERS).band()).isEqualTo(Band.NEARLY);
        assertThat(day.earlier()).isNotEmpty();
        assertThat(database.<Band>read(
                        handle -> marks.at(handle, then).counted(next, 3).band()))
                .isEqualTo(Band.NEARLY);
        FigureCell muchLater = new FigureCell(
                FigureCell.FIRST_TIMERS,
                FigureCell.WHOLE_HUB,
                FigureCell.Period.WEEK,
                TUESDAY.minusDays(1).plusWeeks(Sight.WEEKS_BEFORE + 1));
        assertThat(database.<Band>read(
                        handle -> marks.at(handle, then).counted(muchLater, 3).band()))
                .isEqualTo(Band.COMPLETE);

        database.write(handle -> handle.execute("DELETE FROM device_known WHERE device = 'kiosk-2'"));
        assertThat(database.<Band>read(
                        handle -> marks.at(handle, then).counted(next, 3).band()))
                .isEqualTo(Band.COMPLETE);
    }

    @Test
    void anActivityLacksWhatItsSessionsLack() {
        history(HIDDEN.length);
        Map<Figure, Integer> recorded = Map.of(
                Figure.VISITS, 345, Figure.GUESTS, 0, Figure.COMPANIONS, 0, Figure.PASSES, 345, Figure.SESSIONS, 9);

        Mark mark = database.read(handle -> marks.at(handle, at(TUESDAY, 18, 0))
                .ofActivity(new ActivityId("homework"), TUESDAY.minusWeeks(12), TUESDAY, recorded));
        Mark other = database.read(handle -> marks.at(handle, at(TUESDAY, 18, 0))
                .ofActivity(SessionId.DROP_IN, TUESDAY.minusWeeks(12), TUESDAY, recorded));

        assertThat(mark.of(Figure.VISITS).likely()).isEqualTo(new Likely(350, 356, 8));
        assertThat(mark.of(Figure.PASSES).range()).isEqualTo(FigureMark.Range.TOO_LITTLE_HISTORY);
        assertThat(mark.of(Figure.SESSIONS).range()).isEqualTo(FigureMark.Range.NOTHING_ALIKE);
        // Whoever came by kiosk 2 may have come for the drop-in, although its row was never made.
        assertThat(other.of(Figure.VISITS).complete()).isFalse();
        assertThat(other.of(Figure.VISITS).likely()).isEqualTo(new Likely(345, 345, 8));
    }

    private static Map<Figure, Integer> day(int visits) {
        return new DayFigures(visits, visits, 0, 2, 0, 4, Ages.NOT_SAID, 0).recorded();
    }

    private static Map<Figure, Integer> present(int visits, int present) {
        Map<Figure, Integer> recorded = day(visits);
        recorded.put(Figure.PRESENT_NOW, present);
        recorded.put(Figure.PRESENT_BY_DROP_IN, present);
        return recorded;
    }

    /// Each with two children.
    private void guests(int week, int count, Instant at) {
        String day = TUESDAY.minusWeeks(week).toString();
        database.write(handle -> {
            for (int i = 0; i < count; i++) {
                handle.execute(
                        "INSERT INTO guest (event, session, at, raw_at, unsure, device, shown_session, adults, children)"
                                + " VALUES (?, (SELECT id FROM session WHERE day = ?), ?, ?, 0, 'kiosk-2', '', 0, 2)",
                        "guest " + week + " " + i,
                        day,
                        at.toEpochMilli(),
                        at.toEpochMilli());
            }
            handle.execute("UPDATE session_figures SET guests = ?, children = ? WHERE day = ?", count, 2 * count, day);
            return null;
        });
    }

    private void history(int weeks) {
        database.write(handle -> {
            for (int week = 1; week <= weeks; week++) {
                session(handle, TUESDAY.minusWeeks(week), 30, 3, HIDDEN[week - 1]);
            }
            return null;
        });
    }

    private SessionFacts session(Instant now) {
        return database.read(handle -> {
            SessionId session = new SessionId(new ActivityId("homework"), TUESDAY, LocalTime.of(14, 0));
            return marks.at(handle, now)
                    .marked(SessionQueries.named(handle, session, now).orElseThrow());
        });
    }

    private void session(Handle handle, LocalDate day, int byFirst, int bySecondEarly, int bySecondLate) {
        int visits = byFirst + bySecondEarly + bySecondLate;
        handle.execute(
                "INSERT INTO session (name, activity, day, starts, ends) VALUES (?, 'homework', ?, ?, ?)",
                "homework@" + day + "T1400",
                day.toString(),
                at(day, 14, 0).toEpochMilli(),
                at(day, 16, 0).toEpochMilli());
        handle.execute(
                "INSERT INTO session_figures (session, day, visits, guests, adults, children, unsure, revision)"
                        + " VALUES ((SELECT max(id) FROM session), ?, ?, 0, 0, 0, 0, 1)",
                day.toString(),
                visits);
        handle.execute(
                "INSERT INTO day_figures (day, visits, guests, adults, children, unsure, revision)"
                        + " VALUES (?, ?, 0, 0, 0, 0, 1)",
                day.toString(),
                visits);
        taps(handle, day, "kiosk-1", byFirst, at(day, 14, 5));
        taps(handle, day, "kiosk-2", bySecondEarly, at(day, 14, 30));
        taps(handle, day, "kiosk-2", bySecondLate, at(day, 15, 10));
    }

    private void taps(Handle handle, LocalDate day, String kiosk, int count, Instant at) {
        for (int i = 0; i < count; i++) {
            pass++;
            handle.execute("INSERT INTO pass (id, kind, name, symbol) VALUES (?, 'code', ?, '')", pass, "p" + pass);
            handle.execute(
                    "INSERT INTO tap (event, pass, session, at, raw_at, unsure, device, shown_session)"
                            + " VALUES (?, ?, (SELECT max(id) FROM session), ?, ?, 0, ?, '')",
                    "event " + pass,
                    pass,
                    at.toEpochMilli(),
                    at.toEpochMilli(),
                    kiosk);
            handle.execute(
                    "INSERT INTO visit (session, pass, day, arrived_at, left_at, leaving, unsure, adults, children)"
                            + " VALUES ((SELECT max(id) FROM session), ?, ?, ?, ?, 'assumed', 0, 0, 0)",
                    pass,
                    day.toString(),
                    at.toEpochMilli(),
                    at.plus(Duration.ofMinutes(10)).toEpochMilli());
        }
    }

    private static void known(Handle handle, String device, LocalDate from, Instant to) {
        handle.execute(
                "INSERT INTO device_known VALUES (?, ?, ?)",
                device,
                from.atStartOfDay(LONDON).toInstant().toEpochMilli(),
                to.toEpochMilli());
    }

    /// The drop-in of that day, with these who came by kiosk 1 and have not left.
    private void dropIn(LocalDate day, Instant... arrivals) {
        Instant ends = at(day.plusDays(1), 0, 0);
        database.write(handle -> {
            handle.execute(
                    "INSERT INTO session (name, activity, day, starts, ends) VALUES (?, 'drop-in', ?, ?, ?)",
                    SessionId.dropIn(day).toString(),
                    day.toString(),
                    at(day, 0, 0).toEpochMilli(),
                    ends.toEpochMilli());
            for (Instant arrival : arrivals) {
                taps(handle, day, "kiosk-1", 1, arrival);
            }
            handle.execute(
                    "UPDATE visit SET left_at = ? WHERE session = (SELECT max(id) FROM session)", ends.toEpochMilli());
            return null;
        });
    }

    private void guest(LocalDate day, Instant at) {
        database.write(handle -> handle.execute(
                "INSERT INTO guest (event, session, at, raw_at, unsure, device, shown_session, adults, children)"
                        + " VALUES (?, (SELECT id FROM session WHERE day = ?), ?, ?, 0, 'kiosk-1', '', 0, 0)",
                "guest at " + at,
                day.toString(),
                at.toEpochMilli(),
                at.toEpochMilli()));
    }

    private void firstKnown(String device, Instant from, Instant to) {
        database.write(handle -> {
            handle.execute("DELETE FROM device_known WHERE device = ?", device);
            handle.execute("INSERT INTO device_known VALUES (?, ?, ?)", device, from.toEpochMilli(), to.toEpochMilli());
            return null;
        });
    }

    private void heardUntil(String device, Instant to) {
        database.write(handle ->
                handle.execute("UPDATE device_known SET to_at = ? WHERE device = ?", to.toEpochMilli(), device));
    }

    /// It came back with another beginning.
    private void away(String device, Instant from, Instant to) {
        heardUntil(device, from);
        database.write(handle -> handle.execute(
                "INSERT INTO device_known VALUES (?, ?, ?)",
                device,
                to.toEpochMilli(),
                at(TUESDAY, 23, 0).toEpochMilli()));
    }

    private static Instant at(LocalDate day, int hour, int minute) {
        return day.atTime(hour, minute).atZone(LONDON).toInstant();
    }
}
