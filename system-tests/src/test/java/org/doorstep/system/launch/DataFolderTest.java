package org.doorstep.system.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    private Path temp;

    @Test
    void isHeldByOneAndFreeAgainAfterwards() {
        Path data = temp.resolve("data");
        try (DataFolder held = DataFolder.hold(data)) {
            assertThat(held.path()).isDirectory();
            assertThatThrownBy(() -> DataFolder.hold(data)).isInstanceOf(LaunchException.class);
        }
        DataFolder.hold(data).close();
    }

    @Test
    void emptyingLeavesOnlyTheLock() throws IOException {
        try (DataFolder held = DataFolder.hold(temp.resolve("data"))) {
            Files.createDirectories(held.of("hub/keys"));
            Files.writeString(held.of("hub/keys/pass"), "x");
            held.historyBegins();

            held.empty();

            assertThat(held.path()).isDirectoryContaining("glob:**run.lock");
            assertThat(held.of("hub")).doesNotExist();
            assertThat(held.historyHalfTold()).isFalse();
        }
    }

    @Test
    void aHistoryIsHalfToldUntilItIsTold() {
        try (DataFolder held = DataFolder.hold(temp.resolve("data"))) {
            assertThat(held.historyHalfTold()).isFalse();
            held.historyBegins();
            assertThat(held.historyHalfTold()).isTrue();
            held.historyIsTold(true);
            assertThat(held.historyHalfTold()).isFalse();
            assertThat(held.historyTold()).isTrue();
        }
    }

    @Test
    void itRemembersWhetherItWasBegunWithAHistory() {
        try (DataFolder held = DataFolder.hold(temp.resolve("data"))) {
            assertThat(held.hasHistory()).isFalse();
            held.historyIsTold(false);
            assertThat(held.historyTold()).isTrue();
            assertThat(held.hasHistory()).isFalse();
            held.historyIsTold(true);
            assertThat(held.hasHistory()).isTrue();
        }
    }

    @Test
    void portsAreChangedWhereTheyStandAndNothingElseIs() throws IOException {
        Path settings = Files.writeString(
                temp.resolve("settings.properties"), "# mine\nweb.port = 8400\nhub.name = The Fold\nweb.portal = 1\n");

        SettingsLines.change(settings, Map.of("web.port", "9400", "absent", "1"));

        assertThat(settings).hasContent("# mine\nweb.port = 9400\nhub.name = The Fold\nweb.portal = 1\n");
    }
}
