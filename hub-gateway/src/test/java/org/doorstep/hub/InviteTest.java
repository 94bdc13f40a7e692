package org.doorstep.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.doorstep.hub.web.Role;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A hub whose only manager has forgotten the passphrase.
@Tag("slow")
class InviteTest {
    @TempDir
    Path folder;

    @Test
    void whoKeepsTheMachineMakesALinkForOneMoreManagerAndThePagesSayThatItWasMade() throws Exception {
        Path settings = Files.writeString(
                folder.resolve("settings.properties"), """
                data.dir = %s
                hub.id = millbrook
                hub.name = Millbrook Fold
                hub.zone = Europe/London
                web.bind = 0.0.0.0
                devices.dir = %s
                """.formatted(folder, folder.resolve("devices")));
        try (TestHub hub = new TestHub(folder)) {
            hub.signedIn(Role.MANAGER);
            CommandLine.Ended refused = CommandLine.run(folder, "invite", "--settings", settings.toString());
            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.err()).contains("Stop the hub first");
        }

        CommandLine.Ended invited = CommandLine.run(folder, "invite", "--settings", settings.toString());
        assertThat(invited.code()).as(invited.err()).isZero();
        assertThat(invited.out()).startsWith("one-time-link http://").doesNotContain("0.0.0.0");
        URI link = URI.create(invited.out().strip().substring("one-time-link ".length()));
        assertThat(link.getPort()).isEqualTo(8400);

        try (TestHub hub = new TestHub(folder)) {
            // The command's clock is the machine's, the hub's is the test's: only the day differs.
            hub.forward(java.time.Duration.between(hub.now(), java.time.Instant.now()));
            TestHub.Browser another = hub.browser();
            assertThat(another.post(link.getPath(), Map.of("name", "bea", "password", TestHub.PASSPHRASE))
                            .statusCode())
                    .isEqualTo(303);
            assertThat(another.get("/people").body())
                    .contains("somebody at the hub's own computer", "made a link for one manager with the command");
            assertThat(hub.browser().get(link.getPath()).statusCode()).isEqualTo(410);
        }
    }
}
