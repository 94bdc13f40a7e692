package org.doorstep.system.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.doorstep.hub.booking.claims.Claimed;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.hub.login.HubLoginPages;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Site;
import org.doorstep.hub.web.WebServer;
import org.doorstep.hub.web.Words;
import org.doorstep.login.Login;
import org.doorstep.login.LoginSettings;
import org.doorstep.login.LoginStore;

/// The hub's claim path behind the hub's own web server: a form comes in as from a page, and what
/// came of it goes out. A connection for each client. Pages are not drawn.
final class HubOverHttp implements AutoCloseable {
    private static final String PATH = "/book";

    private final HubClaims hub;
    private final WebServer server;
    private final List<HttpClient> clients;

    HubOverHttp(HubClaims hub, Extent extent, int clients) throws IOException {
        this.hub = hub;
        Path uploads = Files.createTempDirectory(extent.folder(), "uploads");
        Site site = new Site("Millbrook", new Words(Locale.UK, ClaimsWanted.ZONE));
        Login<Role> login = new Login<>(
                LoginStore.of(hub.database()),
                Role.class,
                extent.clock(),
                extent.secrets(),
                new HubLoginPages(site),
                new LoginSettings("doorstep-hub"));
        this.server = WebServer.start(
                "127.0.0.1",
                0,
                uploads,
                site,
                login,
                () -> true,
                routes -> routes.post(Access.OPEN, PATH, this::answer));
        this.clients = IntStream.range(0, clients)
                .mapToObj(_ -> HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build())
                .toList();
    }

    private void answer(Exchange exchange) {
        Claimed claimed = hub.claim(new ClaimsWanted.Slot(
                Integer.parseInt(exchange.field("unit")),
                new Times(Instant.parse(exchange.field("starts")), Instant.parse(exchange.field("ends"))),
                exchange.field("pass"),
                UUID.fromString(exchange.field("request"))));
        exchange.json(
                switch (claimed) {
                    case Claimed.Booked(var booking) -> Map.of("code", booking.code());
                    case Claimed.Refused(var why) -> Map.of("why", why);
                    case Claimed other -> Map.of("came", other.getClass().getSimpleName());
                });
    }

    void book(int client, ClaimsWanted.Slot slot) throws IOException, InterruptedException {
        String form = "unit=" + slot.unit()
                + "&starts=" + slot.times().starts()
                + "&ends=" + slot.times().ends()
                + "&pass=" + slot.pass()
                + "&request=" + slot.request();
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + PATH.substring(1)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        HttpResponse<String> response = clients.get(client).send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException("The hub answered " + response.statusCode() + ".");
        }
    }

    @Override
    public void close() {
        clients.forEach(HttpClient::close);
        server.close();
    }
}
