package org.doorstep.kiosk.roster;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.PassName;
import org.doorstep.relay.contract.talk.Greeting;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.contract.talk.PrivateRequest;

/// What the hub has told of passes: which were stopped, and how to greet who holds one. In memory
/// only, so a kiosk that is carried off and has lost its power knows none of it; until the hub has
/// been heard, nobody is known. Safe for all threads.
public final class Roster {
    private final Map<PassName, PrivateReply.Entry> entries = new HashMap<>();
    private String edition = "";
    private long upTo;

    /// What there is to ask: what has changed since the last page.
    public synchronized PrivateRequest.Roster wanted() {
        return new PrivateRequest.Roster(edition, upTo);
    }

    /// True if there is more to ask for at once.
    public synchronized boolean heard(PrivateReply.Roster page) {
        if (!page.edition().equals(edition)) {
            entries.clear();
            edition = page.edition();
        }
        page.entries().forEach(entry -> entries.put(entry.pass(), entry));
        upTo = page.upTo();
        return page.more();
    }

    /// How to greet whoever holds this, as far as they said and this kiosk was told.
    public Greeting greeting(Credential shown) {
        return entry(shown).map(PrivateReply.Entry::greeting).orElse(Greeting.PLAIN);
    }

    /// Whether it was lost, and somebody at the hub stopped it.
    public boolean stopped(Credential shown) {
        return entry(shown).map(PrivateReply.Entry::stopped).orElse(false);
    }

    /// Its holder has left, here and now: they are greeted by nothing any more, also while the hub has not heard of it.
    public synchronized void forget(Credential shown) {
        PassName.of(shown).ifPresent(entries::remove);
    }

    private synchronized Optional<PrivateReply.Entry> entry(Credential shown) {
        return PassName.of(shown).map(entries::get);
    }
}
