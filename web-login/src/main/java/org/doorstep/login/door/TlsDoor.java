package org.doorstep.login.door;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.json.JavalinJackson3;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.doorstep.relay.tls.TlsEnd;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// HTTPS for programs: TLS 1.3 and nothing older, with this program's own server certificate, asked
/// anew for each handshake. A caller's certificate is wanted and not needed; one that is shown is
/// held against the `peer` of the [TlsEnd] in the handshake, which fails if that refuses it.
///
/// A caller who resumes an earlier connection is not looked at in the handshake, so every route
/// judges [#shown] again.
public final class TlsDoor implements AutoCloseable {
    /// A line that is silent for so long is given up; a small board may stretch a code and write to
    /// a card meanwhile.
    private static final Duration SILENCE = Duration.ofSeconds(20);

    /// Nothing that calls here has cookies or long addresses.
    private static final int MOST_HEADER_BYTES = 4 * 1024;

    private static final String SHOWN = "jakarta.servlet.request.X509Certificate";
    private static final Logger LOG = LoggerFactory.getLogger(TlsDoor.class);

    private final Javalin javalin;
    private final WholeRequests whole;
    private final String bind;

    /// What one caller, and all together, may take. `connections` at once, of which `perAddress`
    /// from one address: a machine that opens many and says nothing keeps nobody else out.
    /// `bodyBytes` in one request, and `wholeRequest` for all of it, from the first byte of the
    /// handshake or the last answer to the end of its own.
    public record Limits(int connections, int perAddress, int bodyBytes, Duration wholeRequest) {}

    private TlsDoor(Javalin javalin, WholeRequests whole, String bind) {
        this.javalin = javalin;
        this.whole = whole;
        this.bind = bind;
    }

    /// Starts serving at `bind` and `port` (0: any free one). Throws Javalin's JavalinBindException
    /// if it cannot listen there.
    public static TlsDoor start(
            String bind, int port, TlsEnd end, Limits limits, JsonMapper json, Consumer<RoutesConfig> routes) {
        return start(bind, port, end, limits, json, routes, System::nanoTime);
    }

    /// The same by another's time, for tests.
    static TlsDoor start(
            String bind,
            int port,
            TlsEnd end,
            Limits limits,
            JsonMapper json,
            Consumer<RoutesConfig> routes,
            LongSupplier nanoTime) {
        WholeRequests whole = new WholeRequests(limits.wholeRequest, nanoTime);
        Javalin javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.concurrency.useVirtualThreads = true;
            config.http.maxRequestSize = limits.bodyBytes;
            config.http.prefer405over404 = true;
            // Secrets beside what a caller can choose are not packed together.
            config.http.compressionStrategy = CompressionStrategy.NONE;
            config.jsonMapper(new JavalinJackson3(json, true));
            config.routes.before(context -> refuseLong(context, limits));
            config.routes.exception(Exception.class, (e, context) -> {
                if (callerIsGone(e)) {
                    // Whoever hangs up in the middle, or is ended, does not fill the log.
                    LOG.debug("A caller at the door was gone before its request was whole.");
                } else {
                    LOG.error("A request at the door failed.", e);
                }
                context.status(500).result("");
            });
            listen(config, bind, port, end, limits, whole);
            routes.accept(config.routes);
        });
        javalin.start();
        whole.start();
        return new TlsDoor(javalin, whole, bind);
    }

    /// The certificates that the caller showed on this connection, its own first; empty if it
    /// showed none.
    public static List<X509Certificate> shown(Context context) {
        Object shown = context.req().getAttribute(SHOWN);
        return shown instanceof X509Certificate[] chain ? List.of(chain) : List.of();
    }

    public int port() {
        return javalin.port();
    }

    /// Where it is reached from this machine.
    public URI address() {
        return URI.create("https://" + (bind.contains(":") ? "[" + bind + "]" : bind) + ":" + port() + "/");
    }

    @Override
    public void close() {
        whole.close();
        javalin.stop();
    }

    private static void listen(
            JavalinConfig config, String bind, int port, TlsEnd end, Limits limits, WholeRequests whole) {
        config.jetty.addConnector((server, http) -> {
            HttpConfiguration secure = new HttpConfiguration(http);
            secure.setSendServerVersion(false);
            secure.setRequestHeaderSize(MOST_HEADER_BYTES);
            // Whoever calls looks at the name in our certificate, and not at the host.
            secure.addCustomizer(new SecureRequestCustomizer(false));
            HttpConnectionFactory inside = new HttpConnectionFactory(secure);
            ServerConnector connector =
                    new ServerConnector(server, new SslConnectionFactory(tls(end), inside.getProtocol()), inside);
            connector.setHost(bind);
            connector.setPort(port);
            connector.setIdleTimeout(SILENCE.toMillis());
            connector.addBean(new FewFromOneAddress(limits.perAddress));
            // Not Jetty's to start and stop: it is told of connections, and is closed with the door.
            connector.addBean(whole, false);
            limitAll(server, connector, limits);
            return connector;
        });
    }

    /// Past the limit nobody more is taken until one has gone; those who wait are the system's.
    private static void limitAll(Server server, ServerConnector connector, Limits limits) {
        server.addBean(new NetworkConnectionLimit(limits.connections, connector));
    }

    private static SslContextFactory.Server tls(TlsEnd end) {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setSslContext(end.context());
        tls.setIncludeProtocols(TlsEnd.PROTOCOL);
        tls.setWantClientAuth(true);
        tls.setSniRequired(false);
        tls.setEndpointIdentificationAlgorithm(null);
        return tls;
    }

    private static boolean callerIsGone(Throwable failure) {
        return failure instanceof ClosedChannelException
                || failure instanceof EofException
                || failure.getCause() != null && callerIsGone(failure.getCause());
    }

    /// A body whose length is not stated beforehand could be of any size.
    private static void refuseLong(Context context, Limits limits) {
        String length = context.header("Content-Length");
        boolean unstated = context.header("Transfer-Encoding") != null;
        if (unstated || length != null && !isAtMost(length, limits.bodyBytes)) {
            context.status(unstated ? 411 : 413).result("");
            context.skipRemainingHandlers();
        }
    }

    private static boolean isAtMost(String length, int most) {
        try {
            return Long.parseLong(length.strip()) <= most;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
