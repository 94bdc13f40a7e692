package org.doorstep.hub;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.ZoneOffset;
import java.util.Locale;
import org.doorstep.hub.login.HubLoginPages;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Site;
import org.doorstep.hub.web.WebServer;
import org.doorstep.hub.web.Words;
import org.doorstep.login.Login;
import org.doorstep.login.LoginSettings;
import org.doorstep.login.LoginStore;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.store.ReadBeside;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// A page whose file the disk does not give, on a hub that saves and on one that does not.
class UnreadableTest {
    @TempDir
    Path folder;

    private final Logger log = (Logger) LoggerFactory.getLogger(WebServer.class);
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private final HttpClient browser = HttpClient.newHttpClient();
    private volatile boolean saving = true;
    private Database database;
    private WebServer server;

    @BeforeEach
    void open() {
        said.start();
        log.addAppender(said);
        database = Database.open(folder.resolve("hub.db"), Hub.MIGRATIONS);
        Site site = new Site("Millbrook Fold", new Words(Locale.UK, ZoneOffset.UTC));
        Login<Role> login = new Login<>(
                LoginStore.of(database),
                Role.class,
                () -> TestHub.TUESDAY,
                new SecureRandom(),
                new HubLoginPages(site),
                new LoginSettings("doorstep-hub"));
        server = WebServer.start(
                "127.0.0.1",
                0,
                folder,
                site,
                login,
                () -> saving,
                routes -> routes.get(Access.OPEN, "/unreadable", _ -> ReadBeside.open(folder.resolve("gone.db"))
                        .close()));
    }

    @AfterEach
    void close() {
        browser.close();
        server.close();
        database.close();
        log.detachAppender(said);
    }

    @Test
    void onAHubThatSavesItIsOurFaultAndInTheLog() throws Exception {
        HttpResponse<String> page = page();
        assertThat(page.statusCode()).isEqualTo(500);
        assertThat(page.body()).doesNotContain("cannot save");
        assertThat(said.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.ERROR);
            assertThat(line.getThrowableProxy().getMessage()).contains("gone.db is not there.");
        });
    }

    @Test
    void whereItIsSaidAlreadyThatNothingCanBeSavedItIsNotSaidForEveryPage() throws Exception {
        saving = false;
        HttpResponse<String> page = page();
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.body()).contains("This hub cannot save");
        assertThat(said.list).isEmpty();
    }

    private HttpResponse<String> page() throws IOException, InterruptedException {
        return browser.send(
                HttpRequest.newBuilder(server.address().resolve("unreadable")).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
