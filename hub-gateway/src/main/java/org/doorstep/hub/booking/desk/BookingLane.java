package org.doorstep.hub.booking.desk;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.ingest.Projection;
import org.doorstep.hub.passes.PassRegister;
import org.doorstep.hub.residents.LostPasses;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.bookings.WhyNot;
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
                Holder.Resident holder = holder(connection, wish.credential());
                Instant now = clock.instant();
                // By a clock that is ahead nobody books further ahead than others may.
                Instant asked = event.time().isAfter(now) ? now : event.time();
                if (wish.lease() == 0 && LostPasses.isStopped(transaction, holder.pass(), event.time())) {
                    wishes.refused(transaction, wish, WhyNot.NO_PASS, now);
                } else {
                    wishes.promised(transaction, event.source().device(), wish, holder, asked, now);
                }
            }
            case HubEvent.BookingCancelled cancelled -> {
                Handle transaction = Database.handle(connection);
                Holder.Resident holder = holder(connection, cancelled.credential());
                // Whoever found a lost pass gives back nothing of what its owner has.
                if (!LostPasses.isStopped(transaction, holder.pass(), event.time())) {
                    wishes.cancel(transaction, Named.request(cancelled.request()), holder, clock.instant());
                }
            }
            default -> {
                // Tools are the loans' own, and all else is no booking.
            }
        }
    }

    private Holder.Resident holder(Connection connection, Credential credential) throws SQLException {
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
