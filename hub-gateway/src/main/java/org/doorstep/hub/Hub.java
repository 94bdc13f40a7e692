package org.doorstep.hub;

import java.util.List;
import org.doorstep.hub.web.WebServer;
import org.doorstep.relay.store.Database;

/// One hub, put together in the order it starts. Ends with [#close], in the opposite order.
public final class Hub implements AutoCloseable {
    /// Where the hub's own tables are made; features add to the same folder.
    static final String MIGRATIONS = "org/doorstep/hub/db";

    private final Settings settings;
    private final WebServer web;

    Hub(Settings settings, Database database) {
        this.settings = settings;
        this.web = new WebServer(settings.web().bind(), settings.web().port(), List.of());
    }

    /// Where the pages are.
    public String url() {
        return "http://" + settings.web().bind() + ":" + web.port() + "/";
    }

    @Override
    public void close() {
        web.close();
    }
}
