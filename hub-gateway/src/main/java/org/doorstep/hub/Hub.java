package org.doorstep.hub;

import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.doorstep.hub.upstream.UpstreamStatus;
import org.doorstep.hub.web.Pulse;
import org.doorstep.relay.inbox.Gaps;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.store.Database;

/// One hub, put together in the order it starts. Ends with [#close], in the opposite order.
public final class Hub implements AutoCloseable {
    /// Where the hub's own tables are made; features add to the same folder.
    static final String[] MIGRATIONS = {
        "org/doorstep/hub/db", "org/doorstep/login/db/sqlite", "org/doorstep/relay/inbox/db"
    };

    private final HubPages pages;

    Hub(Settings settings, Database database, InstantSource clock, SecureRandom random) {
        Pulse changed = new Pulse();
        Inbox inbox = new Inbox(database, settings.hub(), random, clock);
        this.pages = new HubPages(settings, database, clock, random, new Gaps(inbox), UpstreamStatus::noArea, changed);
    }

    /// Where the pages are.
    public String url() {
        return pages.address().toString();
    }

    /// While nobody has an account: where the first is made, once.
    public Optional<URI> firstSignIn() {
        return pages.firstSignIn();
    }

    @Override
    public void close() {
        pages.close();
    }
}
