package org.doorstep.relay.outbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.doorstep.relay.contract.Ack;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.talk.Reply;
import org.doorstep.relay.contract.talk.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A device's side of the acknowledging protocol, without threads or wires: it is told what came, and says what to
/// send. One thread's; all its waits are measured on CLOCK_BOOTTIME.
///
/// The rules, each proved by a simulation: nothing is sent before the hub has said how far it has a lane; a mark counts
/// only if incarnation and chain are ours; any doubt is settled by asking, never by guessing; and a lane whose rows are
/// not the hub's is sent no more, kept for ever, and issued again in a later store under the same ids, where the hub
/// recognises what it has.
final class Conversation {
    /// Handed to the link and not yet taken by the broker: twice the link's own window, so that it never runs dry.
    static final int MOST_UNDER_WAY = 16;

    /// Sent beyond the hub's mark. More would only fill the broker's disk while the hub is slow or gone.
    static final int MOST_AHEAD = 1_000;

    /// A hub that has not answered or acknowledged for so long is asked how far it is.
    static final long PATIENCE_MS = 10_000;

    /// Asked anyway, so that a hub restored behind a broker that never went is noticed.
    static final long ASK_ANYWAY_MS = 120_000;

    private static final long FIRST_PAUSE_MS = 2_000;
    private static final long MOST_PAUSE_MS = 60_000;
    private static final int ROWS_AT_ONCE = 200;

    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

    private final Outbox outbox;
    private final OutboxRows rows;
    private final Voice voice;
    private final Keeping keeping;
    private final Map<StreamKey, Flight> flights = new LinkedHashMap<>();
    /// From where on a loss has been declared; a hub may be restored to before that.
    private final Map<StreamKey, Long> lossesDeclared = new HashMap<>();
    /// Lanes that are empty at both ends, so that the first row of one need not be asked about.
    private final Set<StreamKey> knownEmpty = new HashSet<>();

    /// Of this running program, so that the hub can tell it from a twin.
    private final String instance;

    private boolean connected;
    /// The hub's word has been carried here since the connection was lost, or since this program began.
    private boolean carried;

    private int connection;
    private int underWay;
    private Optional<String> incarnation = Optional.empty();
    private Optional<Question> open = Optional.empty();
    private boolean doubt;
    /// The last question had no answer, so whoever answered on this connection before may be gone behind its broker.
    private boolean unheard;
    /// The hub says that another device uses this one's identity, and keeps it.
    private boolean twin;

    private int asked;
    private long askNotBeforeMs;
    private long pauseMs = FIRST_PAUSE_MS;
    private long answeredAtMs;
    private Instant heardAt = SenderState.NEVER;

    /// How it speaks. What becomes of it is told back by [#taken], [#refused], [#answered] and [#unanswered], with the
    /// same connection or number.
    interface Voice {
        void send(int connection, StreamKey key, long sequence, byte[] text);

        void ask(int number, Request.Hello hello);

        /// Another device uses our name and keeps it (or no longer does): once the connection is lost, do not take it
        /// back at once.
        void standBack(boolean back);
    }

    private record Question(int number, long askedAtMs, Request.Hello hello) {}

    Conversation(Outbox outbox, Voice voice) {
        this(outbox, voice, outbox.instance());
    }

    /// `instance`: the name of the running program, the same for all that it sends from.
    Conversation(Outbox outbox, Voice voice, String instance) {
        this.outbox = outbox;
        this.rows = outbox.rows();
        this.voice = voice;
        this.keeping = new Keeping(outbox);
        this.instance = instance;
    }

    void connected() {
        connected = true;
        begin();
    }

    void lost() {
        connected = false;
        begin();
    }

    /// Something here failed: ask anew, after a pause.
    void faltered() {
        begin();
        askNotBeforeMs = now() + MOST_PAUSE_MS / 10;
    }

    private void begin() {
        connection++;
        underWay = 0;
        incarnation = Optional.empty();
        open = Optional.empty();
        unheard = false;
        pauseMs = FIRST_PAUSE_MS;
        askNotBeforeMs = 0;
        knownEmpty.clear();
        carried = false;
        flights.values().forEach(flight -> flight.settled = false);
    }

    void taken(int onConnection, StreamKey key) {
        if (onConnection == connection) {
            underWay--;
            Flight flight = flights.get(key);
            if (flight.hasLoss()) {
                flight.waitingSinceMs = now();
            }
        }
    }

    /// The broker would not have it: send it again after asking.
    void refused(int onConnection, StreamKey key, long sequence) {
        if (onConnection == connection) {
            underWay--;
            Flight flight = flights.get(key);
            flight.rewind(Math.min(flight.sentTo, sequence - 1));
            flight.settled = false;
            doubt();
        }
    }

    void unanswered(int number) {
        if (open.isPresent() && open.get().number() == number) {
            open = Optional.empty();
            askNotBeforeMs = now() + pauseMs;
            pauseMs = Math.min(MOST_PAUSE_MS, pauseMs * 2);
            doubt = true;
            unheard = true;
        }
    }

    void answered(int number, Reply reply) {
        if (open.isEmpty() || open.get().number() != number) {
            return;
        }
        if (!(reply instanceof Reply.Hello hello)) {
            unanswered(number);
            return;
        }
        Request.Hello question = open.get().hello();
        open = Optional.empty();
        doubt = false;
        unheard = false;
        answeredAtMs = now();
        pauseMs = FIRST_PAUSE_MS;
        askNotBeforeMs = answeredAtMs + FIRST_PAUSE_MS;
        incarnation = Optional.of(hello.incarnation());
        keeping.heard(hello.incarnation());
        meet(hello.twin());
        refresh();
        for (Request.Tail tail : question.tails()) {
            hello.marks().stream()
                    .filter(mark -> mark.store().equals(tail.store()) && mark.lane() == tail.lane())
                    .findFirst()
                    .ifPresent(mark -> settle(mark, tail));
        }
    }

    private void meet(boolean isTwin) {
        if (isTwin && !twin) {
            LOG.warn("Another device uses this one's name. What is counted here is kept, and sent now and then.");
        }
        twin = isTwin;
        voice.standBack(isTwin);
    }

    void acknowledged(Ack ack) {
        Flight flight = flights.get(new StreamKey(ack.store(), ack.lane()));
        if (incarnation.isEmpty() || flight == null || !flight.settled) {
            return;
        }
        boolean ours = ack.incarnation().equals(incarnation.get())
                && ack.through() >= flight.through
                && ack.through() <= flight.stream.last()
                && chainAt(flight, ack.through()).filter(ack.chain()::equals).isPresent();
        if (!ours) {
            if (!(flight.hasLoss() && ack.through() < flight.stream.floor())) {
                doubt();
            }
            return;
        }
        heardAt = outbox.clock().instant();
        unheard = false;
        if (ack.through() > flight.through) {
            flight.waitingSinceMs = now();
        }
        mark(flight, ack.through(), ack.safe(), ack.centre());
        flight.sentTo = Math.max(flight.sentTo, flight.through);
        if (!ack.missing().isEmpty() && ack.missing().getFirst().from() <= flight.sentTo) {
            flight.rewind(Math.max(flight.through, ack.missing().getFirst().from() - 1));
        }
    }

    /// The hub's word that somebody brought. It is believed as far as an answer over the link would be, by the same
    /// chain; only, it can be old: of the hub that was heard last it never takes back what that said before.
    CarriedWord.Outcome carried(CarriedWord word) {
        if (incarnation.isPresent()) {
            return CarriedWord.Outcome.HUB_IS_HEARD;
        }
        refresh();
        boolean sameHub = keeping.lastHeard().equals(Optional.of(word.answer().incarnation()));
        boolean ours = false;
        for (Request.Tail tail : word.asked().tails()) {
            Flight flight = flights.get(new StreamKey(tail.store(), tail.lane()));
            Optional<Reply.Mark> mark = word.answer().marks().stream()
                    .filter(said -> said.store().equals(tail.store()) && said.lane() == tail.lane())
                    .findFirst();
            if (flight != null && mark.isPresent()) {
                ours = true;
                settleCarried(flight, mark.get(), tail, sameHub);
            }
        }
        if (!ours) {
            return CarriedWord.Outcome.NOT_OF_THIS_DEVICE;
        }
        keeping.heard(word.answer().incarnation());
        word.acks().forEach(this::markCarried);
        carried = true;
        keeping.writeMarksNow(flights.values());
        return CarriedWord.Outcome.TAKEN;
    }

    private void settleCarried(Flight flight, Reply.Mark mark, Request.Tail tail, boolean sameHub) {
        OutboxRows.Stream stream = flight.stream;
        boolean old = sameHub && mark.through() <= flight.through;
        // Of rows that the hub lacks and nobody has, only the link tells: an old word could be about a hub long gone.
        boolean lacking = mark.through() < stream.floor();
        if (stream.hasParted() || lacking || (old && flight.through > 0)) {
            return;
        }
        if (mark.through() > stream.last() && tail.last() < stream.last()) {
            // The hub had more than this device when the file was made, and there are rows since: those are ours alone.
            part(flight, tail.last());
            return;
        }
        settle(mark, tail);
    }

    private void markCarried(Ack ack) {
        Flight flight = flights.get(new StreamKey(ack.store(), ack.lane()));
        if (flight == null || flight.stream.hasParted() || ack.through() != flight.through) {
            return;
        }
        if (chainAt(flight, ack.through()).filter(ack.chain()::equals).isPresent()) {
            mark(flight, ack.through(), Math.max(flight.safe, ack.safe()), Math.max(flight.centre, ack.centre()));
            flight.settled = true;
        }
    }

    /// Does what is to be done now. Call it after every piece of news, and a few times a second.
    void step() {
        refresh();
        long now = now();
        if (connected) {
            askIfNeeded(now);
            if (incarnation.isPresent()) {
                keeping.reissueSome(flights.values());
                refresh();
                sendSome(now);
                keeping.forgetSome(flights.values(), now);
            }
        }
        if (carried && incarnation.isEmpty()) {
            keeping.reissueSome(flights.values());
            refresh();
            keeping.forgetSome(flights.values(), now);
        }
        keeping.writeMarks(flights.values(), now);
    }

    /// Writes down what is only known in memory. It would be learnt again by asking.
    void close() {
        keeping.writeMarksNow(flights.values());
    }

    String instance() {
        return instance;
    }

    SenderState state() {
        List<SenderState.Progress> lanes = new ArrayList<>();
        long depth = 0;
        Instant now = outbox.clock().instant();
        long oldestSeconds = 0;
        for (Flight flight : flights.values()) {
            OutboxRows.Stream stream = flight.stream;
            lanes.add(new SenderState.Progress(
                    flight.store(), stream.lane(), stream.last(), flight.through, flight.centre, stream.hasParted()));
            if (stream.lane() != Lane.ANONYMOUS && flight.depth() > 0) {
                depth += flight.depth();
                oldestSeconds = Math.max(oldestSeconds, keeping.ageSeconds(flight, now));
            }
        }
        return new SenderState(
                connected, incarnation.isPresent() && !unheard, depth, oldestSeconds, heardAt, lanes, twin);
    }

    private void askIfNeeded(long now) {
        if (open.isPresent()) {
            if (now - open.get().askedAtMs() > PATIENCE_MS) {
                unanswered(open.get().number());
            }
            return;
        }
        boolean stuck = flights.values().stream()
                .anyMatch(flight -> flight.waits() && now - flight.waitingSinceMs > PATIENCE_MS);
        boolean unsettled = flights.values().stream().anyMatch(flight -> !flight.settled && !flight.stream.hasParted());
        boolean wanted = incarnation.isEmpty() || doubt || stuck || unsettled || now - answeredAtMs > ASK_ANYWAY_MS;
        if (wanted && now >= askNotBeforeMs) {
            Question question = new Question(++asked, now, new Request.Hello(tails(), instance));
            open = Optional.of(question);
            voice.ask(question.number(), question.hello());
        }
    }

    /// What we have: of each lane the last row; of one that has parted, the row where it did, so that the hub sees it
    /// too; and of the newest store also the lanes without a row, since the hub may have some.
    private List<Request.Tail> tails() {
        List<Request.Tail> tails = new ArrayList<>();
        for (Flight flight : flights.values()) {
            OutboxRows.Stream stream = flight.stream;
            long at = stream.hasParted() ? stream.parted() : stream.last();
            chainAt(flight, at)
                    .ifPresent(chain -> tails.add(new Request.Tail(flight.store(), stream.lane(), at, chain)));
        }
        OutboxRows.Store newest = outbox.database().read(rows::current);
        for (Lane lane : outbox.lanes()) {
            if (!flights.containsKey(new StreamKey(newest.id(), lane))) {
                tails.add(new Request.Tail(newest.id(), lane, 0, Ack.NO_CHAIN));
            }
        }
        return tails;
    }

    private void settle(Reply.Mark mark, Request.Tail tail) {
        Flight flight = flights.get(new StreamKey(mark.store(), mark.lane()));
        if (flight == null) {
            if (mark.through() > 0) {
                keeping.beginStoreAfter(mark.store(), "the hub has rows of a lane that is empty here");
            } else {
                knownEmpty.add(new StreamKey(mark.store(), mark.lane()));
            }
            return;
        }
        if (flight.stream.hasParted()) {
            return;
        }
        if (mark.through() > flight.stream.last()) {
            settleBehind(flight, mark, tail);
            return;
        }
        Optional<String> ours = chainAt(flight, mark.through());
        if (ours.isPresent() && !ours.get().equals(mark.chain())) {
            part(flight, mark.through());
            return;
        }
        flight.settled = true;
        flight.waitingSinceMs = now();
        if (mark.through() < flight.through) {
            LOG.info("The hub has less than before: sending again what is kept above {}.", mark.through());
        }
        flight.through = mark.through();
        flight.marksChanged = true;
        flight.rewind(Math.max(mark.through(), flight.stream.floor()));
        if (!flight.hasLoss()) {
            lossesDeclared.remove(flight.stream.key());
        } else if (lossesDeclared.getOrDefault(flight.stream.key(), Long.MAX_VALUE) > mark.through() + 1) {
            // Remembered only when it is on the disk: one that a full disk refused is declared at the next answer.
            keeping.declareLoss(flight, mark.through() + 1);
            lossesDeclared.put(flight.stream.key(), mark.through() + 1);
        }
    }

    /// The hub has more than we: this is an old copy of a card. If our last row is the hub's too, it has all of ours.
    private void settleBehind(Flight flight, Reply.Mark mark, Request.Tail tail) {
        if (tail.last() != flight.stream.last()) {
            doubt();
        } else if (mark.chainAtTail().equals(tail.chain())) {
            keeping.beginStoreAfter(flight.store(), "the hub has more of this store than this card");
            flight.settled = true;
            mark(flight, flight.stream.last(), flight.safe, flight.centre);
            flight.rewind(flight.stream.last());
        } else {
            part(flight, tail.last());
        }
    }

    private void part(Flight flight, long at) {
        LOG.warn(
                "The hub holds other rows than this device, in store {} lane {} at {}: an old card, or a twin."
                        + " Nothing is deleted; what the hub lacks is issued again in a new store.",
                flight.store(),
                flight.stream.lane().text(),
                at);
        keeping.part(flight, at);
        flight.settled = false;
        flight.ready.clear();
    }

    private void sendSome(long now) {
        List<Flight> byHaste = flights.values().stream()
                .filter(flight -> flight.settled && !flight.stream.hasParted())
                .sorted(Comparator.comparingInt(flight -> haste(flight.stream.lane())))
                .toList();
        for (Flight flight : byHaste) {
            long most = flight.hasLoss() ? Long.MAX_VALUE : flight.through + MOST_AHEAD;
            while (underWay < MOST_UNDER_WAY && flight.sentTo < Math.min(most, flight.stream.last())) {
                if (!sendOne(flight, now)) {
                    break;
                }
            }
        }
    }

    private boolean sendOne(Flight flight, long now) {
        if (flight.ready.isEmpty()) {
            flight.ready.addAll(outbox.database()
                    .read(handle -> rows.rowsAfter(handle, flight.stream, flight.sentTo, ROWS_AT_ONCE)));
        }
        OutboxRows.Row row = flight.ready.poll();
        if (row == null) {
            return false;
        }
        if (!flight.waits()) {
            flight.waitingSinceMs = now;
        }
        flight.sentTo = row.sequence();
        underWay++;
        voice.send(connection, flight.stream.key(), row.sequence(), row.text());
        return true;
    }

    /// Few and wanted at once, before many that can wait.
    private static int haste(Lane lane) {
        return switch (lane) {
            case MEMBER -> 0;
            case BOOKING -> 1;
            case ATTENDANCE -> 2;
            case ANONYMOUS -> 3;
        };
    }

    private void mark(Flight flight, long through, long safe, long centre) {
        flight.marksChanged |= through != flight.through || safe != flight.safe || centre != flight.centre;
        flight.through = through;
        flight.safe = safe;
        flight.centre = centre;
        if (!flight.hasLoss()) {
            lossesDeclared.remove(flight.stream.key());
        }
    }

    private void doubt() {
        doubt = true;
    }

    private void refresh() {
        for (OutboxRows.Stream stream : outbox.database().read(rows::streams)) {
            Flight flight = flights.get(stream.key());
            if (flight == null) {
                flight = new Flight(stream);
                flight.settled = knownEmpty.remove(stream.key());
                flights.put(stream.key(), flight);
            } else {
                flight.stream = stream;
            }
        }
    }

    private Optional<String> chainAt(Flight flight, long sequence) {
        return outbox.database()
                .read(handle -> rows.chainAt(handle, flight.stream, sequence))
                .map(Chain::hex);
    }

    private long now() {
        return outbox.clock().moment().uptimeMs();
    }
}
