package org.doorstep.hub.booking.phone;

import java.net.URI;
import java.util.Optional;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.passes.PassRegister;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.contract.talk.PrivateRequest;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// Answers a kiosk that asks for an address by which whoever has just shown a pass can open their
/// bookings on a phone.
public final class PhoneDesk {
    private final PhoneDoor door;
    private final Database database;
    private final PassRegister passes;
    private final Optional<URI> address;

    /// `address` is by what phones in the building reach the hub's pages; empty if they cannot.
    public PhoneDesk(PhoneDoor door, Database database, PassRegister passes, Optional<URI> address) {
        this.door = door;
        this.database = database;
        this.passes = passes;
        this.address = address;
    }

    public PrivateReply answer(PrivateRequest.PhonePage asked) {
        if (address.isEmpty()) {
            return new PrivateReply.Refused("Phones cannot reach this hub: web.phones is not set.");
        }
        Optional<String> name = database.write(handle -> {
            String pass =
                    passes.of(Database.connection(handle), asked.credential()).name();
            return isGood(handle, new Holder.Resident(pass)) ? Optional.of(pass) : Optional.<String>empty();
        });
        if (name.isEmpty()) {
            return new PrivateReply.Refused("That pass was stopped.");
        }
        PhoneDoor.Link link = door.link(new Holder.Resident(name.get()));
        return new PrivateReply.PhonePage(
                address.get().resolve(PhoneRoutes.OPEN).toString() + link.secret(), link.until());
    }

    /// Whether that pass is still somebody's: known here, and not stopped.
    static boolean isGood(Handle handle, Holder.Resident who) {
        return handle.createQuery("""
                        SELECT EXISTS (SELECT 1 FROM pass WHERE name = :name)
                          AND NOT EXISTS (SELECT 1 FROM lost_pass WHERE name = :name)
                        """)
                .bind("name", who.pass())
                .mapTo(Boolean.class)
                .one();
    }
}
