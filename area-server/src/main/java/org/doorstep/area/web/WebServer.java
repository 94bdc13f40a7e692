package org.doorstep.area.web;

import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.json.JavalinJackson3;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.doorstep.login.Anyone;
import org.doorstep.relay.contract.Wire;

/// The area's pages, served. Each feature adds its own routes; the login's come first, for it checks all others.
public final class WebServer implements AutoCloseable {
    /// The largest form is a name and a password; intake counts its own.
    private static final long MOST_FORM_BYTES = 16 * 1024;

    private final Javalin server;

    public WebServer(String bind, int port, List<Consumer<RoutesConfig>> features) {
        this.server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.http.maxRequestSize = MOST_FORM_BYTES;
            config.concurrency.useVirtualThreads = true;
            config.jsonMapper(new JavalinJackson3(Wire.JSON, true));
            features.forEach(feature -> feature.accept(config.routes));
            config.routes.get("/health", context -> context.json(Map.of("ok", true)), Anyone.ANYONE);
            StaticFiles.addTo(config.routes);
        });
        server.start(bind, port);
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
