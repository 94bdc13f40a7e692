package org.doorstep.hub.booking.loans;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.Optional;
import org.doorstep.hub.ingest.Projection;
import org.doorstep.hub.passes.PassRegister;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.bookings.ToolState;

/// Tools that a kiosk saw taken and brought back, each as one line. Who has what is a view of these
/// lines in order of time (`loan`), so it does not matter in which order they come. For the
/// writer's thread only.
public final class LoanBook implements Projection {
    /// A kiosk whose clock is out by more is dated by when the hub heard of it: the cupboard is
    /// walked to within the hour.
    private static final long OWN_BOUND_MS = Duration.ofMinutes(15).toMillis();

    private final PassRegister passes;

    public LoanBook(PassRegister passes) {
        this.passes = passes;
    }

    @Override
    public void project(Connection connection, Envelope event) throws SQLException {
        switch (event.data()) {
            case HubEvent.ToolTaken taken ->
                insert(
                        connection,
                        event,
                        taken.unit().value(),
                        "",
                        Optional.of(passes.of(connection, taken.credential())),
                        taken.request().toString());
            case HubEvent.ToolBrought brought -> {
                Optional<PassRegister.Pass> by = brought.by().isPresent()
                        ? Optional.of(passes.of(connection, brought.by().get()))
                        : Optional.empty();
                insert(connection, event, brought.unit().value(), stored(brought.state()), by, "");
            }
            default -> {
                // Another feature's.
            }
        }
    }

    private static void insert(
            Connection connection,
            Envelope event,
            String label,
            String state,
            Optional<PassRegister.Pass> pass,
            String request)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO tool_move (event, label, what, state, pass, request, at, device)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """)) {
            insert.setString(1, event.id().toString());
            insert.setString(2, label);
            insert.setString(3, state.isEmpty() ? "taken" : "brought");
            insert.setString(4, state);
            if (pass.isPresent()) {
                insert.setLong(5, pass.get().row());
            } else {
                insert.setNull(5, Types.INTEGER);
            }
            insert.setString(6, request);
            insert.setLong(7, at(connection, event));
            insert.setString(8, event.source().device().value());
            insert.executeUpdate();
        }
    }

    private static long at(Connection connection, Envelope event) throws SQLException {
        Moment moment = event.moment();
        if (moment.clock() != Moment.Clock.UNKNOWN && moment.boundMs() <= OWN_BOUND_MS) {
            return event.time().toEpochMilli();
        }
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT received_at FROM inbox_event WHERE id = unhex(replace(?, '-', ''))")) {
            select.setString(1, event.id().toString());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : event.time().toEpochMilli();
            }
        }
    }

    private static String stored(ToolState state) {
        return switch (state) {
            case FINE -> "fine";
            case NEEDS_CARE -> "care";
            case BROKEN -> "broken";
        };
    }

    @Override
    public void flush(Connection connection) {
        // Written as it comes.
    }

    @Override
    public void forget() {
        // Nothing is remembered.
    }

    @Override
    public void clear(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM tool_move");
        }
    }
}
