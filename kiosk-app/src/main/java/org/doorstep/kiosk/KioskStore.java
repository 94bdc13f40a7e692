package org.doorstep.kiosk;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.outbox.Damage;
import org.doorstep.relay.outbox.Outbox;
import org.doorstep.relay.outbox.OutboxFile;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.time.DeviceClock;

/// A kiosk's database with its outbox, as the kiosk itself opens them: the place where taps become durable;
/// and beside it the file of the anonymous lane, which shares nothing with it. One that is broken is set
/// aside and salvaged, and the kiosk goes on with a new one ([OutboxFile]). Answers that were not yet let
/// go are not salvaged: whether a page of a broken file was still in use cannot be known, and none may be
/// counted twice.
///
/// Also the honest way to give a kiosk a past before its first start: rows appended here are sent,
/// acknowledged and counted like any tap. One process at a time; a second is told by
/// [org.doorstep.relay.store.StoreException].
public record KioskStore(Database database, Outbox outbox, OutboxFile.Opened answers) implements AutoCloseable {
    public static final String FILE = "kiosk.db";
    public static final String ANSWERS_FILE = "anonymous.db";

    public static KioskStore open(Path folder, Source source, DeviceClock clock, RandomGenerator random) {
        OutboxFile.Opened opened = new OutboxFile(folder.resolve(FILE), source, clock, random, "org/doorstep/kiosk/db")
                .open(() -> new SalvagedDay(source.hub()));
        try {
            OutboxFile.Opened answers = OutboxFile.anonymous(
                            folder.resolve(ANSWERS_FILE), source, clock, random, "org/doorstep/kiosk/mood/db")
                    .open(OutboxFile.Memory::none);
            return new KioskStore(opened.database(), opened.outbox(), answers);
        } catch (RuntimeException e) {
            opened.database().close();
            throw e;
        }
    }

    /// What has happened to both files, the latest first.
    public List<Damage> damages() {
        return Stream.concat(outbox.damages().stream(), answers.outbox().damages().stream())
                .sorted(Comparator.comparing(Damage::at).reversed())
                .toList();
    }

    @Override
    public void close() {
        answers.database().close();
        database.close();
    }
}
