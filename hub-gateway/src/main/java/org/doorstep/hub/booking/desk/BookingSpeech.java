package org.doorstep.hub.booking.desk;

import java.time.InstantSource;
import java.time.ZoneId;
import org.doorstep.hub.booking.claims.Availability;
import org.doorstep.hub.booking.claims.ClaimBook;
import org.doorstep.hub.booking.waiting.Clashes;
import org.doorstep.hub.booking.waiting.WaitingList;
import org.doorstep.hub.ingest.Projection;
import org.doorstep.hub.passes.PassRegister;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Topics;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.link.Link;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.time.DeviceClock;

/// Everything that speaks with kiosks about rooms and tools, made together.
public record BookingSpeech(BookingAnswers answers, Leases leases, BoardPost board) {

    /// `changed` is run when something was booked.
    public static BookingSpeech of(
            HubId hub,
            ZoneId zone,
            Database database,
            Inbox inbox,
            Link link,
            PassRegister passes,
            ClaimBook claims,
            Availability availability,
            WaitingList waiting,
            Clashes clashes,
            DeviceClock clock,
            Runnable changed) {
        BoardPost board =
                new BoardPost(link, new Topics(hub), database, new BoardMaker(hub, zone, availability), clock);
        BookingAnswers answers = new BookingAnswers(
                database, passes, new Wishes(claims, waiting, clashes), availability, waiting, clashes, clock, () -> {
                    changed.run();
                    board.postSoon();
                });
        return new BookingSpeech(answers, new Leases(database, claims, waiting, inbox, zone, clock), board);
    }

    /// What follows from the events of the lane `booking`, also where nobody is spoken with.
    public static Projection lane(
            PassRegister passes, ClaimBook claims, WaitingList waiting, Clashes clashes, InstantSource clock) {
        return new BookingLane(passes, new Wishes(claims, waiting, clashes), clock);
    }
}
