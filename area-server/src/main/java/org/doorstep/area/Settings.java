package org.doorstep.area;

import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import org.doorstep.firmware.settings.OwnAddress;
import org.doorstep.firmware.settings.SettingsReader;

/// Everything an area server is told at its start, read once. Files with secrets are named here, never their contents.
public record Settings(Path dataDir, String areaName, ZoneId zone, Path hubsDir, Web web, Door door, Keeping keeping) {

    /// Where the pages are served. Loopback unless somebody says otherwise; put it behind a web server that speaks
    /// https before people reach it over a network.
    public record Web(String bind, int port) {
        /// With the port that was taken, where the settings leave it open.
        URI url(int taken) {
            return URI.create("http://" + (bind.contains(":") ? "[" + bind + "]" : bind) + ":" + taken);
        }
    }

    /// Where hubs come with their figures.
    public sealed interface Door {
        /// At a port of their own, over TLS, each with its certificate. `identity` has the folder `server`.
        record Certificates(String bind, int port, Path identity) implements Door {}

        /// Where the pages are, by their tokens alone.
        record BesideThePages() implements Door {}
    }

    /// Where figures and accounts are kept.
    public sealed interface Keeping {
        /// One file in the data folder.
        record Sqlite(Path file) implements Keeping {}

        record Postgres(String url, String user, Path passwordFile) implements Keeping {}
    }

    private static final String PASSWORD_REMEDY = "Name the file with its password.";

    private static final String LOOPBACK = "127.0.0.1";

    private static final String IDENTITY_REMEDY = "Name the folder that `doorstep area init` made: AREA/identity.";

    private static final int MOST_NAME_CHARACTERS = 80;

    /// Throws [org.doorstep.firmware.settings.SettingsException] with every mistake.
    public static Settings read(Path file) {
        SettingsReader reader = SettingsReader.of(file);
        Path data = reader.required("data.dir", Path::of, "Name the folder that this server keeps its data in.");
        String name = reader.required("area.name", Settings::name, "Give the area's name as people say it.");
        ZoneId zone = reader.optional("zone", Settings::zone, "Give a time zone, such as Europe/London.")
                .orElse(ZoneId.of("Europe/London"));
        Path hubs = reader.required("hubs.dir", Path::of, "Name the folder with one file for each hub.");
        Web web = new Web(
                reader.optional("web.bind", text -> text, "Give an address of this machine.")
                        .orElse(LOOPBACK),
                reader.port("web.port", 8401));
        Door door = door(reader, web);
        Keeping keeping = keeping(reader, data);
        reader.finish();
        return new Settings(data, name, zone, hubs, web, door, keeping);
    }

    private static Door door(SettingsReader reader, Web web) {
        Optional<Path> identity = reader.optional("door.identity", SettingsReader::readableFolder, IDENTITY_REMEDY);
        String bind = reader.optional("door.bind", text -> text, "Give an address of this machine.")
                .orElse(LOOPBACK);
        int port = reader.port("door.port", 8406);
        if (identity.isPresent()) {
            return new Door.Certificates(bind, port, identity.get());
        }
        if (!bind.equals(LOOPBACK)) {
            reader.mistake(
                    "door.identity", "The door for hubs is opened by certificate, and there is none.", IDENTITY_REMEDY);
        } else if (!OwnAddress.isLoopback(web.bind)) {
            reader.mistake(
                    "door.identity",
                    "Without certificates hubs are heard on this machine alone, since their tokens could be read.",
                    IDENTITY_REMEDY + " Or serve on 127.0.0.1, behind a web server that speaks https.");
        }
        return new Door.BesideThePages();
    }

    private static Keeping keeping(SettingsReader reader, Path data) {
        String url = reader.optional(
                        "database.url",
                        Settings::postgresUrl,
                        "Give it as jdbc:postgresql://HOST/DATABASE, or leave it out for a file in data.dir.")
                .orElse("");
        String user = reader.optional("database.user", text -> text, "Name the database's owner.")
                .orElse("");
        if (url.isEmpty()) {
            if (!user.isEmpty()
                    || reader.optional("database.password-file", Path::of, PASSWORD_REMEDY)
                            .isPresent()) {
                reader.mistake("database.url", "It is missing.", "Give it, or take the other database lines out.");
            }
            return new Keeping.Sqlite(data == null ? Path.of("area.db") : data.resolve("area.db"));
        }
        if (user.isEmpty()) {
            reader.mistake("database.user", "It is missing.", "Name the database's owner.");
        }
        return new Keeping.Postgres(
                url, user, reader.required("database.password-file", SettingsReader::readableFile, PASSWORD_REMEDY));
    }

    private static String name(String text) {
        if (text.length() > MOST_NAME_CHARACTERS) {
            throw new IllegalArgumentException("It is longer than " + MOST_NAME_CHARACTERS + " characters.");
        }
        return text;
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("There is no such time zone.", e);
        }
    }

    private static String postgresUrl(String text) {
        if (!text.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("It is no address of a PostgreSQL database.");
        }
        return text;
    }
}
