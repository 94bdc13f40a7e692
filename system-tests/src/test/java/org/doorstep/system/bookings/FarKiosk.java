package org.doorstep.system.bookings;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.doorstep.kiosk.KioskStore;
import org.doorstep.kiosk.booking.Answer;
import org.doorstep.kiosk.booking.BookingDesk;
import org.doorstep.kiosk.booking.HeldLeases;
import org.doorstep.kiosk.booking.KeptBoard;
import org.doorstep.kiosk.booking.Wish;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.DeviceState;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.bookings.Board;
import org.doorstep.relay.contract.bookings.BookableId;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.contract.talk.PrivateRequest;
import org.doorstep.relay.contract.talk.Reply;
import org.doorstep.relay.contract.talk.Request;
import org.doorstep.relay.outbox.Outbox;

/// A kiosk's booking side with its real outbox, and a line to the house that loses, delays and
/// doubles by chance.
final class FarKiosk implements AutoCloseable {
    final DeviceId device;
    private final House house;
    private final Random random;
    private final KioskStore store;
    private final KeptBoard board;
    private final List<Runnable> late = new ArrayList<>();
    private BookingDesk desk;
    private HeldLeases leases;
    private String instance;
    private int sent;
    boolean reachable = true;

    FarKiosk(Path folder, DeviceId device, House house, Random random) {
        this.device = device;
        this.house = house;
        this.random = random;
        this.store = KioskStore.open(folder, new Source(House.HUB, device), house.clock, random);
        this.board = new KeptBoard(store.database(), House.HUB);
        board.put(Wire.writeMessage(told()));
        start();
    }

    /// What is free does not matter to who books: only the hub decides. The times kept free around
    /// a booking do.
    private static Board told() {
        List<Board.Bookable> all = new ArrayList<>();
        for (String id : List.of("hall-a", "hall-b", "whole-hall", "kitchen", "craft-room", "table")) {
            boolean pool = id.equals("table");
            all.add(new Board.Bookable(
                    new BookableId(id),
                    pool ? Board.Kind.TOOL : Board.Kind.PLACE,
                    id,
                    "",
                    "",
                    0,
                    pool,
                    pool ? 6 : 1,
                    0,
                    id.equals("kitchen") ? 15 : 0,
                    30,
                    30,
                    480,
                    14,
                    false,
                    false,
                    false,
                    List.of(),
                    null,
                    List.of(),
                    List.of()));
        }
        Instant now = House.TODAY.atStartOfDay(House.LONDON).toInstant();
        return new Board(House.HUB, House.LONDON, now, now.plus(Duration.ofDays(15)), List.of(), all);
    }

    /// Somebody pulls the plug and puts it in again: memory is lost, the disk is not.
    void startAgain() {
        desk.close();
        late.clear();
        start();
    }

    private void start() {
        leases = new HeldLeases(house.clock);
        desk = new BookingDesk(
                store.database(), store.outbox(), board, leases, this::ask, () -> reachable, () -> {}, random);
        instance = Long.toHexString(random.nextLong());
    }

    private CompletableFuture<PrivateReply> ask(PrivateRequest request, Duration patience) {
        int chance = random.nextInt(10);
        if (!reachable || chance < 2) {
            return failed();
        }
        if (chance < 4) {
            late.add(() -> answer(request));
            return failed();
        }
        PrivateReply reply = answer(request);
        return chance < 6 ? failed() : CompletableFuture.completedFuture(reply);
    }

    private static CompletableFuture<PrivateReply> failed() {
        return CompletableFuture.failedFuture(new IllegalStateException("Nothing came in time."));
    }

    private PrivateReply answer(PrivateRequest request) {
        return switch (request) {
            case PrivateRequest.Book book -> house.speech.answers().book(device, book);
            case PrivateRequest.MyBookings mine -> house.speech.answers().mine(mine);
            case PrivateRequest.AnswerOffer offer -> house.speech.answers().answerOffer(offer);
            case PrivateRequest.WhatBecame became -> house.speech.answers().became(became);
            default -> throw new IllegalStateException("Nobody asks that here.");
        };
    }

    /// The question may be lost, and the answer may come late, after a later one.
    void askForLeases() {
        HeldLeases.Question asking = leases.asking();
        if (!reachable || random.nextInt(5) == 0) {
            return;
        }
        Outbox.Standing standing = store.outbox().standing();
        long last = standing.tails().stream()
                .mapToLong(DeviceState.LaneTail::last)
                .max()
                .orElse(0);
        Reply reply = house.speech
                .leases()
                .answer(device, new Request.Lease(instance, standing.stores().getFirst(), last, List.of()));
        HeldLeases mine = leases;
        Runnable heard = () -> mine.heard(asking, (Reply.Leased) reply);
        if (random.nextInt(4) == 0) {
            late.add(heard);
        } else {
            heard.run();
        }
    }

    /// What was on its way arrives.
    void settle() {
        List<Runnable> all = List.copyOf(late);
        late.clear();
        all.forEach(Runnable::run);
    }

    Answer book(Wish wish) {
        return desk.book(wish).orTimeout(60, TimeUnit.SECONDS).join();
    }

    Answer cancel(Credential who, String code) {
        return desk.cancel(who, code).orTimeout(60, TimeUnit.SECONDS).join();
    }

    /// Sends some of what is kept; some of it again, and some of it before what comes before it.
    void send(boolean all) {
        if (!reachable) {
            return;
        }
        List<byte[]> rows = store.database()
                .read(handle -> handle.createQuery("SELECT text FROM outbox_event ORDER BY sequence")
                        .map((row, context) -> row.getBytes("text"))
                        .list());
        int to = all ? rows.size() : Math.min(rows.size(), sent + random.nextInt(4));
        List<byte[]> some = new ArrayList<>(rows.subList(Math.max(0, sent - random.nextInt(3)), to));
        if (random.nextBoolean()) {
            java.util.Collections.shuffle(some, random);
        }
        if (!some.isEmpty()) {
            house.take(device, some);
        }
        sent = Math.max(sent, to);
    }

    /// All that it keeps, to another house: the same one after it was restored.
    void sendTo(House other) {
        other.take(device, store.database().read(handle -> handle.createQuery(
                        "SELECT text FROM outbox_event ORDER BY sequence")
                .map((row, context) -> row.getBytes("text"))
                .list()));
    }

    PrivateReply.BookingsBecame became(UUID request) {
        return (PrivateReply.BookingsBecame) answer(new PrivateRequest.WhatBecame(
                List.of(new org.doorstep.relay.contract.bookings.BookingRequestId(request))));
    }

    static Credential pass(int number) {
        return new Credential.Pass(new PassId(String.format("%020x", number)), "0001");
    }

    @Override
    public void close() {
        desk.close();
        store.close();
    }
}
