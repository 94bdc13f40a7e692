package org.doorstep.hub.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.doorstep.firmware.files.WholeFile;
import org.doorstep.relay.identity.CheckedAt;
import org.doorstep.relay.identity.Identity;
import org.doorstep.relay.identity.IdentityException;
import org.doorstep.relay.identity.RevokedList;
import org.doorstep.relay.identity.Serial;
import org.doorstep.relay.time.DeviceClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The files of a hub's `identity` folder that a broker is run by, as the provisioning command
/// writes them: what the hub shows where it is called (`server`), and whose certificates it has
/// shut out (`issuing/revoked.crl`). Both may change while the hub runs, the list only to one that has
/// all that it had, also over a start: an older one, or none, is known by the hub's own book, and the
/// newest is put back. Safe for all threads.
public final class DoorFiles {
    private static final Path LIST = Path.of("issuing", "revoked.crl");

    private static final Logger LOG = LoggerFactory.getLogger(DoorFiles.class);

    private final Supplier<Identity> server;
    private final Supplier<Signed> revoked;
    private final ShutOutBook book;
    private final DeviceClock clock;
    private long remembered = -1;
    private boolean complained;

    /// A list, and as it was signed.
    private record Signed(String text, RevokedList list) {}

    /// `reading` reads one identity's folder. Throws [BrokerException] or what `reading` throws if
    /// there is nothing to begin with: without its list, a hub would let in whom it has shut out.
    public DoorFiles(Path folder, Function<Path, Identity> reading, ShutOutBook book, DeviceClock clock) {
        this.book = book;
        this.clock = clock;
        Path own = folder.resolve("server");
        this.server = new Fresh<>(own.resolve("chain.pem"), () -> reading.apply(own));
        Path list = folder.resolve(LIST);
        this.revoked = new Fresh<>(list, () -> first(list), inForce -> next(list, inForce));
    }

    public Identity server() {
        return server.get();
    }

    public boolean revoked(Serial serial) {
        return revoked.get().list.contains(serial);
    }

    /// Writes the list in force down, if it is newer than what was written. To be called now and then; what
    /// cannot be written is said once, and tried again.
    public synchronized void remember() {
        Signed now = revoked.get();
        if (now.list.number() == remembered) {
            return;
        }
        try {
            book.keep(signer(), now.list.number(), now.text);
            remembered = now.list.number();
            complained = false;
        } catch (RuntimeException e) {
            if (!complained) {
                complained = true;
                LOG.error("The number of the list of those shut out cannot be kept; tried again.", e);
            }
        }
    }

    private Serial signer() {
        return Serial.of(server().chain().getLast());
    }

    /// By this hub's clock, and what its own papers prove to have passed.
    public CheckedAt time() {
        List<X509Certificate> chain = server().chain();
        return CheckedAt.of(clock, chain, chain.getLast(), revoked.get().list);
    }

    /// At the start: the newer of what is there and what this hub went by before.
    private Signed first(Path file) {
        Optional<Signed> before = book.of(signer()).flatMap(this::read);
        if (before.isEmpty()) {
            return list(file);
        }
        String found;
        try {
            Signed now = list(file);
            if (now.list.supersedes(before.get().list)) {
                return now;
            }
            found = "is an older one, number " + now.list.number();
        } catch (BrokerException e) {
            found = "cannot be used (" + e.getMessage() + ")";
        }
        LOG.error(
                "The list of those shut out, {}, {}. This hub went by number {} before, and puts it back.",
                file,
                found,
                before.get().list.number());
        putBack(file, before.get());
        return before.get();
    }

    private static void putBack(Path file, Signed list) {
        try {
            WholeFile.replace(file, list.text);
        } catch (IOException e) {
            LOG.error("It could not be written there; this hub goes by it all the same.", e);
        }
    }

    private Optional<Signed> read(String text) {
        try {
            return Optional.of(
                    new Signed(text, RevokedList.read(text, server().chain().getLast())));
        } catch (IdentityException e) {
            LOG.error("The list of those shut out that this hub kept cannot be read, and is no help.", e);
            return Optional.empty();
        }
    }

    private Signed list(Path file) {
        try {
            String text = Files.readString(file);
            return new Signed(text, RevokedList.read(text, server().chain().getLast()));
        } catch (IOException | IdentityException e) {
            throw new BrokerException(
                    "The list of those shut out, " + file + ", cannot be used: " + e.getMessage() + " "
                            + RevokedList.REMEDY,
                    e);
        }
    }

    /// An older one that was put back would let in again whom it does not name.
    private Signed next(Path file, Signed inForce) {
        Signed next = list(file);
        if (!next.list.supersedes(inForce.list)) {
            throw new BrokerException(
                    "The list of those shut out, " + file + ", is an older one than number " + inForce.list.number()
                            + ", which stays in force. Start this hub again, and it puts that one back.",
                    null);
        }
        return next;
    }
}
