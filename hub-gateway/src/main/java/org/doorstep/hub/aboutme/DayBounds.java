package org.doorstep.hub.aboutme;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.doorstep.hub.ingest.Projection;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.HubEvent;

/// Bounds what one device may say in residents' names in a day, so that one that was taken over cannot
/// have everybody forgotten, or uncounted, before anybody looks: what is more is kept, does nothing,
/// and waits for a person ([HeldBackDays]). Before every other projection. For the writer's thread
/// only.
///
/// A day is that on which it came here, since a device can say any time of its own. So a kiosk that was
/// away for weeks may have to be looked at, and a rebuild comes to the same.
public final class DayBounds implements Projection {
    private final ZoneId zone;

    /// What is bounded. No hub has seen a day with half as many by hand.
    enum Said {
        /// Cannot be undone.
        LEFT(20),
        DENIED(60),
        CLAIMED(60),
        /// Each costs a look into every session.
        ADDED(60);

        private final int most;

        Said(int most) {
            this.most = most;
        }

        static Optional<Said> of(HubEvent event) {
            return switch (event) {
                case HubEvent.ResidentLeft _ -> Optional.of(LEFT);
                case HubEvent.VisitDenied _ -> Optional.of(DENIED);
                case HubEvent.VisitClaimed _ -> Optional.of(CLAIMED);
                case HubEvent.PassAdded _ -> Optional.of(ADDED);
                default -> Optional.empty();
            };
        }

        String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public DayBounds(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public void project(Connection connection, Envelope event) throws SQLException {
        Optional<Said> said = Said.of(event.data());
        if (said.isPresent()) {
            String device = event.source().device().value();
            long receivedAt = receivedAt(connection, event);
            String day = day(receivedAt, zone);
            if (times(connection, device, day, said.get()) >= said.get().most
                    && !isLetCount(connection, device, day, receivedAt)) {
                throw new SaidTooOftenException(said.get().text());
            }
            count(connection, device, day, said.get());
        }
    }

    @Override
    public void flush(Connection connection) {
        // Counted as it comes.
    }

    @Override
    public void forget() {
        // Nothing is remembered.
    }

    @Override
    public void clear(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM said_in_day");
        }
    }

    static String day(long receivedAt, ZoneId zone) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(receivedAt), zone).toString();
    }

    private static long receivedAt(Connection connection, Envelope event) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT received_at FROM inbox_event WHERE id = unhex(replace(?, '-', ''))")) {
            select.setString(1, event.id().toString());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : event.time().toEpochMilli();
            }
        }
    }

    private static int times(Connection connection, String device, String day, Said said) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT times FROM said_in_day WHERE device = ? AND day = ? AND what = ?")) {
            select.setString(1, device);
            select.setString(2, day);
            select.setString(3, said.text());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
    }

    /// What came after a person looked, nobody has looked at.
    private static boolean isLetCount(Connection connection, String device, String day, long receivedAt)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT 1 FROM said_let_count WHERE device = ? AND day = ? AND at >= ?")) {
            select.setString(1, device);
            select.setString(2, day);
            select.setLong(3, receivedAt);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    private static void count(Connection connection, String device, String day, Said said) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                INSERT INTO said_in_day (device, day, what, times)
                VALUES (?, ?, ?, 1)
                ON CONFLICT (device, day, what) DO UPDATE SET times = times + 1
                """)) {
            upsert.setString(1, device);
            upsert.setString(2, day);
            upsert.setString(3, said.text());
            upsert.executeUpdate();
        }
    }
}
