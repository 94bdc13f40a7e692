package org.doorstep.system.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The peer: bookings in a PostgreSQL of our own, once with `EXCLUDE USING gist` and once as most
/// booking systems do it, look first and then insert. With its settings as they are, so a commit is
/// on the disk; a connection for each client. It has no rules to ask but the one.
final class PostgresClaims implements AutoCloseable {
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
    private static final String OWNER = "doorstep";
    private static final String PASSWORD = "a-password-for-a-trial";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ROWS_A_BATCH = 5_000;

    /// What it says where somebody else has it, and where two waited for each other and one must
    /// begin again.
    private static final String NOT_FREE = "23P01";

    private static final String DEADLOCK = "40P01";

    private final Path folder;
    private final Process server;
    private final String address;
    private final List<Connection> connections = new ArrayList<>();

    /// Where its programs are; empty if it is not installed.
    static Optional<Path> programs() throws IOException {
        if (!Files.isDirectory(INSTALLED)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(INSTALLED)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.comparing(Path::toString));
        }
    }

    PostgresClaims(Path bin, int clients) throws Exception {
        folder = Files.createTempDirectory("doorstep-postgres");
        Path password = Files.writeString(folder.resolve("password"), PASSWORD);
        if (isRoot()) {
            var postgres =
                    FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName("postgres");
            Files.setOwner(folder, postgres);
            Files.setOwner(password, postgres);
        }
        Path data = folder.resolve("data");
        int made = command(
                        bin.resolve("initdb").toString(),
                        "--pgdata=" + data,
                        "--username=" + OWNER,
                        "--pwfile=" + password,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C")
                .start()
                .waitFor();
        if (made != 0) {
            throw new IOException("initdb failed; see " + folder.resolve("log"));
        }
        int port = freePort();
        server = command(
                        bin.resolve("postgres").toString(),
                        "-D",
                        data.toString(),
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=")
                .start();
        address = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?reWriteBatchedInserts=true";
        long patience = System.nanoTime() + PATIENCE.toNanos();
        connections.add(connect(patience));
        for (int i = 1; i < clients; i++) {
            connections.add(connect(patience));
        }
        for (Connection connection : connections) {
            connection.setAutoCommit(false);
        }
    }

    private Connection connect(long patience) throws SQLException, InterruptedException {
        while (true) {
            try {
                return DriverManager.getConnection(address, OWNER, PASSWORD);
            } catch (SQLException e) {
                if (System.nanoTime() > patience) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    void fill(List<ClaimsWanted.Slot> present) throws SQLException {
        Connection connection = connections.getFirst();
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE EXTENSION btree_gist");
            for (String way : List.of("kept", "looked")) {
                statement.execute("""
                        CREATE TABLE booking_%1$s (
                          id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                          request uuid NOT NULL UNIQUE,
                          pass    text NOT NULL,
                          unit    integer NOT NULL,
                          during  int8range NOT NULL)
                        """.formatted(way));
                try (PreparedStatement insert = connection.prepareStatement("""
                        INSERT INTO booking_%s (request, pass, unit, during)
                        VALUES (?, ?, ?, int8range(?, ?))
                        """.formatted(way))) {
                    int waiting = 0;
                    for (ClaimsWanted.Slot slot : present) {
                        bind(insert, slot);
                        insert.addBatch();
                        if (++waiting == ROWS_A_BATCH) {
                            insert.executeBatch();
                            waiting = 0;
                        }
                    }
                    insert.executeBatch();
                }
            }
            statement.execute("""
                    ALTER TABLE booking_kept
                    ADD CONSTRAINT one_at_a_time EXCLUDE USING gist (unit WITH =, during WITH &&)
                    """);
            statement.execute("CREATE INDEX looked_up ON booking_looked USING gist (unit, during)");
            connection.commit();
            connection.setAutoCommit(true);
            statement.execute("VACUUM ANALYZE");
            connection.setAutoCommit(false);
        }
    }

    private static void bind(PreparedStatement insert, ClaimsWanted.Slot slot) throws SQLException {
        insert.setObject(1, slot.request());
        insert.setString(2, slot.pass());
        insert.setInt(3, slot.unit());
        insert.setLong(4, slot.times().startsMinute());
        insert.setLong(5, slot.times().endsMinute());
    }

    /// The constraint says whether it is free; who deadlocks tries again.
    void bookKept(int client, ClaimsWanted.Slot slot) throws SQLException {
        Connection connection = connections.get(client);
        while (true) {
            try {
                insert(connection, "kept", slot);
                connection.commit();
                return;
            } catch (SQLException e) {
                connection.rollback();
                if (NOT_FREE.equals(e.getSQLState())) {
                    return;
                }
                if (!DEADLOCK.equals(e.getSQLState())) {
                    throw e;
                }
            }
        }
    }

    /// Looks whether it is free and then books it, in one transaction.
    void bookLooked(int client, ClaimsWanted.Slot slot) throws SQLException {
        Connection connection = connections.get(client);
        boolean free;
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT 1 FROM booking_looked WHERE unit = ? AND during && int8range(?, ?) LIMIT 1")) {
            select.setInt(1, slot.unit());
            select.setLong(2, slot.times().startsMinute());
            select.setLong(3, slot.times().endsMinute());
            try (ResultSet row = select.executeQuery()) {
                free = !row.next();
            }
        }
        if (free) {
            insert(connection, "looked", slot);
        }
        connection.commit();
    }

    private static void insert(Connection connection, String way, ClaimsWanted.Slot slot) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO booking_" + way + " (request, pass, unit, during) VALUES (?, ?, ?, int8range(?, ?))")) {
            bind(insert, slot);
            insert.executeUpdate();
        }
    }

    /// How many pairs of bookings have one thing at one time: `kept` or `looked`.
    long overlaps(String way) throws SQLException {
        try (Statement statement = connections.getFirst().createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT count(*)
                        FROM booking_%1$s one
                        JOIN booking_%1$s other
                          ON other.unit = one.unit AND other.during && one.during AND other.id > one.id
                        """.formatted(way))) {
            row.next();
            return row.getLong(1);
        }
    }

    private ProcessBuilder command(String... command) {
        List<String> whole = new ArrayList<>();
        if (isRoot()) {
            whole.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        whole.addAll(List.of(command));
        return new ProcessBuilder(whole)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
    }

    /// It refuses to run as root.
    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : connections) {
            connection.close();
        }
        server.destroy();
        try {
            if (!server.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                server.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
