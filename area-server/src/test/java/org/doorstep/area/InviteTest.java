package org.doorstep.area;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.doorstep.area.store.SqliteStore;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An area whose only lead has gone.
@Tag("slow")
class InviteTest {
    @TempDir
    Path folder;

    @Test
    void whoKeepsTheMachineMakesALinkForOneMoreLead() throws Exception {
        Path settings =
                Files.writeString(folder.resolve("settings.properties"), """
                data.dir = %s
                area.name = Millbrook and around
                hubs.dir = %s
                """.formatted(folder, folder.resolve("hubs")));
        Path file = folder.resolve("area.db");
        try (TrialArea area = new TrialArea(folder, SqliteStore.open(file))) {
            post(area, URI.create(area.firstSignIn()).getPath(), "ama");
            CommandLine.Ended refused = CommandLine.run(folder, "invite", "--settings", settings.toString());
            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.err()).contains("Stop the area server first");
        }

        CommandLine.Ended invited = CommandLine.run(folder, "invite", "--settings", settings.toString());
        assertThat(invited.code()).as(invited.err()).isZero();
        assertThat(invited.out()).startsWith("one-time-link http://127.0.0.1:8401/begin/");

        try (TrialArea area = new TrialArea(folder, SqliteStore.open(file))) {
            area.setNow(Instant.now());
            String link = URI.create(invited.out().strip().substring("one-time-link ".length()))
                    .getPath();
            assertThat(post(area, link, "bea")).isEqualTo(303);
            assertThat(post(area, link, "cal")).isEqualTo(410);
        }
    }

    private static int post(TrialArea area, String path, String name) {
        return area.ask(HttpRequest.newBuilder(URI.create(area.url() + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("name=" + name + "&password=a+short+sentence+works"))
                        .build())
                .status();
    }
}
