package org.doorstep.area;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.doorstep.firmware.settings.SettingsException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    Path folder;

    @Test
    void aFileInTheDataFolderIsTheUsualDatabase() throws IOException {
        Settings settings = read("""
                data.dir = /somewhere
                area.name = Millbrook and around
                hubs.dir = /somewhere/hubs""");

        assertThat(settings.keeping()).isEqualTo(new Settings.Keeping.Sqlite(Path.of("/somewhere/area.db")));
        assertThat(settings.web()).isEqualTo(new Settings.Web("127.0.0.1", 8401));
    }

    @Test
    void oneLineMakesItPostgresql() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), "a secret");
        Settings settings = read("""
                data.dir = /somewhere
                area.name = Millbrook and around
                hubs.dir = /somewhere/hubs
                database.url = jdbc:postgresql://127.0.0.1/area
                database.user = doorstep
                database.password-file = %s""".formatted(password));

        assertThat(settings.keeping())
                .isEqualTo(new Settings.Keeping.Postgres("jdbc:postgresql://127.0.0.1/area", "doorstep", password));
    }

    @Test
    void everyMistakeIsToldAtOnceWithItsKeyAndRemedy() {
        assertThatThrownBy(() -> read("""
                        zone = Europe/Atlantis
                        web.port = 99999
                        database.url = jdbc:mysql://x
                        database.user = doorstep
                        hubs = /somewhere"""))
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll(
                        "data.dir: It is missing.",
                        "area.name: It is missing.",
                        "hubs.dir: It is missing.",
                        "zone: There is no such time zone.",
                        "web.port: It is not of that form. Give a whole number from 1 to 65535.",
                        "database.url: It is no address of a PostgreSQL database.",
                        "hubs: Nothing is called that.");
    }

    @Test
    void aPasswordFileThatCannotBeReadIsToldWithTheRest() {
        assertThatThrownBy(() -> read("""
                        data.dir = /somewhere
                        area.name = Millbrook and around
                        database.url = jdbc:postgresql://127.0.0.1/area
                        database.user = doorstep
                        database.password-file = /not/there"""))
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll(
                        "database.password-file: That file is not there, or cannot be read.",
                        "hubs.dir: It is missing.")
                .hasMessageNotContaining("/not/there");
    }

    @Test
    @Tag("slow")
    void pagesThatCannotBeServedAreToldWithTheirKeyAndNothingRuns() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            CommandLine.Ended ended = serve("127.0.0.1", taken.getLocalPort());
            assertThat(ended.code()).as(ended.err()).isEqualTo(2);
            assertThat(ended.err()).contains("web.port: Another program is at port " + taken.getLocalPort());
        }
        CommandLine.Ended ended = serve("203.0.113.9", 8401);
        assertThat(ended.code()).as(ended.err()).isEqualTo(2);
        assertThat(ended.err()).contains("web.bind: Pages cannot be served at 203.0.113.9");
    }

    @Test
    void hubsAreHeardByCertificateOrOnThisMachineAlone() throws IOException {
        String least = """
                data.dir = /somewhere
                area.name = Millbrook and around
                hubs.dir = /somewhere/hubs
                """;

        assertThat(read(least).door()).isEqualTo(new Settings.Door.BesideThePages());
        assertThatThrownBy(() -> read(least + "web.bind = 0.0.0.0\n"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("door.identity");
        assertThatThrownBy(() -> read(least + "door.bind = 0.0.0.0\n"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("door.identity");
        assertThat(read(least + "web.bind = 0.0.0.0\ndoor.bind = 0.0.0.0\ndoor.identity = " + folder + "\n")
                        .door())
                .isEqualTo(new Settings.Door.Certificates("0.0.0.0", 8406, folder));
    }

    private CommandLine.Ended serve(String bind, int port) throws Exception {
        Path settings = Files.writeString(folder.resolve("settings.properties"), """
                data.dir = %s
                area.name = Millbrook and around
                hubs.dir = %s
                door.identity = %s
                web.bind = %s
                web.port = %d
                """.formatted(
                        folder, folder.resolve("hubs"), folder, bind, port));
        return CommandLine.run(folder, "--settings", settings.toString());
    }

    private Settings read(String text) throws IOException {
        return Settings.read(Files.writeString(folder.resolve("settings.properties"), text));
    }
}
