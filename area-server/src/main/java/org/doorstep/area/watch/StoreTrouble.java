package org.doorstep.area.watch;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.doorstep.area.store.PostgresException;
import org.doorstep.area.web.Pages;
import org.doorstep.area.web.WebServer;
import org.doorstep.area.web.Words;
import org.doorstep.relay.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is answered when the database could not do its part: 503 and a sentence. Nothing was kept then; a hub has its
/// figures still and sends them again, and a person tries again later.
public final class StoreTrouble {
    private static final int LATER = 503;
    private static final int OUR_FAULT = 500;

    private static final Logger LOG = LoggerFactory.getLogger(StoreTrouble.class);

    private final Pages pages;
    private final Words words;

    public record TroublePage(String sentence) {}

    /// An answer to a program, after RFC 9457.
    record Problem(String title, int status, String detail) {}

    public StoreTrouble(Pages pages, Words words) {
        this.pages = pages;
        this.words = words;
    }

    public void addTo(RoutesConfig routes) {
        routes.exception(StoreException.class, (e, ctx) -> {
            if (e.kind() == StoreException.Kind.FAILED) {
                LOG.error("A request failed.", e);
            }
            answer(ctx, e.kind() == StoreException.Kind.FAILED ? OUR_FAULT : LATER);
        });
        routes.exception(PostgresException.class, (e, ctx) -> {
            LOG.warn("PostgreSQL could not serve a request.", e);
            answer(ctx, LATER);
        });
    }

    private void answer(Context ctx, int status) {
        ctx.status(status);
        if (ctx.path().startsWith(WebServer.API)) {
            ctx.json(new Problem(words.say("trouble.title"), status, words.say("trouble.hub")));
            ctx.contentType("application/problem+json");
        } else {
            ctx.html(pages.draw(
                    "watch/trouble",
                    pages.frame(words.say("trouble.title")),
                    new TroublePage(words.say("trouble.page"))));
        }
    }
}
