package org.doorstep.hub.booking.desk;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.ingest.Projection;
import org.doorstep.hub.passes.PassRegister;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// What kiosks promised and what people gave back, out of the lane `booking`. Whoever comes first
/// has it, so this does depend on the order: what was decided once is kept, and making the figures
/// anew decides nothing again. For the writer's thread only.
public final class BookingLane implements Projection {
    private final PassRegister passes;
    private final Wishes wishes;
    private final InstantSource clock;

    BookingLane(PassRegister passes, Wishes wishes, InstantSource clock) {
        this.passes = passes;
        this.wishes = wishes;
        this.clock = clock;
    }

    @Override
    public void project(Connection connection, Envelope event) throws SQLException {
        switch (event.data()) {
            case HubEvent.BookingAsked wish -> {
                Handle transaction = Database.handle(connection);
                Holder holder = holder(connection, wish.credential());
                wishes.promised(transaction, event.source().device(), wish, holder, event.time(), clock.instant());
            }
            case HubEvent.BookingCancelled cancelled -> {
                Handle transaction = Database.handle(connection);
                Holder holder = holder(connection, cancelled.credential());
                wishes.cancel(transaction, Named.request(cancelled.request()), holder, clock.instant());
            }
            default -> {
                // Tools are the loans' own, and all else is no booking.
            }
        }
    }

    private Holder holder(Connection connection, Credential credential) throws SQLException {
        return new Holder.Resident(passes.of(connection, credential).name());
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
    public void clear(Connection connection) {
        // A booking is a fact, and not made of its event.
    }
}
