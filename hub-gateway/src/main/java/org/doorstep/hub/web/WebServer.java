package org.doorstep.hub.web;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.compression.Gzip;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.json.JavalinJackson3;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.doorstep.login.Login;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The hub's HTTP server: signing in, static files, and what the features add through [Routes].
public final class WebServer implements AutoCloseable {
    /// The longest form is a few hundred bytes; this leaves room for any script and any name.
    static final int MOST_BODY_BYTES = 16 * 1024;

    /// Smaller than this, packing costs more than it saves.
    private static final int LEAST_PACKED_BYTES = 1400;

    private static final int PACKING_EFFORT = 6;

    /// The address changes with the content, so a browser need never ask again.
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

    private final Javalin javalin;
    private final String host;
    private final Routes routes;

    private WebServer(Javalin javalin, String host, Routes routes) {
        this.javalin = javalin;
        this.host = host;
        this.routes = routes;
    }

    /// Starts serving at `host` and `port` (0: any free one). `features` adds each feature's routes, in the order
    /// of the navigation. What is uploaded lies in `uploads` while its request lasts. `saving`: whether the
    /// database takes writing, as far as is known.
    public static WebServer start(
            String host,
            int port,
            Path uploads,
            Site site,
            Login<Role> login,
            BooleanSupplier saving,
            Consumer<Routes> features) {
        Routes[] added = new Routes[1];
        Javalin javalin = Javalin.create(config -> {
            set(config);
            // On the hub's own disk: a small board keeps its temporary folder in memory.
            config.jetty.multipartConfig.cacheDirectory(uploads.toString());
            Routes routes = new Routes(config.routes, site, login);
            config.routes.before(context -> limit(context, site, routes));
            login.addTo(config.routes);
            own(config, routes, site, login, saving);
            features.accept(routes);
            added[0] = routes;
        });
        javalin.start(host, port);
        return new WebServer(javalin, host, added[0]);
    }

    /// Where it is reached.
    public URI address() {
        String name = host.contains(":") ? "[" + host + "]" : host;
        return URI.create("http://" + name + ":" + javalin.port() + "/");
    }

    /// Every route that a feature added, with whom it is for.
    public List<Routes.Route> routes() {
        return routes.all();
    }

    @Override
    public void close() {
        routes.close();
        javalin.stop();
    }

    private static void set(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.concurrency.useVirtualThreads = true;
        config.http.maxRequestSize = MOST_BODY_BYTES;
        config.http.prefer405over404 = true;
        CompressionStrategy packing = new CompressionStrategy(null, new Gzip(PACKING_EFFORT), null);
        packing.setDefaultMinSizeForCompression(LEAST_PACKED_BYTES);
        config.http.compressionStrategy = packing;
        config.jsonMapper(new JavalinJackson3(Wire.JSON, true));
    }

    private static void own(JavalinConfig config, Routes routes, Site site, Login<Role> login, BooleanSupplier saving) {
        config.routes.get(
                Login.STATIC + "{digest}/<name>", context -> sendFile(context, site), Access.OPEN.routeRoles());
        config.routes.error(404, context -> refuse(context, site, login, Refusal.NOT_HERE));
        config.routes.error(405, context -> refuse(context, site, login, Refusal.WRONG_WAY));
        config.routes.error(413, context -> refuse(context, site, login, Refusal.TOO_LARGE));
        config.routes.exception(StoreException.class, (e, context) -> {
            // That the disk takes no writing is in the log already, once; this is once for each page that somebody
            // opens. But a disk that fails in reading is of the same kind, and nobody else says so.
            boolean known = e.kind() == StoreException.Kind.CANNOT_WRITE && !saving.getAsBoolean();
            if (!known) {
                LOG.error("The store could not serve a request.", e);
            }
            Refusal.answer(context, site, Optional.empty(), known ? Refusal.CANNOT_SAVE : refusal(e.kind()));
        });
        config.routes.exception(Exception.class, (e, context) -> {
            LOG.error("A request failed.", e);
            Refusal.answer(context, site, Optional.empty(), Refusal.OUR_FAULT);
        });
        Access everybody = new Access.Roles(EnumSet.allOf(Role.class), false);
        routes.get(everybody, Site.ALL, exchange -> exchange.page("web/pages", exchange.frame(Site.ALL)));
        String description = Description.read();
        routes.get(
                Access.OPEN, Routes.API + "/openapi.json", exchange -> exchange.text("application/json", description));
    }

    private static Refusal refusal(StoreException.Kind kind) {
        return switch (kind) {
            case OVERLOADED -> Refusal.TOO_BUSY;
            case CANNOT_WRITE, CORRUPT, IN_USE, FAILED -> Refusal.OUR_FAULT;
        };
    }

    /// A body whose length is not stated beforehand could be of any size, and nothing that sends forms needs one.
    private static void limit(Context context, Site site, Routes routes) {
        String length = context.header("Content-Length");
        boolean unstated = context.header("Transfer-Encoding") != null;
        if (unstated || (length != null && longerThan(length, routes.mostBytes(context.path())))) {
            Refusal.answer(context, site, Optional.empty(), unstated ? Refusal.NO_LENGTH : Refusal.TOO_LARGE);
            context.skipRemainingHandlers();
        }
    }

    private static boolean longerThan(String length, long most) {
        try {
            return Long.parseLong(length.strip()) > most;
        } catch (NumberFormatException e) {
            return true;
        }
    }

    private static void sendFile(Context context, Site site) {
        Optional<StaticFiles.File> found = site.files().find(context.pathParam("digest"), context.pathParam("name"));
        if (found.isEmpty()) {
            context.status(404);
            return;
        }
        StaticFiles.File file = found.get();
        String takes = context.header("Accept-Encoding");
        boolean packed = file.packed().isPresent() && takes != null && takes.contains("gzip");
        if (packed) {
            context.header("Content-Encoding", "gzip");
        }
        context.contentType(file.type())
                .header("Cache-Control", FOR_EVER)
                .header("Vary", "Accept-Encoding")
                .result(packed ? file.packed().get() : file.bytes());
    }

    /// Only for answers that nobody has written yet: a route's own words stand.
    private static void refuse(Context context, Site site, Login<Role> login, Refusal refusal) {
        if (!Refusal.answered(context)) {
            Refusal.answer(context, site, login.visitor(context), refusal);
        }
    }
}
