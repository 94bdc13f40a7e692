package org.doorstep.kiosk;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.outbox.Damage;
import org.doorstep.relay.outbox.Outbox;
import org.doorstep.relay.outbox.OutboxFile;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.store.StoreException;
import org.doorstep.relay.time.DeviceClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A kiosk's database with its outbox, as the kiosk itself opens them: the place where taps become durable;
/// and beside it the file of the anonymous lane, which shares nothing with it. One that is broken is set
/// aside and salvaged, and the kiosk goes on with a new one ([OutboxFile]). Answers that were not yet let
/// go are not salvaged: whether a page of a broken file was still in use cannot be known, and none may be
/// counted twice.
///
/// Also the honest way to give a kiosk a past before its first start: rows appended here are sent,
/// acknowledged and counted like any tap. One process at a time; a second is told by
/// [org.doorstep.relay.store.StoreException].
public record KioskStore(Database database, Outbox outbox, Optional<OutboxFile.Opened> answers)
        implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KioskStore.class);

    public static final String FILE = "kiosk.db";
    public static final String ANSWERS_FILE = "anonymous.db";
    static final String MIGRATIONS = "org/doorstep/kiosk/db";
    static final String ANSWERS_MIGRATIONS = "org/doorstep/kiosk/mood/db";

    public static KioskStore open(Path folder, Source source, DeviceClock clock, RandomGenerator random) {
        OutboxFile.Opened opened = new OutboxFile(folder.resolve(FILE), source, clock, random, MIGRATIONS)
                .open(() -> new SalvagedDay(source.hub()));
        try {
            return new KioskStore(opened.database(), opened.outbox(), answers(folder, source, clock, random));
        } catch (RuntimeException e) {
            opened.database().close();
            throw e;
        }
    }

    /// None while the disk has no room even to open it: people are welcomed all the same, and nobody is asked how they
    /// feel until the next start.
    private static Optional<OutboxFile.Opened> answers(
            Path folder, Source source, DeviceClock clock, RandomGenerator random) {
        try {
            return Optional.of(
                    OutboxFile.anonymous(folder.resolve(ANSWERS_FILE), source, clock, random, ANSWERS_MIGRATIONS)
                            .open(OutboxFile.Memory::none));
        } catch (StoreException e) {
            if (e.kind() != StoreException.Kind.CANNOT_WRITE) {
                throw e;
            }
            LOG.error("The file of answers cannot be opened: {} Nobody is asked how they feel.", e.getMessage());
            return Optional.empty();
        }
    }

    /// What has happened to both files, the latest first.
    public List<Damage> damages() {
        return Stream.concat(Stream.of(outbox), answers.map(OutboxFile.Opened::outbox).stream())
                .flatMap(box -> box.damages().stream())
                .sorted(Comparator.comparing(Damage::at).reversed())
                .toList();
    }

    /// Of each file: completes with the first read or write that found it broken.
    public List<CompletableFuture<StoreException>> broken() {
        return Stream.concat(Stream.of(database), answers.map(OutboxFile.Opened::database).stream())
                .map(Database::broken)
                .toList();
    }

    @Override
    public void close() {
        answers.ifPresent(file -> file.database().close());
        database.close();
    }
}
