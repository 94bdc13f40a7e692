package org.doorstep.kiosk.screen;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.staticfiles.Location;
import io.javalin.json.JavalinJackson3;
import java.util.Map;
import java.util.function.Consumer;
import org.doorstep.relay.contract.Wire;

/// Serves the kiosk's own pages to the browser beside it, and lets nothing but those pages press
/// their buttons. Safe for all threads.
final class PageServer implements AutoCloseable {
    /// The largest thing sent here is the simulator's code of five million letters.
    private static final long MOST_BODY_BYTES = 8_000_000;

    private static final String CONTENT_SECURITY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'none'";

    private final String bind;
    private final Javalin server;

    /// Serves from now on. Port 0 takes any that is free.
    PageServer(Screen.Address address, Consumer<RoutesConfig> routes) {
        this.bind = address.bind();
        this.server = Javalin.create(config -> {
            configure(config);
            config.routes.before(this::guard);
            routes.accept(config.routes);
        });
        server.start(address.bind(), address.port());
    }

    String url() {
        return "http://" + (bind.indexOf(':') < 0 ? bind : "[" + bind + "]") + ":" + server.port();
    }

    @Override
    public void close() {
        server.stop();
    }

    private static void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.concurrency.useVirtualThreads = true;
        config.http.maxRequestSize = MOST_BODY_BYTES;
        config.jsonMapper(new JavalinJackson3(Wire.JSON, true));
        config.staticFiles.add(files -> {
            files.hostedPath = "/static";
            files.directory = "/org/doorstep/kiosk/screen/static";
            files.location = Location.CLASSPATH;
            files.headers = Map.of("Cache-Control", "no-cache", "X-Content-Type-Options", "nosniff");
        });
    }

    private void guard(Context context) {
        context.header("Content-Security-Policy", CONTENT_SECURITY);
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Referrer-Policy", "no-referrer");
        context.header("Cross-Origin-Opener-Policy", "same-origin");
        context.header("Cross-Origin-Resource-Policy", "same-origin");
        context.header("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
        context.header("Cache-Control", "no-store");
        new SamePage(bind, server.port()).check(context);
    }
}
