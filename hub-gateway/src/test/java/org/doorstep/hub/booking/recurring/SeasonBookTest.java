package org.doorstep.hub.booking.recurring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.doorstep.hub.booking.recurring.Hall.NOW;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.doorstep.hub.booking.units.BookableId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeasonBookTest {
    private static final long KARATE = 2;
    private static final long CHOIR = 4;

    @TempDir
    Path folder;

    private Hall hall;
    private SeasonBook seasons;
    private long autumn;

    @BeforeEach
    void open() {
        hall = new Hall(folder);
        seasons = new SeasonBook(hall.book);
        autumn = hall.database.write(handle -> SeasonBook.make(
                handle,
                new Season(
                        0,
                        "Autumn",
                        LocalDate.parse("2026-09-21"),
                        LocalDate.parse("2026-12-18"),
                        true,
                        Season.State.ASKING)));
        Slot tuesday = slot("hall", DayOfWeek.TUESDAY, "19:00", "21:00");
        hall.step(handle -> {
            SeasonBook.wish(handle, autumn, KARATE, 1, List.of(tuesday), NOW);
            SeasonBook.wish(
                    handle,
                    autumn,
                    CHOIR,
                    1,
                    List.of(tuesday, slot("hall", DayOfWeek.THURSDAY, "19:00", "21:00")),
                    NOW.plusSeconds(60));
            SeasonBook.propose(handle, autumn);
        });
    }

    @AfterEach
    void close() {
        hall.close();
    }

    @Test
    void theCommunitysChoirComesBeforeAnOutsideHireWhichGetsTheNearestTime() {
        assertThat(plan())
                .satisfiesExactly(
                        choir -> {
                            assertThat(choir.party()).isEqualTo(CHOIR);
                            assertThat(choir.how()).isEqualTo(Season.How.CHOICE);
                            assertThat(choir.because()).isEqualTo(FairPlan.Because.KIND);
                            assertThat(choir.rivals()).isEqualTo("Karate");
                        },
                        karate -> {
                            assertThat(karate.how()).isEqualTo(Season.How.INSTEAD);
                            assertThat(karate.slot()).contains(slot("hall", DayOfWeek.TUESDAY, "17:00", "19:00"));
                        });
    }

    @Test
    void whatIsPublishedIsBookedInTermAndPublishedAgainItIsBookedOnce() {
        publish();
        publish();

        assertThat(plan()).allSatisfy(planned -> assertThat(planned.series()).isPositive());
        assertThat(hall.rows("SELECT COUNT(*) FROM series")).isEqualTo(2);
        assertThat(hall.rows("SELECT COUNT(*) FROM booking WHERE party = 4 AND state = 'booked'"))
                .isEqualTo(12);
        assertThat(hall.rows("SELECT COUNT(*) FROM booking WHERE party = 2 AND state = 'booked'"))
                .isEqualTo(12);
    }

    @Test
    void aDateOfThePlanThatSomebodyHasAlreadyIsListedInItsSeries() {
        hall.once("hall-a", "2026-10-06", "20:00", "22:00");
        publish();

        SeriesId choir = new SeriesId(plan().getFirst().series());
        assertThat(hall.dates(choir, false)).containsExactly("2026-10-06", "2026-10-27");
    }

    @Test
    void whatSomebodyKnowsBetterIsWhatIsPublished() {
        Slot monday = slot("hall-b", DayOfWeek.MONDAY, "20:00", "21:00");
        hall.step(handle -> SeasonBook.byHand(handle, autumn, CHOIR, 1, Optional.of(monday)));
        hall.step(handle -> SeasonBook.byHand(handle, autumn, KARATE, 1, Optional.empty()));
        publish();

        assertThat(hall.rows("SELECT COUNT(*) FROM series")).isEqualTo(1);
        assertThat(hall.rows("SELECT COUNT(*) FROM claim WHERE unit = 2")).isEqualTo(12);
    }

    @Test
    void anotherWishMakesThePlanOutOfDate() {
        hall.step(handle -> SeasonBook.wish(handle, autumn, KARATE, 1, List.of(), NOW));

        assertThat(plan()).isEmpty();
        assertThat(season().state()).isEqualTo(Season.State.ASKING);
    }

    private void publish() {
        hall.step(handle -> seasons.publish(handle, season(), NOW));
    }

    private Season season() {
        return hall.database.read(handle -> SeasonBook.find(handle, autumn)).orElseThrow();
    }

    private List<Season.Planned> plan() {
        return hall.database.read(handle -> SeasonBook.plan(handle, autumn));
    }

    private static Slot slot(String place, DayOfWeek day, String starts, String ends) {
        return new Slot(new BookableId(place), day, LocalTime.parse(starts), LocalTime.parse(ends));
    }
}
