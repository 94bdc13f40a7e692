package org.doorstep.hub.ingest;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import org.doorstep.relay.contract.AnonymousEnvelope;
import org.doorstep.relay.contract.AnyEnvelope;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.inbox.Acceptance;
import org.doorstep.relay.inbox.Addressed;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.inbox.Kept;
import org.doorstep.relay.inbox.Receiving;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.store.StoreException;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One batch of events into the database: inbox rows, projections and marks in one transaction.
///
/// First in hope: a savepoint for each event costs as much as a row, and hardly any event fails. If one does, all is
/// undone and done again with a savepoint for each, so that a bad event is kept unprojected and stops nothing else.
/// For one thread at a time.
final class BatchCommit {
    private static final Logger log = LoggerFactory.getLogger(BatchCommit.class);

    private final Database database;
    private final Inbox inbox;
    private final List<Projection> projections;

    /// Only touched in the writer's transactions, but for its being set once a commit is known to have succeeded,
    /// when no other batch is under way.
    private volatile boolean doubtful;

    /// What a batch came to: how many events were new, and what to tell the devices.
    record Committed(int fresh, List<Addressed> acknowledgements) {}

    BatchCommit(Database database, Inbox inbox, List<Projection> projections) {
        this.database = database;
        this.inbox = inbox;
        this.projections = List.copyOf(projections);
    }

    /// Returns when it is on the disk. Throws [StoreException] if the disk would not take it, and nothing was kept.
    Committed commit(List<EventIngest.Arrival> batch) {
        try {
            return settled(database.write(handle -> hopefully(handle, batch)));
        } catch (StoreException e) {
            if (e.kind() != StoreException.Kind.FAILED) {
                throw e;
            }
            return settled(database.write(handle -> carefully(handle, batch)));
        } catch (RuntimeException e) {
            return settled(database.write(handle -> carefully(handle, batch)));
        }
    }

    /// How many waiting events were looked at and how many of them could be projected now; `last` is the position of
    /// the last of them.
    record Awaited(int seen, int projected, long last) {}

    /// Projects again what could not be projected before, or is of a type learnt since, above a position: those that
    /// fail again must not stand before the others for ever.
    Awaited projectAwaiting(long afterPosition, int most) {
        return settled(database.write(handle -> {
            beSure();
            Connection connection = Database.connection(handle);
            int projected = 0;
            long last = afterPosition;
            List<Kept> awaiting = inbox.awaiting(handle, afterPosition, most);
            for (Kept kept : awaiting) {
                if (projectAlone(connection, kept.event()).isEmpty()) {
                    inbox.projected(handle, kept.position());
                    projected++;
                }
                last = kept.position();
            }
            return new Awaited(awaiting.size(), projected, last);
        }));
    }

    /// Makes every projection again from the inbox, in one transaction.
    void rebuild() {
        settled(database.write(handle -> {
            beSure();
            Connection connection = Database.connection(handle);
            for (Projection projection : projections.reversed()) {
                projection.clear(connection);
            }
            long position = 0;
            List<Kept> events;
            do {
                events = inbox.after(handle, position, REBUILD_AT_ONCE);
                for (Kept kept : events) {
                    String why = projectAlone(connection, kept.event());
                    if (!why.isEmpty()) {
                        inbox.unprojected(handle, kept.position(), why);
                    } else if (!(kept.event().data() instanceof HubEvent.Unknown)) {
                        inbox.projected(handle, kept.position());
                    }
                    position = kept.position();
                }
            } while (!events.isEmpty());
            return null;
        }));
    }

    private static final int REBUILD_AT_ONCE = 1_000;

    private Committed hopefully(Handle handle, List<EventIngest.Arrival> batch) throws SQLException {
        beSure();
        Connection connection = Database.connection(handle);
        Receiving receiving = inbox.receiving(handle);
        int fresh = 0;
        for (EventIngest.Arrival arrival : batch) {
            if (receiving.accept(arrival.received(), arrival.reading()) instanceof Acceptance.Fresh event) {
                fresh++;
                project(connection, event.event());
            }
        }
        for (Projection projection : projections) {
            projection.flush(connection);
        }
        return new Committed(fresh, receiving.finish());
    }

    private Committed carefully(Handle handle, List<EventIngest.Arrival> batch) throws SQLException {
        beSure();
        Connection connection = Database.connection(handle);
        Receiving receiving = inbox.receiving(handle);
        int fresh = 0;
        for (EventIngest.Arrival arrival : batch) {
            if (receiving.accept(arrival.received(), arrival.reading()) instanceof Acceptance.Fresh event) {
                fresh++;
                String why = projectAlone(connection, event.event());
                if (!why.isEmpty()) {
                    receiving.unprojected(event.position(), why);
                }
            }
        }
        return new Committed(fresh, receiving.finish());
    }

    private void project(Connection connection, AnyEnvelope event) throws SQLException {
        for (Projection projection : projections) {
            switch (event) {
                case Envelope timed -> projection.project(connection, timed);
                case AnonymousEnvelope anonymous -> projection.project(connection, anonymous);
            }
        }
    }

    /// Empty if it was projected; else why not, and nothing of it was.
    private String projectAlone(Connection connection, AnyEnvelope event) throws SQLException {
        Savepoint savepoint = connection.setSavepoint();
        try {
            project(connection, event);
            for (Projection projection : projections) {
                projection.flush(connection);
            }
            connection.releaseSavepoint(savepoint);
            return "";
        } catch (SQLException | RuntimeException e) {
            connection.rollback(savepoint);
            forget();
            log.warn(
                    "Event {} is kept, but could not be counted: {}",
                    event.id(),
                    e.getClass().getSimpleName());
            return e.getClass().getSimpleName();
        }
    }

    /// If the last transaction's end is not known to have been good, nothing remembered from it is believed.
    private void beSure() {
        if (doubtful) {
            forget();
        }
        doubtful = true;
    }

    private <T> T settled(T result) {
        doubtful = false;
        return result;
    }

    private void forget() {
        projections.forEach(Projection::forget);
    }
}
