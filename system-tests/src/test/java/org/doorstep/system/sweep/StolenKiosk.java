package org.doorstep.system.sweep;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A kiosk's whole disk in somebody's hands: a copy of its folder and of its log, taken while it ran or after it was
/// switched off. They know how Doorstep is made, and open everything that can be opened. For one thread.
final class StolenKiosk {
    private static final Pattern BESIDE_A_DATABASE = Pattern.compile("\\.db(-wal|-shm|-journal|\\.lock)$");

    /// SQLite's code, unpacked anew at each start.
    private static final Pattern LIBRARY = Pattern.compile("^sqlite-.*-libsqlitejdbc\\.so$");

    private static final Pattern TYPE = Pattern.compile("\"type\":\"(doorstep\\.[a-z.-]+\\.v\\d+)\"");

    private final Path disk;

    private StolenKiosk(Path disk) {
        this.disk = disk;
    }

    /// Copies what is in `folder` and `log` now, to a place of its own.
    static StolenKiosk take(Path folder, Path log, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.toList()) {
                Path copy = to.resolve("disk").resolve(folder.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(each, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        Files.copy(log, to.resolve("disk").resolve("log"), StandardCopyOption.REPLACE_EXISTING);
        return new StolenKiosk(to.resolve("disk"));
    }

    /// Every file of it, as bytes to be searched.
    List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(disk)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    /// Where there is anything to be read: each file, each table that is not empty, and each kind of event.
    Set<String> places() throws IOException, SQLException {
        Set<String> places = new TreeSet<>();
        for (Path file : files()) {
            String name =
                    BESIDE_A_DATABASE.matcher(disk.relativize(file).toString()).replaceAll(".db");
            if (file.toString().endsWith(".db")) {
                places.addAll(tables(file));
            } else if (!name.endsWith(".db") && !LIBRARY.matcher(name).matches() && Files.size(file) > 0) {
                places.add(name);
            }
        }
        return places;
    }

    /// All texts in one column of a database, as it opens after the theft.
    List<String> column(String database, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = open(disk.resolve(database));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                values.add(new String(row.getBytes(1), StandardCharsets.UTF_8));
            }
        }
        return values;
    }

    private Set<String> tables(Path database) throws SQLException {
        Set<String> found = new TreeSet<>();
        String name = database.getFileName().toString();
        for (String table : column(name, "SELECT name FROM sqlite_master WHERE type = 'table'")) {
            List<String> any = column(name, "SELECT 'x' FROM \"" + table + "\" LIMIT 1");
            if (any.isEmpty()) {
                continue;
            }
            found.add(name + " " + table);
            if (table.equals("outbox_event")) {
                for (String text : column(name, "SELECT text FROM outbox_event")) {
                    TYPE.matcher(text).results().forEach(type -> found.add(name + " " + type.group(1)));
                }
            }
        }
        return found;
    }

    private static Connection open(Path database) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + database.toAbsolutePath());
    }
}
