package org.doorstep.hub.yousaid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.doorstep.hub.Hub;
import org.doorstep.relay.contract.Schedule;
import org.doorstep.relay.store.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YouSaidFileTest {
    @TempDir
    Path folder;

    private Database database;

    @BeforeEach
    void open() {
        database = Hub.open(folder);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatStandsInTheFileIsShownInItsOrder() throws IOException {
        assertThat(shownFrom("The hall is cold,Heating from eight\n\n\"Tea, please\", With cake \n"))
                .containsExactly(
                        new Schedule.YouSaid("The hall is cold", "Heating from eight"),
                        new Schedule.YouSaid("Tea, please", "With cake"));
    }

    @Test
    void withoutAFileNothingIsShown() {
        database.write(handle -> {
            YouSaidFile.readInto(handle, folder.resolve("none.csv"));
            return true;
        });
        assertThat(database.read(YouSaidLines::shown)).isEmpty();
    }

    @Test
    void aLineWithoutItsOtherHalfTooLongOrOneTooManyIsSaidToBeAMistake() {
        String six = "a,b\n".repeat(Schedule.YouSaid.MOST + 1);
        for (String wrong : List.of("The hall is cold\n", "a," + "b".repeat(91) + "\n", six)) {
            assertThatThrownBy(() -> shownFrom(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(database.read(YouSaidLines::shown)).isEmpty();
    }

    private List<Schedule.YouSaid> shownFrom(String text) throws IOException {
        Path file = Files.writeString(folder.resolve(YouSaidFile.NAME), text);
        database.write(handle -> {
            YouSaidFile.readInto(handle, file);
            return true;
        });
        return database.read(YouSaidLines::shown);
    }
}
