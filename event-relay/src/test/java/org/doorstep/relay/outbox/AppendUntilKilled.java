package org.doorstep.relay.outbox;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Random;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.time.SetClock;

/// A program that appends from several threads and says each sequence when, and only when, it is on the disk.
final class AppendUntilKilled {
    private static final int THREADS = 4;

    private AppendUntilKilled() {}

    public static void main(String[] args) {
        Database database = Database.open(Path.of(args[0]), Outbox.MIGRATIONS);
        Outbox outbox = new Outbox(
                database,
                new Source(new HubId("millbrook"), new DeviceId("kiosk-1")),
                new SetClock(),
                new Random(Long.parseLong(args[1])));
        HubEvent guest = new HubEvent.GuestCounted(SessionId.dropIn(LocalDate.parse("2026-11-22")), 0, 0);
        for (int i = 0; i < THREADS; i++) {
            Thread.ofPlatform().start(() -> {
                while (true) {
                    Envelope saved = database.write(transaction -> outbox.append(transaction, Lane.ATTENDANCE, guest));
                    System.out.println(saved.sequence() + " " + saved.id());
                }
            });
        }
    }
}
