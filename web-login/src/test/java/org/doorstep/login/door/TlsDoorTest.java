package org.doorstep.login.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.identity.EcKeys;
import org.doorstep.relay.identity.Holder;
import org.doorstep.relay.identity.Identity;
import org.doorstep.relay.identity.Issuer;
import org.doorstep.relay.identity.Root;
import org.doorstep.relay.identity.SigningRequest;
import org.doorstep.relay.tls.PeerCheck;
import org.doorstep.relay.tls.TlsEnd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TlsDoorTest {
    private static final HubId HUB = new HubId("millbrook");
    private static final int DEADLINE = 30_000;
    private static final Duration WHOLE_REQUEST = Duration.ofMinutes(1);

    private final SecureRandom random = new SecureRandom();
    private final Instant now = Instant.now();

    /// What has passed for the door, beside what it takes the test.
    private final AtomicLong nanoTime = new AtomicLong();

    private Identity server;
    private Identity kiosk;
    private TlsDoor door;

    @BeforeEach
    void open() throws Exception {
        KeyPair rootPair = EcKeys.random(random);
        X509Certificate root = Root.certificate("Test", rootPair, now, random);
        KeyPair pair = EcKeys.random(random);
        X509Certificate issuing =
                new Root(rootPair.getPrivate(), root).issuing(new Holder.Issuing(HUB), pair.getPublic(), now, random);
        Issuer issuer = new Issuer(new Identity(pair.getPrivate(), List.of(issuing), root));
        KeyPair own = EcKeys.random(random);
        server = new Identity(
                own.getPrivate(), List.of(issuer.server(own.getPublic(), List.of(), now, random), issuing), root);
        KeyPair its = EcKeys.random(random);
        Holder.Device name = new Holder.Device(new Source(HUB, new DeviceId("kiosk-1")));
        X509Certificate made = issuer.device(SigningRequest.read(SigningRequest.make(name, its)), now, random);
        kiosk = new Identity(its.getPrivate(), List.of(made, issuing), root);
        door = TlsDoor.start(
                "127.0.0.1",
                0,
                new TlsEnd(() -> server, this::onlyKiosks),
                new TlsDoor.Limits(24, 8, 1_000, WHOLE_REQUEST),
                Wire.JSON,
                routes -> {
                    routes.get(
                            "/who",
                            context -> context.result(
                                    TlsDoor.shown(context).isEmpty() ? "nobody" : name(TlsDoor.shown(context))));
                    routes.post(
                            "/long",
                            context -> context.result(
                                    Integer.toString(context.body().length())));
                },
                nanoTime::get);
    }

    @AfterEach
    void close() {
        door.close();
    }

    private void onlyKiosks(List<X509Certificate> chain) throws CertificateException {
        if (!name(chain).contains("/device/")) {
            throw new CertificateException("No kiosk.");
        }
    }

    private static String name(List<X509Certificate> chain) {
        try {
            return Holder.of(chain.getFirst()).uri();
        } catch (Exception e) {
            return e.getMessage();
        }
    }

    @Test
    void aCallerIsKnownByItsCertificateAndMayHaveNone() throws Exception {
        assertThat(ask(nobody(), get("/who"))).contains("200").endsWith("nobody");
        assertThat(ask(as(kiosk), get("/who"))).endsWith("doorstep:/hub/millbrook/device/kiosk-1");
    }

    @Test
    void aCertificateThatDoesNotBelongHereEndsTheHandshake() {
        assertThatThrownBy(() -> ask(as(server), get("/who"))).isInstanceOf(IOException.class);
    }

    @Test
    void nothingOlderThanTls13IsSpoken() throws Exception {
        try (SSLSocket socket = (SSLSocket) trusting().createSocket("127.0.0.1", door.port())) {
            socket.setSoTimeout(DEADLINE);
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aBodyThatIsTooLongOrOfNoStatedLengthIsNotRead() throws Exception {
        assertThat(ask(nobody(), post("Content-Length: 5", "12345")))
                .contains("200")
                .endsWith("5");
        assertThat(ask(nobody(), post("Content-Length: 1001", ""))).contains("413");
        assertThat(ask(nobody(), post("Transfer-Encoding: chunked", "5\r\n12345\r\n0\r\n\r\n")))
                .contains("411");
        assertThat(ask(nobody(), "GET /who HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(5_000) + "\r\n\r\n"))
                .contains("431");
    }

    @Test
    void whoOpensManyConnectionsAndSaysNothingKeepsNobodyElseOut() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                silent.add(new Socket("127.0.0.1", door.port()));
            }
            // Those past the limit of one address are ended; then somebody else is served.
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> silent.stream().filter(TlsDoorTest::ended).count() >= 32);
            try (Socket other = new Socket("127.0.0.1", door.port(), InetAddress.getByName("127.0.0.2"), 0)) {
                SSLSocket tls = (SSLSocket) nobody().createSocket(other, "127.0.0.1", door.port(), true);
                assertThat(ask(tls, get("/who"))).endsWith("nobody");
            }
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void whoSendsByteByByteAndNeverAWholeRequestIsEndedAndWhoAsksAgainAndAgainIsNot() throws Exception {
        try (SSLSocket slow = open(nobody());
                SSLSocket halfABody = open(nobody());
                Socket neverShookHands = new Socket("127.0.0.1", door.port());
                SSLSocket often = open(nobody())) {
            say(slow, "GET /who HTTP/1.1\r\nX: ");
            say(halfABody, "POST /long HTTP/1.1\r\nHost: hub\r\nContent-Length: 900\r\n\r\n1234");
            for (int minutes = 0; minutes < 3; minutes++) {
                say(often, "GET /who HTTP/1.1\r\nHost: hub\r\n\r\n");
                assertThat(answer(often)).contains("200").endsWith("nobody");
                nanoTime.addAndGet(WHOLE_REQUEST.toNanos() * 3 / 4);
            }
            await("those who never came to an end are ended")
                    .atMost(Duration.ofMillis(DEADLINE))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() ->
                            isEndedThoughItGoesOn(slow) & isEndedThoughItGoesOn(halfABody) & ended(neverShookHands));
            say(often, "GET /who HTTP/1.1\r\nHost: hub\r\n\r\n");
            assertThat(answer(often)).contains("200").endsWith("nobody");
        }
    }

    private SSLSocket open(SSLSocketFactory sockets) throws IOException {
        SSLSocket socket = (SSLSocket) sockets.createSocket("127.0.0.1", door.port());
        socket.setSoTimeout(DEADLINE);
        socket.startHandshake();
        return socket;
    }

    private static void say(SSLSocket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    /// One answer of a connection that stays open, whose body is `nobody`.
    private static String answer(SSLSocket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        while (!text.toString().endsWith("\r\n\r\nnobody")) {
            int next = socket.getInputStream().read();
            assertThat(next).as("an answer, after " + text).isNotNegative();
            text.append((char) next);
        }
        return text.toString();
    }

    /// One more byte goes, so that this line is never silent.
    private static boolean isEndedThoughItGoesOn(SSLSocket socket) {
        try {
            say(socket, "y");
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void oneOfANewerNetworkHasAllItsAddressesInOneCount() throws Exception {
        assertThat(FewFromOneAddress.Near.of(InetAddress.getByName("2001:db8::1")))
                .isEqualTo(FewFromOneAddress.Near.of(InetAddress.getByName("2001:db8::ffff:2")))
                .isNotEqualTo(FewFromOneAddress.Near.of(InetAddress.getByName("2001:db8:0:1::1")));
        assertThat(FewFromOneAddress.Near.of(InetAddress.getByName("192.0.2.7")))
                .isNotEqualTo(FewFromOneAddress.Near.of(InetAddress.getByName("192.0.2.8")));
    }

    private static boolean ended(Socket socket) {
        try {
            socket.setSoTimeout(1);
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private SSLSocketFactory nobody() {
        return TlsEnd.withoutCertificate(theServer());
    }

    private SSLSocketFactory as(Identity identity) {
        return new TlsEnd(() -> identity, theServer()).sockets();
    }

    private SSLSocketFactory trusting() {
        return new TlsEnd(() -> kiosk, theServer()).context().getSocketFactory();
    }

    private PeerCheck theServer() {
        return chain -> assertThat(chain.getFirst()).isEqualTo(server.certificate());
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: 192.0.2.7\r\nConnection: close\r\n\r\n";
    }

    private static String post(String header, String body) {
        return "POST /long HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n" + header + "\r\n\r\n" + body;
    }

    private String ask(SSLSocketFactory sockets, String request) throws IOException {
        try (SSLSocket socket = (SSLSocket) sockets.createSocket("127.0.0.1", door.port())) {
            return ask(socket, request);
        }
    }

    private static String ask(SSLSocket socket, String request) throws IOException {
        socket.setSoTimeout(DEADLINE);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        try (InputStream in = socket.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
