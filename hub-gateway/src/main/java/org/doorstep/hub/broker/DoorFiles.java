package org.doorstep.hub.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.doorstep.relay.identity.CheckedAt;
import org.doorstep.relay.identity.Identity;
import org.doorstep.relay.identity.IdentityException;
import org.doorstep.relay.identity.RevokedList;
import org.doorstep.relay.identity.Serial;
import org.doorstep.relay.time.DeviceClock;

/// The files of a hub's `identity` folder that a broker is run by, as the provisioning command
/// writes them: what the hub shows where it is called (`server`), and whose certificates it has
/// shut out (`issuing/revoked.crl`). Both may change while the hub runs, the list only to one that has
/// all that it had. Safe for all threads.
public final class DoorFiles {
    private static final Path LIST = Path.of("issuing", "revoked.crl");

    private final Supplier<Identity> server;
    private final Supplier<RevokedList> revoked;
    private final DeviceClock clock;

    /// `reading` reads one identity's folder. Throws [BrokerException] or what `reading` throws if
    /// there is nothing to begin with: without its list, a hub would let in whom it has shut out.
    public DoorFiles(Path folder, Function<Path, Identity> reading, DeviceClock clock) {
        this.clock = clock;
        Path own = folder.resolve("server");
        this.server = new Fresh<>(own.resolve("chain.pem"), () -> reading.apply(own));
        Path list = folder.resolve(LIST);
        this.revoked = new Fresh<>(list, () -> list(list), inForce -> next(list, inForce));
    }

    public Identity server() {
        return server.get();
    }

    public boolean revoked(Serial serial) {
        return revoked.get().contains(serial);
    }

    /// By this hub's clock, and what its own papers prove to have passed.
    public CheckedAt time() {
        List<X509Certificate> chain = server().chain();
        return CheckedAt.of(clock, chain, chain.getLast(), revoked.get());
    }

    private RevokedList list(Path file) {
        try {
            return RevokedList.read(Files.readString(file), server().chain().getLast());
        } catch (IOException | IdentityException e) {
            throw new BrokerException(
                    "The list of those shut out, " + file + ", cannot be used: " + e.getMessage() + " "
                            + RevokedList.REMEDY,
                    e);
        }
    }

    /// An older one that was put back would let in again whom it does not name.
    private RevokedList next(Path file, RevokedList inForce) {
        RevokedList next = list(file);
        if (!next.supersedes(inForce)) {
            throw new BrokerException(
                    "The list of those shut out, " + file + ", is an older one than number " + inForce.number()
                            + ", which stays in force until this hub is started again. " + RevokedList.REMEDY,
                    null);
        }
        return next;
    }
}
