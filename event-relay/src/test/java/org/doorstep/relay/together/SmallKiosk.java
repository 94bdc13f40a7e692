package org.doorstep.relay.together;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.Topics;
import org.doorstep.relay.link.Link;
import org.doorstep.relay.link.Requests;
import org.doorstep.relay.link.Switchboard;
import org.doorstep.relay.outbox.Outbox;
import org.doorstep.relay.outbox.Room;
import org.doorstep.relay.outbox.Sender;
import org.doorstep.relay.outbox.SenderState;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.time.KernelClock;
import org.doorstep.relay.time.SetClock;

/// The least that is a kiosk: it saves events, and sends them when it can.
final class SmallKiosk implements AutoCloseable {
    static final DeviceId KIOSK = new DeviceId("kiosk-1");

    private final Database database;
    private final Outbox outbox;
    private final Sender sender;
    private final Link link;

    SmallKiosk(Path file, Link link) {
        this.link = link;
        Random random = new Random(5);
        Topics topics = new Topics(SmallHub.HUB);
        KernelClock clock = new KernelClock(new SetClock());
        database = Database.open(file, Outbox.MIGRATIONS);
        outbox = new Outbox(database, new Source(SmallHub.HUB, KIOSK), clock, random);
        Requests requests = new Requests(link, topics, KIOSK, random);
        sender = new Sender(outbox, link, requests, topics);
        sender.start();
        link.open(new Switchboard(sender, requests));
    }

    static List<String> filters() {
        Topics topics = new Topics(SmallHub.HUB);
        return List.of(topics.acksTo(KIOSK), topics.reply(KIOSK));
    }

    Envelope guest() {
        HubEvent guest = new HubEvent.GuestCounted(SessionId.dropIn(LocalDate.parse("2026-11-22")), 0, 0);
        Envelope saved = database.write(transaction -> outbox.append(transaction, Lane.ATTENDANCE, guest));
        sender.wake();
        return saved;
    }

    void guests(int many) {
        HubEvent guest = new HubEvent.GuestCounted(SessionId.dropIn(LocalDate.parse("2026-11-22")), 0, 0);
        database.write(transaction -> {
            for (int i = 0; i < many; i++) {
                outbox.append(transaction, Lane.ATTENDANCE, guest);
            }
            return many;
        });
        sender.wake();
    }

    /// Cards shown, as a kiosk with the hub's key tells of them.
    List<EventId> taps(int many) {
        SessionId session = SessionId.dropIn(LocalDate.parse("2026-11-22"));
        return database.write(transaction -> {
            List<EventId> written = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                HubEvent tap = new HubEvent.TapRecorded(
                        new Credential.Token("A".repeat(43), 7),
                        HubEvent.Assurance.UID,
                        HubEvent.Outcome.ARRIVAL,
                        session);
                written.add(outbox.append(transaction, Lane.ATTENDANCE, tap).id());
            }
            return written;
        });
    }

    Room room() {
        return outbox.room();
    }

    SenderState state() {
        return sender.state();
    }

    @Override
    public void close() {
        sender.close();
        link.close();
        database.close();
    }
}
