package org.doorstep.relay.outbox;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.store.Found;
import org.doorstep.relay.store.SetAside;
import org.doorstep.relay.store.StoreException;
import org.doorstep.relay.time.DeviceClock;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A database with an outbox in it, opened so that a broken one stops nobody: it is set aside whole, a new one begins,
/// and what is still read of the old is issued again in that (decision 0031). Whatever happens in the middle, the next
/// opening goes on with it.
public final class OutboxFile {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxFile.class);

    private final Path file;
    private final Source source;
    private final DeviceClock clock;
    private final RandomGenerator random;
    private final Kind kind;
    private final String[] migrations;

    /// Which outbox a file is for.
    @FunctionalInterface
    private interface Kind {
        Outbox in(Database database, Source source, DeviceClock clock, RandomGenerator random);
    }

    /// What a program saves of its own tables beside the outbox: from the same records, in the same transaction.
    public interface Memory {
        /// One record of the broken file, as [SetAside#records] gives it.
        void take(List<Object> record);

        void keep(Handle transaction);

        /// Of a program that saves nothing of its own.
        static Memory none() {
            return new NothingToSave();
        }
    }

    private record NothingToSave() implements Memory {
        @Override
        public void take(List<Object> record) {
            // Only the outbox's rows are wanted.
        }

        @Override
        public void keep(Handle transaction) {
            // There is nothing.
        }
    }

    public record Opened(Database database, Outbox outbox) {}

    /// `migrations` are the program's own; the outbox's are added.
    public OutboxFile(Path file, Source source, DeviceClock clock, RandomGenerator random, String... migrations) {
        this(file, source, clock, random, Outbox::new, migrations);
    }

    /// A file of the anonymous lane, with an [Outbox#anonymous].
    public static OutboxFile anonymous(
            Path file, Source source, DeviceClock clock, RandomGenerator random, String... migrations) {
        return new OutboxFile(file, source, clock, random, Outbox::anonymous, migrations);
    }

    private OutboxFile(
            Path file, Source source, DeviceClock clock, RandomGenerator random, Kind kind, String... migrations) {
        this.file = file;
        this.source = source;
        this.clock = clock;
        this.random = random;
        this.kind = kind;
        this.migrations = Stream.concat(Stream.of(Outbox.MIGRATIONS), Stream.of(migrations))
                .toArray(String[]::new);
    }

    /// A fresh `memory` is asked for with each try. Throws [StoreException] if the file is in use, or if a new one
    /// cannot be had either.
    public Opened open(Supplier<Memory> memory) {
        Found found = Found.at(file, clock.instant());
        Opened opened = openSound();
        List<SetAside> unsaved =
                SetAside.of(file).stream().filter(aside -> !aside.isSaved()).toList();
        unsaved.forEach(aside -> save(opened, aside, memory));
        if (found instanceof Found.Missing && unsaved.isEmpty()) {
            Instant now = clock.instant();
            note(opened, new Damage(Damage.NO_FILE + " at " + now, now, "it was gone", 0, 0));
        }
        return opened;
    }

    private Opened openSound() {
        String fault;
        try {
            Opened opened = openAsItIs();
            Optional<String> seen = fault(opened);
            if (seen.isEmpty()) {
                return opened;
            }
            opened.database().close();
            fault = seen.get();
        } catch (StoreException e) {
            if (e.kind() != StoreException.Kind.CORRUPT && e.kind() != StoreException.Kind.FAILED) {
                throw e;
            }
            fault = "it cannot be opened";
        }
        Found.brokenAsSeen(file, fault, clock.instant());
        return openAsItIs();
    }

    private static Optional<String> fault(Opened opened) {
        try {
            return new OutboxCheck(opened.outbox()).fault();
        } catch (RuntimeException e) {
            opened.database().close();
            throw e;
        }
    }

    private Opened openAsItIs() {
        Database database = Database.open(file, migrations);
        try {
            return new Opened(database, kind.in(database, source, clock, random));
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /// A failure here (a disk that is full, above all) must not keep the device from its work: the next start tries
    /// again.
    private void save(Opened opened, SetAside aside, Supplier<Memory> memory) {
        try {
            Damage damage = opened.database().write(transaction -> {
                Optional<Damage> before = opened.outbox().rows().damages(transaction).stream()
                        .filter(known -> known.name().equals(aside.name()))
                        .findFirst();
                return before.isPresent() ? before.get() : salvage(transaction, opened.outbox(), aside, memory.get());
            });
            aside.saved("Of %d events that the hub had not acknowledged, %d were saved from this file."
                    .formatted(damage.unsent(), damage.saved()));
            LOG.error(
                    "{} was broken ({}) and is set aside as {}: {} of {} events not yet acknowledged were saved.",
                    file.getFileName(),
                    aside.fault(),
                    aside.name(),
                    damage.saved(),
                    damage.unsent());
        } catch (RuntimeException e) {
            LOG.error("What is in {} could not be saved yet; the next start tries again.", aside.name(), e);
        }
    }

    private static Damage salvage(Handle transaction, Outbox outbox, SetAside aside, Memory memory) {
        Salvage salvage = new Salvage(transaction, outbox);
        aside.records(found -> {
            salvage.take(found);
            memory.take(found);
        });
        Damage damage = salvage.issueAgain(aside.name(), aside.fault());
        memory.keep(transaction);
        outbox.rows().note(transaction, damage);
        return damage;
    }

    private static void note(Opened opened, Damage damage) {
        opened.database().write(transaction -> {
            opened.outbox().rows().note(transaction, damage);
            return null;
        });
    }
}
