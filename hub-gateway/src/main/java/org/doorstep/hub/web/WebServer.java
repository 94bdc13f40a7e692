package org.doorstep.hub.web;

import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.json.JavalinJackson3;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.doorstep.relay.contract.Wire;

/// The hub's pages, served. Each feature adds its own routes.
public final class WebServer implements AutoCloseable {
    private final Javalin server;

    public WebServer(String bind, int port, List<Consumer<RoutesConfig>> features) {
        this.server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.jsonMapper(new JavalinJackson3(Wire.JSON, true));
            config.routes.get("/health", context -> context.json(Map.of("ok", true)));
            features.forEach(feature -> feature.accept(config.routes));
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
