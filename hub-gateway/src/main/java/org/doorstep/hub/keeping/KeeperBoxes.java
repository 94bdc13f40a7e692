package org.doorstep.hub.keeping;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.doorstep.hub.ingest.Projection;
import org.doorstep.relay.contract.AnyEnvelope;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.doorstep.relay.inbox.Boxes;
import org.doorstep.relay.inbox.Inbox;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The boxes of the hub's inbox: every pass's, card's and person's own words under the key of that
/// pass's keeper, which is destroyed when they leave. What was sealed to the hub is opened first,
/// since the sealing keys do not last; what comes late of somebody who has left is counted under
/// what stands for them. For the writer's thread only.
///
/// It is asked as a projection only to be told when a transaction was undone.
public final class KeeperBoxes implements Boxes, Projection {
    /// Words that are out of reach: as long as any, and nothing in them. No reader takes them for
    /// words.
    private static final byte[] NOTHING_SAID = "A".repeat(512).getBytes(StandardCharsets.US_ASCII);

    private final Seals seals;
    private final Forgotten forgotten;
    private final Keepers keepers;
    private final Box box;
    private final SecureRandom random;
    private final InstantSource clock;

    private record Unsealed(Envelope event, byte[] text) {}

    public KeeperBoxes(Seals seals, Forgotten forgotten, SecureRandom random, InstantSource clock) {
        this.seals = seals;
        this.forgotten = forgotten;
        this.random = random;
        this.clock = clock;
        this.keepers = new Keepers(random, clock);
        this.box = new Box(random);
    }

    @Override
    public Boxed box(Connection transaction, AnyEnvelope event, byte[] text) throws SQLException {
        return event instanceof Envelope timed
                ? box(transaction, timed, text)
                : new Boxed(event, text, true, List.of());
    }

    private Boxed box(Connection transaction, Envelope event, byte[] text) throws SQLException {
        Unsealed unsealed = unsealed(event, text);
        HubEvent data = unsealed.event.data();
        Personal.Names found = Personal.in(data, unsealed.text);
        byte[] kept = unsealed.text;
        boolean erased = false;
        List<Long> made = new ArrayList<>(1);
        for (PassName name : found.names()) {
            Keeper keeper = keeper(transaction, name, event, made);
            byte[] value = name.value().getBytes(StandardCharsets.US_ASCII);
            kept = Bytes.replaced(written(kept, value), value, box.seal(keeper, Box.Kind.VALUE, value));
            if (data instanceof HubEvent.ResidentSaid said && said.key().equals(Seals.OPENED)) {
                byte[] words = said.sealed().getBytes(StandardCharsets.US_ASCII);
                kept = Bytes.replaced(kept, words, box.seal(keeper, Box.Kind.WORDS, words));
            }
            erased |= keeper instanceof Keeper.Erased;
        }
        boolean sealedLeft = found.sealedLeft()
                || data instanceof HubEvent.ResidentSaid said && !said.key().equals(Seals.OPENED);
        boolean whole = !sealedLeft && !(data instanceof HubEvent.Unknown);
        return new Boxed(erased ? read(open(transaction, kept)) : unsealed.event, kept, whole, made);
    }

    @Override
    public void unneeded(Connection transaction, Boxed boxed) throws SQLException {
        keepers.unmake(transaction, boxed.made());
    }

    @Override
    public byte[] open(Connection connection, byte[] kept) throws SQLException {
        Optional<Box.Found> found = Box.next(kept, 0);
        if (found.isEmpty()) {
            return kept;
        }
        ByteArrayOutputStream opened = new ByteArrayOutputStream(kept.length);
        int done = 0;
        while (found.isPresent()) {
            Box.Found one = found.get();
            opened.write(kept, done, one.from() - done);
            Optional<byte[]> inside = inside(connection, one);
            if (inside.isPresent()) {
                opened.writeBytes(inside.get());
            } else {
                opened.write(kept, one.from(), one.to() - one.from());
            }
            done = one.to();
            found = Box.next(kept, done);
        }
        opened.write(kept, done, kept.length - done);
        return opened.toByteArray();
    }

    /// Destroys the keys and the names of these, each of which is nobody's from then on; what
    /// stands for each, in the same order. The list of who left is on the disk before this returns:
    /// a transaction that is undone is made up for at the next start. Those that have left already
    /// stay as they are.
    public List<PassName> erase(Connection transaction, List<PassName> names) throws SQLException {
        List<PassName> surrogates = new ArrayList<>(names.size());
        List<Forgotten.Entry> entries = new ArrayList<>(names.size());
        List<Keeper.Standing> gone = new ArrayList<>(names.size());
        Collection<byte[]> values = new ArrayList<>(names.size());
        for (PassName name : names) {
            Optional<Keeper.Standing> keeper = keepers.standing(transaction, name);
            PassName surrogate = name;
            if (keeper.isPresent()) {
                surrogate = unusedSurrogate(transaction, name);
                entries.add(forgotten.entry(name, surrogate, clock.instant()));
                gone.add(keeper.get());
                values.add(name.value().getBytes(StandardCharsets.US_ASCII));
            }
            surrogates.add(surrogate);
        }
        forgotten.note(entries);
        for (Keeper.Standing keeper : gone) {
            keepers.erase(transaction, keeper, surrogates.get(names.indexOf(keeper.name())));
        }
        Inbox.forgetUnreadable(transaction, values);
        return surrogates;
    }

    /// Whether that name stands for somebody who has left.
    public boolean hasLeft(Connection connection, PassName name) throws SQLException {
        return keepers.hasSurrogate(connection, name);
    }

    /// Those whose names are on the list of who left, and of whom this database, which was restored
    /// or was never told, still has the key: it is destroyed. The names that they had, with what
    /// stands for each now.
    public List<Renamed> catchUp(Connection transaction) throws SQLException {
        List<Renamed> renamed = new ArrayList<>();
        if (forgotten.isEmpty()) {
            return renamed;
        }
        Collection<byte[]> values = new ArrayList<>();
        for (Keeper.Standing keeper : keepers.standing(transaction)) {
            for (Forgotten.Entry entry : forgotten.entries(keeper.name())) {
                if (isMissed(transaction, keeper, entry)) {
                    keepers.erase(transaction, keeper, entry.surrogate());
                    renamed.add(new Renamed(keeper.name(), entry.surrogate()));
                    values.add(keeper.name().value().getBytes(StandardCharsets.US_ASCII));
                    break;
                }
            }
        }
        Inbox.forgetUnreadable(transaction, values);
        return renamed;
    }

    /// A name that is nobody's any more.
    public record Renamed(PassName before, PassName after) {}

    private PassName unusedSurrogate(Connection transaction, PassName name) throws SQLException {
        for (Forgotten.Entry entry : forgotten.entries(name)) {
            if (!keepers.hasSurrogate(transaction, entry.surrogate())) {
                return entry.surrogate();
            }
        }
        return name.surrogate(random);
    }

    /// On the list of those who left, though in this database the key is there still: its copy was made before, or
    /// the transaction in which they left was undone.
    private boolean isMissed(Connection transaction, Keeper.Standing keeper, Forgotten.Entry entry)
            throws SQLException {
        return !keepers.madeAt(transaction, keeper).isAfter(entry.until())
                && !keepers.hasSurrogate(transaction, entry.surrogate());
    }

    /// Whose boxes that name goes into. Where a leaving was undone with its transaction, they are whose they were until
    /// it is done again: else that would be counted as the leaving of somebody whom nobody knows, and the key stay.
    private Keeper keeper(Connection transaction, PassName name, Envelope shown, List<Long> made) throws SQLException {
        Optional<Keeper.Standing> known = keepers.standing(transaction, name);
        Optional<Forgotten.Entry> left = forgotten.left(name, shown.time(), shown.moment(), known.isPresent());
        if (left.isPresent() && (known.isEmpty() || !isMissed(transaction, known.get(), left.get()))) {
            return keepers.erased(transaction, left.get().surrogate(), clock.instant());
        }
        if (known.isPresent()) {
            return known.get();
        }
        Optional<Keeper.Erased> surrogates = keepers.erased(transaction, name);
        if (surrogates.isPresent()) {
            return surrogates.get();
        }
        Keeper.Standing fresh = keepers.make(transaction, name);
        made.add(fresh.id());
        return fresh;
    }

    private Optional<byte[]> inside(Connection connection, Box.Found found) throws SQLException {
        Optional<Keeper> keeper = keepers.inRow(connection, found.keeper());
        return keeper.flatMap(known -> switch (known) {
            case Keeper.Standing standing -> box.open(standing, found);
            case Keeper.Erased gone ->
                Optional.of(
                        found.kind() == Box.Kind.WORDS
                                ? NOTHING_SAID
                                : gone.surrogate().value().getBytes(StandardCharsets.US_ASCII));
        });
    }

    /// With what could be opened opened: a sealed card is the token that it would have been, sealed
    /// words are plain.
    private Unsealed unsealed(Envelope event, byte[] text) {
        boolean sealedWords = event.data() instanceof HubEvent.ResidentSaid said
                && !said.key().equals(Seals.OPENED);
        if (!sealedWords && Bytes.indexOf(text, SEALED, 0) < 0) {
            return new Unsealed(event, text);
        }
        JsonNode json = Wire.JSON.readTree(text);
        boolean opened = unseal(json.path("data"));
        if (sealedWords && json.path("data") instanceof ObjectNode data) {
            HubEvent.ResidentSaid said = (HubEvent.ResidentSaid) event.data();
            Optional<byte[]> words = seals.words(said.sealed(), said.key());
            words.ifPresent(plain -> data.put(
                            "sealed", Base64.getUrlEncoder().withoutPadding().encodeToString(plain))
                    .put("key", Seals.OPENED));
            opened |= words.isPresent();
        }
        if (!opened) {
            return new Unsealed(event, text);
        }
        byte[] plain = Wire.JSON.writeValueAsBytes(json);
        try {
            return new Unsealed(Wire.read(plain), plain);
        } catch (WireException e) {
            // Opened it is no event (one card added to itself, say): then it stays sealed, and stops nothing.
            return new Unsealed(event, text);
        }
    }

    private static final byte[] SEALED = "\"sealed\"".getBytes(StandardCharsets.US_ASCII);

    private boolean unseal(JsonNode node) {
        boolean opened = false;
        if (node instanceof ObjectNode object
                && Personal.credential(object).orElse(null) instanceof Credential.Sealed sealed) {
            Optional<Credential.Token> token = seals.token(sealed);
            if (token.isPresent()) {
                object.removeAll();
                object.put("kind", "token")
                        .put("token", token.get().token())
                        .put("keyversion", token.get().keyversion());
                return true;
            }
        }
        for (JsonNode child : node) {
            opened |= unseal(child);
        }
        return opened;
    }

    /// A text in which the value stands as it is: another writer may have written its letters as
    /// escapes.
    private static byte[] written(byte[] text, byte[] value) {
        return Bytes.indexOf(text, value, 0) >= 0 ? text : Wire.JSON.writeValueAsBytes(Wire.JSON.readTree(text));
    }

    private static Envelope read(byte[] text) {
        try {
            return Wire.read(text);
        } catch (WireException e) {
            throw new IllegalStateException("An event that was read once cannot be read now.", e);
        }
    }

    @Override
    public void project(Connection connection, Envelope event) {
        // What follows from an event is the features' to say.
    }

    @Override
    public void flush(Connection connection) {
        // Written as it comes.
    }

    @Override
    public void forget() {
        keepers.forget();
    }

    @Override
    public void clear(Connection connection) {
        // The keepers are kept: without them nothing could be made again.
    }
}
