package org.doorstep.hub.mood;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.doorstep.hub.ingest.Projection;
import org.doorstep.relay.contract.AnonymousEnvelope;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.ReasonId;
import org.doorstep.relay.contract.SessionId;

/// Counts answers by session, or by week where they have none, and what was set aside by week. For the writer's thread
// only.
public final class MoodCounts implements Projection {

    @Override
    public void project(Connection connection, Envelope event) {
        // Nothing in the lanes that have clocks is a mood.
    }

    @Override
    public void project(Connection connection, AnonymousEnvelope event) throws SQLException {
        if (event.data() instanceof HubEvent.MoodAnswered answer) {
            try (PreparedStatement upsert = connection.prepareStatement("""
                    INSERT INTO mood_count (session, date, face, reason, answers)
                    VALUES (?, ?, ?, ?, 1)
                    ON CONFLICT (session, date, face, reason) DO UPDATE
                    SET answers = answers + 1
                    """)) {
                upsert.setString(1, answer.at().map(SessionId::toString).orElse(""));
                upsert.setString(2, event.date().toString());
                upsert.setInt(3, answer.face());
                upsert.setString(4, answer.why().map(ReasonId::value).orElse(""));
                upsert.executeUpdate();
            }
        } else if (event.data() instanceof HubEvent.MoodSetAside aside) {
            try (PreparedStatement upsert = connection.prepareStatement("""
                    INSERT INTO mood_aside (week, face, touches)
                    VALUES (?, ?, 1)
                    ON CONFLICT (week, face) DO UPDATE
                    SET touches = touches + 1
                    """)) {
                upsert.setString(1, event.date().toString());
                upsert.setInt(2, aside.face());
                upsert.executeUpdate();
            }
        }
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
            statement.executeUpdate("DELETE FROM mood_count");
            statement.executeUpdate("DELETE FROM mood_aside");
        }
    }
}
