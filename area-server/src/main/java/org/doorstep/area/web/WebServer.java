package org.doorstep.area.web;

import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.json.JavalinJackson3;
import java.util.List;
import java.util.function.Consumer;
import org.doorstep.login.Anyone;
import org.doorstep.relay.contract.Wire;

/// The area's pages, served. Each feature adds its own routes; the login's come first, for it checks all others.
public final class WebServer implements AutoCloseable {
    /// The addresses for programs all begin so.
    public static final String API = "/api/v1";

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
            StaticFiles.addTo(config.routes);
            String description = Description.read();
            config.routes.get(
                    Description.PATH,
                    context -> context.contentType("application/json").result(description),
                    Anyone.ANYONE);
        });
        server.start(bind, port);
    }

    /// A method and a path that is answered.
    public record Route(String method, String path) {}

    /// Every one of them, as the server itself has them: what the description is held against.
    public List<Route> routes() {
        return server.unsafe.internalRouter.allHttpHandlers().stream()
                .filter(handler -> handler.endpoint.method.isHttpMethod())
                .map(handler -> new Route(handler.endpoint.method.name(), handler.endpoint.path))
                .toList();
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
