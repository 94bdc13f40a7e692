package org.doorstep.hub.booking.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.doorstep.hub.booking.waiting.TrialHouse.ANN;
import static org.doorstep.hub.booking.waiting.TrialHouse.BEN;
import static org.doorstep.hub.booking.waiting.TrialHouse.TODAY;
import static org.doorstep.hub.booking.waiting.TrialHouse.on;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.Address;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.doorstep.firmware.settings.SettingsException;
import org.doorstep.hub.booking.claims.Claimed;
import org.doorstep.hub.booking.waiting.Clash;
import org.doorstep.hub.booking.waiting.TrialHouse;
import org.doorstep.hub.web.Words;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people who work here are told away from the pages: through a webhook's server and a mail
/// server that are real.
class NoticesTest {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    /// Of a key store that lives as long as a test.
    private static final String WORD = "kettle";

    @TempDir
    Path folder;

    private TrialHouse house;
    private final List<String> posted = new CopyOnWriteArrayList<>();
    private final AtomicInteger answer = new AtomicInteger(200);
    private HttpServer hook;

    @BeforeEach
    void open() throws IOException {
        house = new TrialHouse(folder, 20260306);
        hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            posted.add(exchange.getRequestURI() + "\n"
                    + exchange.getRequestHeaders().getFirst("Authorization") + "\n"
                    + decoded(exchange.getRequestHeaders().getFirst("Title")) + "\n" + body);
            exchange.sendResponseHeaders(answer.get(), -1);
            exchange.close();
        });
        hook.start();
    }

    @AfterEach
    void close() {
        hook.stop(0);
        house.close();
    }

    @Test
    void eachThingIsToldOnceAndNamesNobody() {
        somethingWaits();
        try (Notices notices = notices(new NoticeSettings(Optional.empty(), Optional.of(hook())))) {
            assertThat(notices.look()).isEqualTo(1);
            assertThat(notices.look()).as("nothing is new").isZero();
            assertThat(posted).singleElement().satisfies(text -> {
                assertThat(text)
                        .startsWith("/hub\nBearer a-token\nMillbrook Föld: 2 things of rooms and tools wait\n")
                        .contains(
                                "Somebody asks for Craft room, and waits for a yes or no.",
                                "Somebody lost a time of theirs: Ladder.")
                        .doesNotContain("pass-", "OAK");
            });
        }
    }

    @Test
    void whatCouldNotBeToldIsTriedAgainLaterAndOlderNewsIsNone() {
        somethingWaits();
        answer.set(503);
        try (Notices notices = notices(new NoticeSettings(Optional.empty(), Optional.of(hook())))) {
            assertThat(notices.look()).isZero();
            answer.set(200);
            assertThat(notices.look()).as("not at once").isZero();
            house.today(8, 5);
            assertThat(notices.look()).isEqualTo(1);
            assertThat(posted).hasSize(2);
            answer.set(503);
            house.ask(house.wanted(BEN, "craft", on(TODAY.plusDays(8), 10, 12)));
            assertThat(notices.look()).isZero();
            house.at(TODAY.plusDays(3), 8, 0);
            answer.set(200);
            assertThat(notices.look()).as("after two days it is not news").isZero();
        }
    }

    @Test
    void aHubThatTellsNobodyWritesNothingDown() {
        somethingWaits();
        try (Notices notices = notices(NoticeSettings.in(folder))) {
            assertThat(notices.look()).isZero();
        }
        long kept = house.database.read(handle -> handle.createQuery("SELECT count(*) FROM notice")
                .mapTo(Long.class)
                .one());
        assertThat(kept).isZero();
    }

    @Test
    void aMailServerThatKnowsTheHubTakesItOverEncrypted() throws Exception {
        KeyStore keys = keys();
        System.setProperty(
                "greenmail.tls.keystore.file", folder.resolve("server.p12").toString());
        System.setProperty("greenmail.tls.keystore.password", WORD);
        ServerSetup setup = ServerSetup.SMTPS.dynamicPort();
        setup.setServerStartupTimeout(DEADLINE.toMillis());
        GreenMail server = new GreenMail(setup);
        server.setUser("amina@example.org", "amina", "another word");
        server.setUser("hub@example.org", "hub", "a secret word");
        try {
            server.start();
            somethingWaits();
            int port = server.getSmtps().getPort();
            try (Notices notices = byMail(port, "a secret word", trusting(keys))) {
                assertThat(notices.look()).isEqualTo(1);
                assertThat(notices.look()).as("once").isZero();
            }
            assertThat(server.waitForIncomingEmail(DEADLINE.toMillis(), 1)).isTrue();
            MimeMessage message = server.getReceivedMessages()[0];
            assertThat(message.getSubject()).isEqualTo("Millbrook Föld: 2 things of rooms and tools wait");
            assertThat(message.getAllRecipients()).extracting(Address::toString).containsExactly("amina@example.org");
            assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(message.getContent().toString())
                    .contains("Somebody asks for Craft room", "Somebody lost a time of theirs: Ladder.");

            house.ask(house.wanted(BEN, "craft", on(TODAY.plusDays(8), 10, 12)));
            try (Notices notices = byMail(port, "not that word", trusting(keys))) {
                assertThat(notices.look())
                        .as("the server does not know whoever says another word")
                        .isZero();
            }
            try (Notices notices = byMail(port, "a secret word", (SSLSocketFactory) SSLSocketFactory.getDefault())) {
                assertThat(notices.look()).as("nobody vouches for that server").isZero();
            }
            assertThat(server.getReceivedMessages()).hasSize(1);
        } finally {
            server.stop();
        }
    }

    private Notices byMail(int port, String word, SSLSocketFactory tls) {
        NoticeSettings.Mail mail = new NoticeSettings.Mail(
                "localhost", port, NoticeSettings.Security.TLS, "hub@example.org", "amina@example.org", "hub", word);
        return notices(new NoticeSettings(Optional.of(mail), Optional.empty()), tls);
    }

    /// Made by the JDK's own tool, for this machine.
    private KeyStore keys() throws Exception {
        Path file = folder.resolve("server.p12");
        Process made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "mail",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-validity",
                        "2",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        WORD)
                .inheritIO()
                .start();
        assertThat(made.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, WORD.toCharArray());
        }
        return keys;
    }

    private static SSLSocketFactory trusting(KeyStore keys) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("mail", keys.getCertificate("mail"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    @Test
    void nothingIsSaidToAServerThatDoesNotProveItsName() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<String> heard = new CopyOnWriteArrayList<>();
            Thread.ofPlatform().daemon().start(() -> {
                try (Socket one = plain.accept();
                        BufferedReader in = new BufferedReader(
                                new InputStreamReader(one.getInputStream(), StandardCharsets.ISO_8859_1))) {
                    one.getOutputStream().write("220 here\r\n".getBytes(StandardCharsets.US_ASCII));
                    one.getOutputStream().flush();
                    for (String line = in.readLine(); line != null; line = in.readLine()) {
                        heard.add(line);
                    }
                } catch (IOException e) {
                    heard.add("ended");
                }
            });
            NoticeSettings.Mail mail = new NoticeSettings.Mail(
                    "127.0.0.1",
                    plain.getLocalPort(),
                    NoticeSettings.Security.TLS,
                    "hub@example.org",
                    "amina@example.org",
                    "hub",
                    "a secret word");
            SmtpMail smtp = new SmtpMail(mail, (SSLSocketFactory) SSLSocketFactory.getDefault());
            assertThatThrownBy(() -> smtp.send("id", "subject", "text", house.now()))
                    .isInstanceOf(NotSentException.class);
            assertThat(String.join("\n", heard)).doesNotContain("EHLO", "AUTH", "MAIL");
        }
    }

    @Test
    void aFileWithMistakesNamesThemAll() throws IOException {
        Files.writeString(folder.resolve("notices.properties"), """
                mail.host = mail.example.org
                mail.security = none
                mail.from = not an address
                mail.to = a@example.org, b@example.org
                webhook.address = http://ntfy.example.org/hub
                mail.hots = mail.example.org
                """);
        assertThatThrownBy(() -> NoticeSettings.in(folder))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("mail.from")
                .hasMessageContaining("mail.to")
                .hasMessageContaining("webhook.address")
                .hasMessageContaining("mail.hots");
    }

    @Test
    void aFileThatIsRightSaysWhereTo() throws IOException {
        Files.writeString(folder.resolve("word"), "a secret word\n");
        Files.writeString(folder.resolve("notices.properties"), """
                mail.host = mail.example.org
                mail.security = starttls
                mail.from = hub@example.org
                mail.to = amina@example.org
                mail.name = hub
                mail.password-file = %s
                webhook.address = https://ntfy.example.org/hub-7f3a
                """.formatted(folder.resolve("word")));
        NoticeSettings settings = NoticeSettings.in(folder);
        assertThat(settings.mail())
                .contains(new NoticeSettings.Mail(
                        "mail.example.org",
                        587,
                        NoticeSettings.Security.STARTTLS,
                        "hub@example.org",
                        "amina@example.org",
                        "hub",
                        "a secret word"));
        assertThat(settings.hook().orElseThrow().address()).hasHost("ntfy.example.org");
        assertThat(settings.toString()).doesNotContain("a secret word");
    }

    /// Somebody asks for the craft room, and somebody lost the ladder.
    private void somethingWaits() {
        house.set("UPDATE bookable SET approval = 1 WHERE id = 'craft'");
        assertThat(house.ask(house.wanted(ANN, "craft", on(TODAY.plusDays(7), 10, 12))))
                .isInstanceOf(Claimed.Asked.class);
        house.database.<Clash>write(handle -> house.clashes.lost(
                handle, house.wanted(BEN, "ladder", on(TODAY.plusDays(5), 10, 12)), Clash.Why.FIRST, house.now()));
    }

    private Notices notices(NoticeSettings settings) {
        return notices(settings, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    private Notices notices(NoticeSettings settings, SSLSocketFactory tls) {
        return new Notices(
                settings,
                house.database,
                new Words(Locale.UK, TrialHouse.ZONE),
                "Millbrook Föld",
                () -> Optional.of(house.now()),
                tls);
    }

    private NoticeSettings.Hook hook() {
        return new NoticeSettings.Hook(
                URI.create("http://127.0.0.1:" + hook.getAddress().getPort() + "/hub"), "a-token");
    }

    private static String decoded(String title) {
        String base64 = title.substring("=?UTF-8?B?".length(), title.length() - 2);
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
