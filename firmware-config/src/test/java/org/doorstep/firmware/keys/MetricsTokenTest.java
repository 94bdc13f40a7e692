package org.doorstep.firmware.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTokenTest {
    @TempDir
    Path folder;

    private final Random random = new Random(7);

    @Test
    void itIsMadeOnceAndKept() {
        MetricsToken made = MetricsToken.in(folder, random);
        assertThat(MetricsToken.in(folder, random).value()).isEqualTo(made.value());
    }

    @Test
    void anEmptyFileThatAPowerCutHasLeftIsMadeAnew() throws IOException {
        Files.createFile(folder.resolve("metrics-token"));
        assertThat(MetricsToken.in(folder, random).value()).hasSize(64);
    }

    @Test
    void oneThatSomebodyHasMadeTooShortIsRefused() throws IOException {
        Files.writeString(folder.resolve("metrics-token"), "secret\n");
        assertThatThrownBy(() -> MetricsToken.in(folder, random)).hasMessageContaining("too short");
    }
}
