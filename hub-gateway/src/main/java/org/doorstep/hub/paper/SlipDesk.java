package org.doorstep.hub.paper;

import java.security.PublicKey;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.doorstep.firmware.keys.KeyPairBytes;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.passes.Ed25519Keys;
import org.doorstep.relay.identity.Issuer;
import org.doorstep.relay.store.Database;

/// Makes the slip with which a resident may use their pass at another hub of the area. They carry it
/// there themselves; this hub tells nobody, and writes nothing down of it. Safe for all threads.
public final class SlipDesk {
    /// Long enough for a programme; whoever still goes there has a new one made.
    static final int VALID_MONTHS = 12;

    /// A pass on this hub's lists that came by a code: a card's number means nothing elsewhere.
    private static final String PASSES = "SELECT name FROM pass WHERE symbol = :symbol AND kind = 'code'";

    private final Database database;
    private final Optional<Issuer> issuer;
    private final KeyPairBytes signing;
    private final ZoneId zone;
    private final InstantSource clock;

    sealed interface Answer {}

    /// `text` is what the slip's code says.
    record Made(String text, LocalDate until) implements Answer {
        /// The text has a pass in it.
        @Override
        public String toString() {
            return "Made[" + until + "]";
        }
    }

    /// None, or more than one, is called so.
    record NoSuchPass() implements Answer {}

    /// This hub stands in no area, as far as it can prove.
    record NoCertificate() implements Answer {}

    /// `issuer`: empty where the hub has no certificate to sign by. `signing`: what its passes are
    /// signed with.
    public SlipDesk(
            Database database, Optional<Issuer> issuer, KeyPairBytes signing, ZoneId zone, InstantSource clock) {
        this.database = database;
        this.issuer = issuer;
        this.signing = signing;
        this.zone = zone;
        this.clock = clock;
    }

    boolean canMake() {
        return issuer.isPresent();
    }

    /// For the pass that lists and its own card show by this symbol.
    Answer make(String symbol) {
        if (issuer.isEmpty()) {
            return new NoCertificate();
        }
        List<String> names = database.read(handle -> handle.createQuery(PASSES)
                .bind("symbol", symbol.toUpperCase(Locale.ROOT))
                .mapTo(String.class)
                .list());
        if (names.size() != 1) {
            return new NoSuchPass();
        }
        LocalDate until = LocalDate.ofInstant(clock.instant(), zone).plusMonths(VALID_MONTHS);
        PublicKey key = Ed25519Keys.publicKey(signing.publicKey());
        return new Made(issuer.get().slip(new PassId(names.getFirst()), signing.id(), key, until), until);
    }
}
