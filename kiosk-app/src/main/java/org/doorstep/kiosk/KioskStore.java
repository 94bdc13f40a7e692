package org.doorstep.kiosk;

import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.outbox.Outbox;
import org.doorstep.relay.outbox.OutboxFile;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.time.DeviceClock;

/// A kiosk's one database with its outbox, as the kiosk itself opens them: the place where taps become durable. One
/// that is broken is set aside and salvaged, and the kiosk goes on with a new one ([OutboxFile]).
///
/// Also the honest way to give a kiosk a past before its first start: rows appended here are sent, acknowledged and
/// counted like any tap. One process at a time; a second is told by [org.doorstep.relay.store.StoreException].
public record KioskStore(Database database, Outbox outbox) implements AutoCloseable {
    public static final String FILE = "kiosk.db";

    public static KioskStore open(Path folder, Source source, DeviceClock clock, RandomGenerator random) {
        OutboxFile.Opened opened = new OutboxFile(folder.resolve(FILE), source, clock, random, "org/doorstep/kiosk/db")
                .open(() -> new SalvagedDay(source.hub()));
        return new KioskStore(opened.database(), opened.outbox());
    }

    @Override
    public void close() {
        database.close();
    }
}
