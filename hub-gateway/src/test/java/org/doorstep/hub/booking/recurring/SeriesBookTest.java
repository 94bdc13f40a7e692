package org.doorstep.hub.booking.recurring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.doorstep.hub.booking.recurring.Hall.CHOIR;
import static org.doorstep.hub.booking.recurring.Hall.NOW;
import static org.doorstep.hub.booking.recurring.Hall.tuesdays;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.doorstep.hub.booking.claims.Claimed;
import org.doorstep.hub.booking.claims.Ending;
import org.doorstep.hub.booking.claims.RequestId;
import org.doorstep.hub.booking.claims.State;
import org.doorstep.hub.booking.claims.Why;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.rhythm.Rhythm;
import org.doorstep.hub.rhythm.Rule;
import org.doorstep.hub.rhythm.SchoolTerms;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesBookTest {
    private static final LocalDate HALF_TERM = LocalDate.parse("2026-10-27");

    @TempDir
    Path folder;

    private Hall hall;

    @BeforeEach
    void open() {
        hall = new Hall(folder);
    }

    @AfterEach
    void close() {
        hall.close();
    }

    @Test
    @Tag("time")
    void everyTuesdayInTermIsBookedAndHalfTermIsThereWithItsReason() {
        Series series = hall.make(tuesdays("hall-a", "19:00", "21:00", CHOIR));

        assertThat(hall.dates(series.id(), true))
                .containsExactly(
                        "2026-09-22",
                        "2026-09-29",
                        "2026-10-06",
                        "2026-10-13",
                        "2026-10-20",
                        "2026-11-03",
                        "2026-11-10",
                        "2026-11-17",
                        "2026-11-24",
                        "2026-12-01",
                        "2026-12-08",
                        "2026-12-15");
        assertThat(hall.lines(series.id()))
                .filteredOn(line -> line.day().equals(HALF_TERM))
                .extracting(Line::standing)
                .containsExactly(new Line.Standing.OutOfTerm("Half term"));
        assertThat(hall.rows("SELECT COUNT(*) FROM claim WHERE unit = 1")).isEqualTo(12);
    }

    @Test
    @Tag("time")
    void sevenInTheEveningIsClaimedAsSevenInTheEveningOnBothSidesOfTheChangeOfClocks() {
        Series series = hall.make(tuesdays("hall-a", "19:00", "21:00", CHOIR));

        assertThat(hall.lines(series.id())).filteredOn(Line::stands).allSatisfy(line -> assertThat(
                        line.times().starts().atZone(Hall.ZONE).toLocalTime())
                .isEqualTo(LocalTime.of(19, 0)));
        assertThat(hall.rows("SELECT COUNT(DISTINCT starts % 1440) FROM claim")).isEqualTo(2);
    }

    @Test
    void aDateThatSomebodyElseHasIsKeptAndCanBeTriedAgain() {
        Claimed karate = hall.once("hall", "2026-10-06", "20:00", "22:00");
        Series series = hall.make(tuesdays("hall-a", "19:00", "21:00", CHOIR));
        LocalDate taken = LocalDate.parse("2026-10-06");
        assertThat(hall.dates(series.id(), false)).containsExactly("2026-10-06", "2026-10-27");
        hall.step(handle -> assertThat(
                        hall.book.putBack(handle, series.id(), taken, NOW).standing())
                .isEqualTo(new Line.Standing.Taken()));

        hall.step(handle ->
                hall.claims.let(handle, ((Claimed.Booked) karate).booking().id(), Ending.CANCELLED, "", NOW));
        hall.step(handle -> assertThat(
                        hall.book.putBack(handle, series.id(), taken, NOW).stands())
                .isTrue());
    }

    @Test
    void aDateOnWhichTheHouseIsClosedSaysSo() {
        Series series = hall.make(tuesdays("hall-a", "21:30", "23:00", CHOIR));

        assertThat(hall.lines(series.id()))
                .filteredOn(line -> !line.day().equals(HALF_TERM))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.standing()).isEqualTo(new Line.Standing.Refused(Why.CLOSED)));
    }

    @Test
    void aLookAtItFirstLeavesNothingBehindAndSaysWhatWillBe() {
        hall.once("hall", "2026-10-06", "20:00", "22:00");
        long before = hall.rows("SELECT COUNT(*) FROM booking");
        Plan plan = tuesdays("hall-a", "19:00", "21:00", CHOIR);

        List<Line> seen = hall.database.write(handle -> hall.book.preview(handle, plan, NOW));

        assertThat(hall.rows("SELECT COUNT(*) FROM booking")).isEqualTo(before);
        assertThat(hall.rows("SELECT COUNT(*) FROM series")).isZero();
        List<Line> made = hall.lines(hall.make(plan).id());
        assertThat(made).extracting(Line::day).containsExactlyElementsOf(days(seen));
        assertThat(made).extracting(Line::stands).containsExactlyElementsOf(standing(seen));
    }

    @Test
    void theSameFormSentTwiceIsOneSeries() {
        RequestId request = hall.request();
        Plan plan = tuesdays("hall-a", "19:00", "21:00", CHOIR);
        hall.step(handle -> hall.book.make(handle, request, plan, NOW));
        hall.step(handle -> hall.book.make(handle, request, plan, NOW));

        assertThat(hall.rows("SELECT COUNT(*) FROM series")).isEqualTo(1);
        assertThat(hall.rows("SELECT COUNT(*) FROM claim")).isEqualTo(12);
    }

    @Test
    void aDateThatIsTakenOutIsFreeForOthersAndComesBackIfNobodyTookIt() {
        Series series = hall.make(tuesdays("hall-a", "19:00", "21:00", CHOIR));
        LocalDate day = LocalDate.parse("2026-10-13");

        hall.step(handle -> hall.book.skip(handle, series.id(), day, "The leader is away", NOW));
        assertThat(hall.lines(series.id()))
                .filteredOn(line -> line.day().equals(day))
                .extracting(Line::standing)
                .containsExactly(new Line.Standing.Skipped("The leader is away"));
        assertThat(hall.freed).isEqualTo(1);

        hall.step(handle -> hall.book.putBack(handle, series.id(), day, NOW));
        assertThat(hall.dates(series.id(), false)).containsExactly("2026-10-27");
    }

    @Test
    void aDateOutOfTermThatAPersonPutBackStaysWhateverDayItIs() {
        Series series = hall.make(tuesdays("hall-a", "19:00", "21:00", CHOIR));

        hall.step(handle -> hall.book.putBack(handle, series.id(), HALF_TERM, NOW));
        hall.step(handle -> hall.book.keepUp(handle, NOW.plus(Duration.ofDays(1))));

        assertThat(hall.dates(series.id(), false)).isEmpty();
    }

    @Test
    void otherTermsTakeTheirDatesOutAndPutTheOldOnesBack() {
        Series series = hall.make(tuesdays("hall-a", "19:00", "21:00", CHOIR));

        hall.step(handle -> {
            SchoolTerms.keep(handle, Hall.terms("2026-10-19"));
            hall.book.keepUp(handle, NOW);
        });

        assertThat(hall.dates(series.id(), false)).containsExactly("2026-10-20");
        assertThat(hall.rows("SELECT COUNT(*) FROM claim")).isEqualTo(12);
    }

    @Test
    void oneDateIsMovedAloneAndOnlyWhereItIsFree() {
        Series series = hall.make(tuesdays("hall-a", "19:00", "21:00", CHOIR));
        hall.once("kitchen", "2026-10-06", "20:00", "22:00");
        LocalDate day = LocalDate.parse("2026-10-06");

        hall.step(handle -> assertThat(hall.book.moveOne(
                        handle, series.id(), day, new BookableId("kitchen"), Hall.times(day, "19:00", "21:00"), NOW))
                .isEqualTo(new Claimed.NotFree()));
        hall.step(handle -> assertThat(hall.book.moveOne(
                        handle, series.id(), day, new BookableId("kitchen"), Hall.times(day, "17:00", "19:00"), NOW))
                .isInstanceOf(Claimed.Booked.class));

        assertThat(hall.lines(series.id()))
                .filteredOn(line -> line.times().starts().atZone(Hall.ZONE).getHour() == 17)
                .extracting(Line::day)
                .containsExactly(day);
        assertThat(hall.rows("SELECT COUNT(*) FROM claim WHERE unit = 1")).isEqualTo(11);
    }

    @Test
    void thisAndFollowingGoOnByAnotherPlanAndWhatAPersonTookOutStaysOut() {
        Series series = hall.make(tuesdays("hall-a", "19:00", "21:00", CHOIR));
        hall.step(handle -> hall.book.skip(handle, series.id(), LocalDate.parse("2026-11-24"), "Concert", NOW));

        SeriesId next = hall.database.write(handle -> hall.book.change(
                handle, series.id(), LocalDate.parse("2026-11-10"), tuesdays("hall-b", "18:00", "20:00", CHOIR), NOW));

        assertThat(hall.dates(series.id(), true))
                .endsWith("2026-10-20", "2026-11-03")
                .hasSize(6);
        assertThat(hall.dates(next, true))
                .containsExactly("2026-11-10", "2026-11-17", "2026-12-01", "2026-12-08", "2026-12-15");
        assertThat(hall.dates(next, false)).containsExactly("2026-11-24");
        assertThat(hall.rows("SELECT COUNT(*) FROM claim WHERE unit = 2")).isEqualTo(5);
        hall.step(handle -> hall.book.keepUp(handle, NOW));
        assertThat(hall.rows("SELECT COUNT(*) FROM claim")).isEqualTo(11);
    }

    @Test
    void aChangeOfAllLeavesWhatIsOverAsItWas() {
        Series series = hall.make(tuesdays("hall-a", "19:00", "21:00", CHOIR));
        Instant october = Instant.parse("2026-10-07T12:00:00Z");

        SeriesId next = hall.database.write(handle -> hall.book.change(
                handle, series.id(), Hall.MONDAY, tuesdays("hall-a", "18:00", "20:00", CHOIR), october));

        assertThat(hall.dates(series.id(), true)).containsExactly("2026-09-22", "2026-09-29", "2026-10-06");
        assertThat(hall.dates(next, true)).startsWith("2026-10-13").hasSize(9);
    }

    @Test
    void aChangeThatIsOnlyLookedAtChangesNothing() {
        Series series = hall.make(tuesdays("hall-a", "19:00", "21:00", CHOIR));
        List<Line> before = hall.lines(series.id());

        List<Line> seen = hall.database.write(handle -> hall.book.previewChange(
                handle, series.id(), Hall.MONDAY, tuesdays("kitchen", "18:00", "20:00", CHOIR), NOW));

        assertThat(seen).filteredOn(Line::stands).hasSize(12);
        assertThat(hall.lines(series.id())).isEqualTo(before);
    }

    @Test
    void whatIsEndedIsFreeFromThatDateOn() {
        Series series = hall.make(tuesdays("hall-a", "19:00", "21:00", CHOIR));

        hall.step(handle ->
                hall.book.end(handle, series.id(), LocalDate.parse("2026-10-13"), "They found another hall", NOW));
        hall.step(handle -> hall.book.keepUp(handle, NOW));

        assertThat(hall.dates(series.id(), true)).containsExactly("2026-09-22", "2026-09-29", "2026-10-06");
        assertThat(hall.rows("SELECT COUNT(*) FROM claim")).isEqualTo(3);
    }

    @Test
    void whatGoesOnIsMadeFurtherAsTimeGoesBy() {
        Plan plan = Hall.plan(
                "kitchen",
                new Rhythm.MonthlyByWeekday(1, Rhythm.LAST, DayOfWeek.FRIDAY),
                "10:00",
                "12:00",
                CHOIR,
                false);
        Rule rule = plan.rule();
        Series series = hall.make(plan.by(
                new Rule(rule.rhythm(), rule.starts(), rule.ends(), rule.first(), new Rule.Until.Further(), false)));
        int made = hall.lines(series.id()).size();
        assertThat(made).isEqualTo(13);

        hall.step(handle -> hall.book.keepUp(handle, NOW.plus(Duration.ofDays(20))));

        assertThat(hall.lines(series.id())).hasSize(made + 1);
    }

    @Test
    void ofTwoGroupsThatRepeatAtTheSameTimeTheSecondHasNothing() {
        hall.make(tuesdays("hall", "19:00", "21:00", CHOIR));
        Series second = hall.make(Hall.plan(
                "hall-b", new Rhythm.Weekly(2, Set.of(DayOfWeek.TUESDAY)), "20:00", "22:00", Hall.KARATE, false));

        assertThat(hall.lines(second.id()))
                .filteredOn(line -> line.standing() instanceof Line.Standing.On(var _, State _))
                .extracting(line -> line.day().toString())
                .as("every second week from 22 September, when the choir is not there")
                .containsExactly("2026-12-29");
    }

    private static List<LocalDate> days(List<Line> lines) {
        return lines.stream().map(Line::day).toList();
    }

    private static List<Boolean> standing(List<Line> lines) {
        return lines.stream().map(Line::stands).toList();
    }
}
