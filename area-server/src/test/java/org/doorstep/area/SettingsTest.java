package org.doorstep.area;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.doorstep.firmware.settings.SettingsException;
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
        Settings settings = read("""
                data.dir = /somewhere
                area.name = Millbrook and around
                hubs.dir = /somewhere/hubs
                database.url = jdbc:postgresql://127.0.0.1/area
                database.user = doorstep
                database.password-file = /somewhere/password""");

        assertThat(settings.keeping())
                .isEqualTo(new Settings.Keeping.Postgres(
                        "jdbc:postgresql://127.0.0.1/area", "doorstep", Path.of("/somewhere/password")));
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

    private Settings read(String text) throws IOException {
        return Settings.read(Files.writeString(folder.resolve("settings.properties"), text));
    }
}
