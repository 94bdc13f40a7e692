package org.doorstep.relay.outbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.doorstep.relay.carry.Acknowledgement;
import org.doorstep.relay.carry.CarriedEvents;
import org.doorstep.relay.carry.CarriedKeys;
import org.doorstep.relay.carry.CarriedReader;
import org.doorstep.relay.carry.CarryException;
import org.doorstep.relay.carry.CarryOut;
import org.doorstep.relay.contract.Ack;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.doorstep.relay.contract.talk.Reply;
import org.doorstep.relay.contract.talk.Request;
import org.doorstep.relay.inbox.Addressed;
import org.doorstep.relay.inbox.Gaps;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.inbox.Kept;
import org.doorstep.relay.inbox.Received;
import org.doorstep.relay.inbox.Receiving;
import org.doorstep.relay.inbox.Salvages;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.store.ReadBeside;
import org.doorstep.relay.time.SetClock;
import org.jdbi.v3.core.Handle;

/// A kiosk's outbox and a hub's inbox, real and on disk, with a wire between them that the seed controls.
final class TwoSides implements AutoCloseable {
    private static final HubId HUB = new HubId("millbrook");
    private static final DeviceId KIOSK = new DeviceId("kiosk-1");

    private final Path folder;
    private final Random random;
    private final Troubles troubles;
    private final SetClock clock = new SetClock();
    private final List<Sent> up = new ArrayList<>();
    private final List<Runnable> down = new ArrayList<>();
    private final Set<EventId> appended = new HashSet<>();
    private final List<Path> hubCopies = new ArrayList<>();
    private final Map<Path, Long> copiedTo = new HashMap<>();
    private Database kiosk;
    private Outbox outbox;
    private Conversation conversation;
    private Database hub;
    private Inbox inbox;
    private boolean connected;
    private boolean calm;
    private boolean cardWentBack;
    private boolean copyWasOlder;
    private Path oldCard;
    private String card = "kiosk.db";

    private record Sent(Lane lane, byte[] text) {}

    private record NoMemory() implements OutboxFile.Memory {
        @Override
        public void take(List<Object> found) {
            // Nothing is kept beside the outbox here.
        }

        @Override
        public void keep(Handle transaction) {
            // Nothing was.
        }
    }

    TwoSides(Path folder, long seed, Troubles troubles) {
        this.folder = folder;
        this.random = new Random(seed);
        this.troubles = troubles;
        openKiosk();
        openHub();
    }

    /// So many random things happen.
    void live(int things) {
        for (int i = 0; i < things; i++) {
            clock.forward(Duration.ofMillis(random.nextInt(3_000)));
            happen(random.nextInt(1_000));
        }
    }

    private void happen(int what) {
        if (what < 350) {
            append();
        } else if (what < 550) {
            conversation.step();
        } else if (what < 750) {
            hubReceives();
        } else if (what < 900) {
            kioskHears();
        } else if (what < 930) {
            reconnect();
        } else if (what < 940) {
            sayWhatIsMissing();
        } else if (what < 955 && troubles.crashes()) {
            restartKiosk();
        } else if (what < 970 && troubles.crashes()) {
            hubFailsInTheMiddle();
        } else if (what < 980 && troubles.hubRestored()) {
            copyHub();
        } else if (what < 988 && troubles.hubRestored()) {
            restoreHub();
        } else if (what < 994 && troubles.oldCard()) {
            keepCard();
        } else if (what < 1_000 && troubles.oldCard()) {
            putOldCardBack();
        }
    }

    /// The weather clears, and all is sent that there is.
    void calm() {
        calm = true;
        reconnect();
        for (int i = 0; i < 400; i++) {
            clock.forward(Duration.ofMillis(500));
            calmStep();
            if (i % 40 == 39) {
                sayWhatIsMissing();
            }
            if (up.isEmpty() && down.isEmpty() && i > 60 && conversation.state().depth() == 0) {
                return;
            }
        }
    }

    private void calmStep() {
        conversation.step();
        hubReceives();
        kioskHears();
    }

    /// Somebody comes with a stick, and leaves with what the kiosk has.
    Path fetchFile() {
        try (ReadBeside beside = ReadBeside.open(folder.resolve(card))) {
            clock.forward(Duration.ofSeconds(1));
            return new CarryOut(
                            new Source(HUB, KIOSK),
                            CarriedKeys.HUB_RECIPIENT,
                            CarriedKeys.KIOSK_SIGNER,
                            CarriedKeys.chance(random))
                    .write(beside, folder, clock.instant())
                    .file();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The stick is at the hub. What the hub says to it can be carried back.
    byte[] bringFile(Path file) {
        try (CarriedEvents events = CarriedEvents.open(file, CarriedKeys.KIOSK_KEYS, List.of(CarriedKeys.HUB_OPENER))) {
            for (Optional<List<CarriedEvents.Row>> rows = events.next(); rows.isPresent(); rows = events.next()) {
                List<CarriedEvents.Row> some = rows.get();
                say(hub.write(transaction -> {
                    Receiving receiving = inbox.receiving(transaction);
                    for (CarriedEvents.Row row : some) {
                        receiving.accept(new Received(KIOSK, row.lane(), row.text(), clock.instant()));
                    }
                    return receiving.finish();
                }));
            }
            String id = CarriedReader.heading(file).file();
            return hub.write(transaction -> Acknowledgement.of(
                            transaction, inbox, new Source(HUB, KIOSK), id, events.hello(), clock.instant()))
                    .signed(CarriedKeys.HUB_SIGNER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CarryException e) {
            throw new AssertionError(e);
        }
    }

    CarriedWord.Outcome bringBack(byte[] acknowledgement) {
        try {
            CarriedWord.Outcome outcome = conversation.carried(
                    Acknowledgement.read(acknowledgement, CarriedKeys.HUB_KEYS).word());
            conversation.step();
            return outcome;
        } catch (CarryException e) {
            throw new AssertionError(e);
        }
    }

    /// There and back, and once more for what was issued again.
    void carryUntilCalm() {
        for (int i = 0; i < 4; i++) {
            bringBack(bringFile(fetchFile()));
            clock.forward(Duration.ofMinutes(1));
            conversation.step();
        }
    }

    /// Nothing is on the wire, and nothing will be.
    void cutOff() {
        if (connected) {
            connected = false;
            conversation.lost();
        }
        up.clear();
        down.clear();
    }

    /// What is wrong; empty if nothing is.
    List<String> verdict() {
        List<String> wrong = new ArrayList<>();
        List<EventId> counted = new ArrayList<>();
        for (Kept kept : hub.read(handle -> inbox.after(handle, 0, 1_000_000))) {
            counted.add(kept.event().id());
        }
        Set<EventId> once = new HashSet<>(counted);
        if (once.size() != counted.size()) {
            wrong.add("counted twice: " + (counted.size() - once.size()));
        }
        if (conversation.state().depth() != 0) {
            wrong.add("not sent: " + conversation.state());
        }
        Set<EventId> lacking = new HashSet<>(keptInOutbox());
        if (!cardWentBack && !copyWasOlder) {
            lacking.addAll(appended);
        }
        lacking.removeAll(once);
        if (!lacking.isEmpty()) {
            wrong.add("never counted: " + lacking.size() + " of " + appended.size());
        }
        if (appended.isEmpty()) {
            wrong.add("nothing was tried");
        }
        wrong.addAll(chainsThatDiffer());
        return wrong;
    }

    SenderState state() {
        return conversation.state();
    }

    Conversation conversation() {
        return conversation;
    }

    List<OutboxRows.Stream> streams() {
        return kiosk.read(outbox.rows()::streams);
    }

    List<Kept> counted() {
        return hub.read(handle -> inbox.after(handle, 0, 1_000_000));
    }

    List<Gaps.Gap> gaps() {
        return hub.read(new Gaps(inbox)::open);
    }

    String incarnation() {
        return inbox.incarnation();
    }

    /// So long that everything that may be forgotten is.
    void wait(Duration time) {
        for (int i = 0; i < 60; i++) {
            clock.forward(time.dividedBy(60));
            calmStep();
        }
    }

    /// The power goes, and when it is back something has happened to the kiosk's file (and its log, "-wal").
    void wreckKiosk(Consumer<Path> wrecking) {
        down.clear();
        up.clear();
        connected = false;
        Path file = folder.resolve("kiosk.db");
        Path held = folder.resolve("held.db");
        copyBoth(file, held);
        kiosk.close();
        copyBoth(held, file);
        wrecking.accept(file);
        openKiosk();
    }

    List<Damage> damages() {
        return outbox.damages();
    }

    /// What the hub is told to be lost and has not.
    long reportedLost() {
        return hub.read(Salvages::all).stream()
                .mapToLong(Salvages.Salvaged::lost)
                .sum();
    }

    Set<EventId> appendedAndNotCounted() {
        Set<EventId> lacking = new HashSet<>(appended);
        counted().forEach(kept -> lacking.remove(kept.event().id()));
        return lacking;
    }

    private static void copyBoth(Path from, Path to) {
        try {
            Files.deleteIfExists(Path.of(to + "-shm"));
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
            Path log = Path.of(from + "-wal");
            if (Files.exists(log)) {
                Files.copy(log, Path.of(to + "-wal"), StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.deleteIfExists(Path.of(to + "-wal"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// From here on what is only in no copy may be lacking.
    void expectOlderCopy() {
        copyWasOlder = true;
    }

    /// The hub's disk is gone, and it begins with nothing.
    void wipeHub() {
        hub.close();
        for (String end : List.of("", "-wal", "-shm")) {
            try {
                Files.deleteIfExists(folder.resolve("hub.db" + end));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        openHub();
    }

    @Override
    public void close() {
        kiosk.close();
        hub.close();
    }

    private List<String> chainsThatDiffer() {
        List<String> wrong = new ArrayList<>();
        List<OutboxRows.Stream> streams = kiosk.read(outbox.rows()::streams);
        for (OutboxRows.Stream stream : streams) {
            Request.Tail tail =
                    new Request.Tail(stream.store().id(), stream.lane(), stream.last(), Chain.hex(stream.chain()));
            Reply.Mark mark = hub.write(
                            transaction -> inbox.answerHello(transaction, KIOSK, new Request.Hello(List.of(tail))))
                    .marks()
                    .getFirst();
            boolean older = mark.through() > stream.last();
            if (!stream.hasParted() && !older && !mark.chain().equals(tail.chain())) {
                wrong.add("chains differ in " + stream + " at " + mark);
            }
        }
        return wrong;
    }

    private Set<EventId> keptInOutbox() {
        Set<EventId> ids = new HashSet<>();
        List<OutboxRows.Stream> streams = kiosk.read(outbox.rows()::streams);
        for (OutboxRows.Stream stream : streams) {
            List<OutboxRows.Row> rows = kiosk.read(handle -> outbox.rows().rowsAfter(handle, stream, 0, 1_000_000));
            for (OutboxRows.Row row : rows) {
                try {
                    Envelope event = Wire.read(row.text());
                    if (!(event.data() instanceof HubEvent.RangeLost)) {
                        ids.add(event.id());
                    }
                } catch (WireException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        return ids;
    }

    void append() {
        Lane lane = random.nextInt(5) == 0 ? Lane.MEMBER : Lane.ATTENDANCE;
        HubEvent event = new HubEvent.GuestCounted(SessionId.dropIn(LocalDate.parse("2026-11-22")), 0, 0);
        appended.add(kiosk.write(transaction -> outbox.append(transaction, lane, event))
                .id());
    }

    void reconnect() {
        if (connected) {
            connected = false;
            down.clear();
            conversation.lost();
        }
        if (calm || random.nextInt(4) > 0) {
            connected = true;
            conversation.connected();
        }
    }

    private void sent(int connection, StreamKey key, long sequence, byte[] text) {
        if (!calm && troubles.wire() && chance(30)) {
            down.add(() -> conversation.refused(connection, key, sequence));
            return;
        }
        down.add(() -> conversation.taken(connection, key));
        if (calm || !troubles.wire() || !chance(10)) {
            up.add(new Sent(key.lane(), text));
            if (!calm && troubles.wire() && chance(10)) {
                up.add(up.getLast());
            }
        }
    }

    private void asked(int number, Request.Hello hello) {
        if (!calm && troubles.wire() && chance(5)) {
            return;
        }
        Reply.Hello reply = hub.write(transaction -> inbox.answerHello(transaction, KIOSK, hello));
        down.add(() -> conversation.answered(number, reply));
    }

    private void hubReceives() {
        int most = 1 + random.nextInt(20);
        List<Sent> batch = new ArrayList<>();
        while (!up.isEmpty() && batch.size() < most) {
            boolean overtakes = !calm && troubles.wire() && chance(4);
            batch.add(up.remove(overtakes ? random.nextInt(up.size()) : 0));
        }
        say(hub.write(transaction -> {
            Receiving receiving = inbox.receiving(transaction);
            for (Sent sent : batch) {
                receiving.accept(new Received(KIOSK, sent.lane(), sent.text(), clock.instant()));
            }
            return receiving.finish();
        }));
    }

    private void hubFailsInTheMiddle() {
        List<Sent> batch = List.copyOf(up);
        try {
            hub.write(transaction -> {
                Receiving receiving = inbox.receiving(transaction);
                for (Sent sent : batch) {
                    receiving.accept(new Received(KIOSK, sent.lane(), sent.text(), clock.instant()));
                }
                receiving.finish();
                throw new IllegalStateException("killed");
            });
        } catch (IllegalStateException e) {
            up.clear();
        }
    }

    private void say(List<Addressed> acks) {
        for (Addressed addressed : acks) {
            if (connected && (calm || !troubles.wire() || !chance(5))) {
                Ack ack = addressed.ack();
                down.add(() -> conversation.acknowledged(ack));
            }
        }
    }

    private void sayWhatIsMissing() {
        say(hub.read(handle -> new Gaps(inbox).askAgain(handle, clock.instant())));
    }

    private void kioskHears() {
        int most = 1 + random.nextInt(30);
        for (int i = 0; i < most && !down.isEmpty(); i++) {
            boolean overtakes = !calm && troubles.wire() && chance(6);
            down.remove(overtakes ? random.nextInt(down.size()) : 0).run();
        }
    }

    void restartKiosk() {
        down.clear();
        connected = false;
        kiosk.close();
        openKiosk();
    }

    private void openKiosk() {
        OutboxFile.Opened opened =
                new OutboxFile(folder.resolve(card), new Source(HUB, KIOSK), clock, random).open(NoMemory::new);
        kiosk = opened.database();
        outbox = opened.outbox();
        conversation = new Conversation(outbox, new Conversation.Voice() {
            @Override
            public void send(int connection, StreamKey key, long sequence, byte[] text) {
                sent(connection, key, sequence, text);
            }

            @Override
            public void ask(int number, Request.Hello hello) {
                asked(number, hello);
            }

            @Override
            public void standBack(boolean back) {
                // Who is connected is this world's to say.
            }
        });
    }

    private void openHub() {
        hub = Database.open(folder.resolve("hub.db"), Inbox.MIGRATIONS);
        inbox = new Inbox(hub, HUB, random, clock);
    }

    /// A verified copy off the hub, and word of it to the kiosks.
    void copyHub() {
        hub.close();
        Path copy = folder.resolve("hub-copy-" + hubCopies.size() + ".db");
        copy(folder.resolve("hub.db"), copy);
        openHub();
        hubCopies.add(copy);
        long position = hub.read(inbox::lastPosition);
        copiedTo.put(copy, position);
        say(hub.write(transaction -> inbox.reachedSafety(transaction, position)));
    }

    void restoreHub() {
        if (hubCopies.isEmpty()) {
            return;
        }
        boolean older = troubles.fromOlderCopy() && random.nextBoolean();
        Path copy = hubCopies.get(older ? random.nextInt(hubCopies.size()) : hubCopies.size() - 1);
        copyWasOlder |= !copy.equals(hubCopies.getLast());
        hub.close();
        copy(copy, folder.resolve("hub.db"));
        openHub();
        if (random.nextBoolean()) {
            inbox.beginAnew(hub);
        }
        long position = copiedTo.get(copy);
        say(hub.write(transaction -> inbox.reachedSafety(transaction, position)));
    }

    void keepCard() {
        kiosk.close();
        oldCard = folder.resolve("card.db");
        copy(folder.resolve("kiosk.db"), oldCard);
        down.clear();
        connected = false;
        openKiosk();
    }

    /// Somebody copies the card, and puts the copy into a second kiosk.
    void copyCard() {
        kiosk.close();
        copy(folder.resolve(card), folder.resolve("twin.db"));
        down.clear();
        connected = false;
        openKiosk();
    }

    /// The broker lets in the other of the two. What the first had sent is still on its way.
    void otherOfTheTwo() {
        kiosk.close();
        card = card.equals("kiosk.db") ? "twin.db" : "kiosk.db";
        down.clear();
        connected = false;
        openKiosk();
    }

    void putOldCardBack() {
        if (oldCard == null) {
            return;
        }
        cardWentBack = true;
        kiosk.close();
        copy(oldCard, folder.resolve("kiosk.db"));
        down.clear();
        connected = false;
        openKiosk();
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private static void copy(Path from, Path to) {
        try {
            Files.deleteIfExists(Path.of(to + "-wal"));
            Files.deleteIfExists(Path.of(to + "-shm"));
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
