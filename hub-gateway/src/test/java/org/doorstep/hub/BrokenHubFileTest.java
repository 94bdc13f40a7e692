package org.doorstep.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.store.SetAside;
import org.doorstep.relay.store.StoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokenHubFileTest {
    private static final Instant NOW = Instant.parse("2026-05-03T10:15:00Z");

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void begin() {
        file = folder.resolve("hub.db");
        Hub.openSound(folder, false, NOW).close();
    }

    @Test
    void aSoundHubOpensAgain() {
        Hub.openSound(folder, true, NOW).close();
        assertThat(SetAside.of(file)).isEmpty();
    }

    @Test
    void aBrokenHubIsSetAsideAndSaysHowItIsBroughtBack() throws IOException {
        Files.writeString(file, "no database, ".repeat(2_000));
        assertThatThrownBy(() -> Hub.openSound(folder, true, NOW))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("hub.db.set-aside-20260503T101500Z")
                .hasMessageContaining("hub-gateway restore");
        assertThat(file).doesNotExist();
        assertThat(SetAside.of(file)).hasSize(1);
        assertThatThrownBy(() -> Hub.openSound(folder, true, NOW)).hasMessageContaining("hub-gateway restore");
    }

    @Test
    void aBrokenHubWithoutASecondCopyBeginsAnewWhenItIsStartedAgain() throws IOException {
        Files.writeString(file, "no database, ".repeat(2_000));
        assertThatThrownBy(() -> Hub.openSound(folder, false, NOW)).hasMessageContaining("start the hub again");
        try (Database anew = Hub.openSound(folder, false, NOW)) {
            long events = anew.read(handle -> handle.createQuery("SELECT count(*) FROM inbox_event")
                    .mapTo(Long.class)
                    .one());
            assertThat(events).isZero();
        }
    }
}
