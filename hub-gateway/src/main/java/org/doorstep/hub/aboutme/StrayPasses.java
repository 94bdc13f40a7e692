package org.doorstep.hub.aboutme;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.Moment;

/// Passes that were lost and stopped: whoever shows one from then on does not speak for who lost it. A kiosk that had
/// not heard of it takes their word all the same; here it ends.
final class StrayPasses {
    private StrayPasses() {}

    /// Whether the pass in that row had been stopped when this was said with it. Of a device that did not know the
    /// time any stopping is believed to be earlier: what is done to who lost it cannot be undone.
    static boolean hadBeenStopped(Connection connection, long pass, Envelope said) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT 1
                FROM pass
                JOIN lost_pass ON lost_pass.name = pass.name
                WHERE pass.id = ? AND lost_pass.at <= ?
                """)) {
            select.setLong(1, pass);
            select.setLong(
                    2,
                    said.moment().clock() == Moment.Clock.UNKNOWN
                            ? Long.MAX_VALUE
                            : said.time().toEpochMilli());
            return select.executeQuery().next();
        }
    }
}
