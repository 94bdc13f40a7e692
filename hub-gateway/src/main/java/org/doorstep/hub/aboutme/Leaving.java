package org.doorstep.hub.aboutme;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import org.doorstep.hub.ingest.Projection;
import org.doorstep.hub.passes.PassRegister;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.Receipt;

/// A resident has left: everything about them goes, with all their passes, in the transaction that keeps their word.
/// For the writer's thread only.
public final class Leaving implements Projection {
    private final PassRegister passes;
    private final PassesOf passesOf;
    private final Erases erases;
    private final Joined joined;

    /// All passes of the resident who holds that one.
    @FunctionalInterface
    public interface PassesOf {
        Collection<Long> of(Connection connection, long pass) throws SQLException;
    }

    /// Puts everything about whoever holds these passes out of reach. Safe to be asked twice.
    @FunctionalInterface
    public interface Erases {
        void erase(Connection connection, Collection<Long> passes, Receipt receipt, Instant askedAt)
                throws SQLException;
    }

    /// Puts the rest of these passes out of reach too, if whoever holds them has left by one of them.
    @FunctionalInterface
    public interface Joined {
        void eraseRestOf(Connection connection, Collection<Long> passes) throws SQLException;
    }

    public Leaving(PassRegister passes, PassesOf passesOf, Erases erases, Joined joined) {
        this.passes = passes;
        this.passesOf = passesOf;
        this.erases = erases;
        this.joined = joined;
    }

    @Override
    public void project(Connection connection, Envelope event) throws SQLException {
        if (event.data() instanceof HubEvent.ResidentLeft left) {
            long pass = passes.of(connection, left.credential()).row();
            // Whoever found a pass that was stopped is not who lost it, and does not leave for them.
            if (!StrayPasses.hadBeenStopped(connection, pass, event)) {
                erases.erase(connection, passesOf.of(connection, pass), left.receipt(), event.time());
            }
        }
        if (event.data() instanceof HubEvent.PassAdded added) {
            long pass = passes.of(connection, added.added()).row();
            joined.eraseRestOf(connection, passesOf.of(connection, pass));
        }
    }

    @Override
    public void flush(Connection connection) {
        // Done as it comes.
    }

    @Override
    public void forget() {
        // Nothing is remembered.
    }

    @Override
    public void clear(Connection connection) {
        // It has no table.
    }
}
