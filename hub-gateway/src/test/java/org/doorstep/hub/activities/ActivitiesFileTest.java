package org.doorstep.hub.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.doorstep.hub.rhythm.Rhythm;
import org.doorstep.hub.rhythm.Rule;
import org.doorstep.relay.contract.ActivityId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivitiesFileTest {
    @TempDir
    private Path folder;

    @Test
    void severalLinesWithOneIdAreSeveralTimesInTheWeek() throws IOException {
        List<Activity> activities = read("""
                job-club,Job club,Hall,briefcase,monday,10:00,12:00,2026-09-01,
                tea,Tea and talk,Kitchen,tea,tuesday,14:00,16:00,2026-09-01,2026-12-18
                job-club,Another title,Another room,briefcase,THURSDAY,18:00,20:00,2026-09-01,
                """);

        assertThat(activities)
                .extracting(Activity::id)
                .containsExactly(new ActivityId("job-club"), new ActivityId("tea"));
        assertThat(activities.getFirst().details()).isEqualTo(new Activity.Details("Job club", "Hall", "briefcase"));
        assertThat(activities.getFirst().times())
                .containsExactly(
                        weekly(DayOfWeek.MONDAY, "10:00", "12:00"), weekly(DayOfWeek.THURSDAY, "18:00", "20:00"));
        assertThat(activities.getLast().times().getFirst().end()).contains(LocalDate.parse("2026-12-18"));
    }

    @Test
    void whatASpreadsheetAddsIsTaken() throws IOException {
        Path file = file("\uFEFF" + ActivitiesFile.HEADER + "\r\n"
                + "cook,\"Cook, and \"\"eat\"\"\", Kitchen ,pot,friday,11:00,13:00,2026-09-01,\r\n"
                + "\r\n");

        assertThat(ActivitiesFile.read(file))
                .extracting(Activity::details)
                .containsExactly(new Activity.Details("Cook, and \"eat\"", "Kitchen", "pot"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tea,Tea,Kitchen,tea,Tewsday,14:00,16:00,2026-09-01,    | no day of the week
            tea,Tea,Kitchen,tea,tuesday,2 o'clock,16:00,2026-09-01, | no time of day
            tea,Tea,Kitchen,tea,tuesday,14:00,16:00,1 September,   | no date
            tea,Tea,Kitchen,tea,tuesday,14:00,16:00,2026-02-30,    | no date
            tea,Tea,Kitchen,tea,tuesday,14:00,16:00                | 7 fields and not 9
            Tea Time,Tea,Kitchen,tea,tuesday,14:00,16:00,2026-09-01, | a-z
            tea,,Kitchen,tea,tuesday,14:00,16:00,2026-09-01,       | 1 to 80 characters
            """)
    void aMistakeIsSaidWithItsLineInAPersonsWords(String line, String said) throws IOException {
        Path file =
                file(ActivitiesFile.HEADER + "\n\ngood,Good,Hall,tea,monday,10:00,11:00,2026-09-01,\n" + line + "\n");

        assertThatThrownBy(() -> ActivitiesFile.read(file))
                .isInstanceOf(ActivitiesFileException.class)
                .hasMessageContaining("line 4")
                .hasMessageContaining(said)
                .hasMessageNotContaining("enum")
                .hasMessageNotContaining("parsed at");
    }

    @Test
    void anotherFirstLineOrNoTextAtAllIsRefused() throws IOException {
        assertThatThrownBy(() -> ActivitiesFile.read(file("name,when\n"))).hasMessageContaining(ActivitiesFile.HEADER);
        assertThatThrownBy(() -> ActivitiesFile.read(file(""))).hasMessageContaining(ActivitiesFile.HEADER);
        Path latin = Files.write(folder.resolve("latin.csv"), new byte[] {(byte) 0xe8, '\n'});
        assertThatThrownBy(() -> ActivitiesFile.read(latin)).hasMessageContaining("UTF-8");
    }

    private List<Activity> read(String lines) throws IOException {
        return ActivitiesFile.read(file(ActivitiesFile.HEADER + "\n" + lines));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("activities.csv"), text);
    }

    private static Rule weekly(DayOfWeek day, String starts, String ends) {
        return new Rule(
                new Rhythm.Weekly(1, Set.of(day)),
                LocalTime.parse(starts),
                LocalTime.parse(ends),
                LocalDate.parse("2026-09-01"),
                new Rule.Until.Further(),
                false);
    }
}
