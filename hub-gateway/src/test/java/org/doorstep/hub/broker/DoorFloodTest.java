package org.doorstep.hub.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.doorstep.hub.broker.TurnedAway.Why;
import org.doorstep.hub.enrolment.EnrolledDevices;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.identity.CheckedAt;
import org.doorstep.relay.identity.Identity;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Those who come to the broker's door to do harm and not to get in: too large, too many, too fast,
/// without a word. An honest device is connected all the while, and is served after each.
@Tag("slow")
class DoorFloodTest {
    private static final HubId HUB = new HubId("millbrook");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration STEADY = Duration.ofMillis(500);
    private static final String EVENTS = "doorstep/v1/millbrook/kiosk-1/event/attendance";

    @TempDir
    private static Path folder;

    private static final Instant NOW = Instant.now();
    private static final TestAuthority.Hub OURS = new TestAuthority(NOW).hub(HUB);
    private static final Identity SERVER = OURS.server(NOW);
    private static final TurnedAway TURNED_AWAY = new TurnedAway(InstantSource.system());
    private static EmbeddedBroker broker;
    private static DoorWatch watch;
    private static int port;
    private static Stranger witness;

    private final List<AutoCloseable> open = new ArrayList<>();
    private static int addresses = 1;

    @BeforeAll
    static void start() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Path devices = Files.createDirectories(folder.resolve("devices"));
        for (String device : List.of("kiosk-1", "kiosk-2")) {
            Files.writeString(devices.resolve(device + ".properties"), "name = " + device + "\n");
        }
        broker = new EmbeddedBroker(
                folder.resolve("broker"),
                "127.0.0.1",
                port,
                HUB,
                new BrokerDoor.Certificates(
                        () -> SERVER,
                        new EnrolledDevices(devices),
                        _ -> false,
                        () -> new CheckedAt(NOW, true, Instant.EPOCH),
                        TURNED_AWAY,
                        "nobody knows it"));
        watch = new DoorWatch(broker);
        witness = new Stranger(
                port,
                Stranger.showing(TestAuthority.Shown.of(OURS.device("kiosk-2", NOW)))
                        .getSocketFactory(),
                "kiosk-2");
        assertThat(witness.connects()).isTrue();
    }

    @AfterEach
    void anHonestDeviceWasServedAllTheWhile() throws Exception {
        assertThat(witness.gone()).isFalse();
        assertThat(witness.publishes("doorstep/v1/millbrook/kiosk-2/event/attendance", 10))
                .isTrue();
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
        whatWasClosedIsCounted();
    }

    /// A crowd that is closed is counted as it is noticed, and not before the next test looks.
    private static void whatWasClosedIsCounted() {
        AtomicLong last = new AtomicLong(-1);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .during(STEADY)
                .until(() -> {
                    long now = count(Why.NO_WORD);
                    return last.getAndSet(now) == now;
                });
    }

    @AfterAll
    static void stop() throws Exception {
        witness.close();
        watch.close();
        broker.close();
    }

    @Test
    void aStrangerIsHeardNoFurtherThanACommonConnecting() throws Exception {
        // A CONNECT, a message and a request over HTTP of 200 MB, another protocol, and an older MQTT.
        byte[] large = {(byte) 0x80, (byte) 0x80, (byte) 0x80, 0x60};
        hangsUpOn(Why.NO_WORD, withoutCertificate(), joined(new byte[] {0x10}, large));
        hangsUpOn(Why.NO_WORD, withoutCertificate(), joined(new byte[] {0x30}, large));
        hangsUpOn(Why.NO_WORD, withoutCertificate(), ascii("POST / HTTP/1.1\r\nContent-Length: 200000000\r\n\r\n"));
        hangsUpOn(Why.NO_WORD, withoutCertificate(), ascii("PROXY TCP4 10.0.0.1 10.0.0.2 1 2\r\n"));
        hangsUpOn(Why.NO_WORD, withoutCertificate(), ascii("\20\20\0\6MQIsdp\3\2\0\74\0\2me"));
        hangsUpOn(Why.NO_WORD, certified(), ascii("\20\14\0\4MQTT\4\2\0\74\0\0"));
    }

    @Test
    void whatIsNoTlsAtAllIsCountedAndGone() throws Exception {
        long before = count(Why.NO_WORD);
        Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port, nextAddress(), 0);
        open.add(socket);
        socket.getOutputStream().write(ascii("GET / HTTP/1.1\r\nHost: hub\r\n\r\n"));
        assertThat(hungUp(socket)).isTrue();
        await().atMost(PATIENCE).until(() -> count(Why.NO_WORD) == before + 1);
    }

    @Test
    void aDeviceThatAnnouncesAPacketLargerThanAnyOfOursIsSentAwayBeforeItIsSent() throws Exception {
        SSLSocket socket = socket(certified());
        OutputStream out = socket.getOutputStream();
        out.write(ascii("\20\24\0\4MQTT\5\2\0\74\0\0\7kiosk-1"));
        assertThat(socket.getInputStream().read()).isEqualTo(0x20);
        long before = count(Why.TOO_LARGE);
        out.write(new byte[] {0x32, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x60});
        assertThat(hungUp(socket)).isTrue();
        await().atMost(PATIENCE).until(() -> count(Why.TOO_LARGE) == before + 1);
    }

    @Test
    void aCrowdOfConnectionsFromOneAddressFillsItsOwnShareAndOthersComeInAsEver() throws Exception {
        long before = count(Why.TOO_MANY);
        InetAddress crowd = nextAddress();
        for (int i = 0; i < 400; i++) {
            Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port, crowd, 0);
            open.add(socket);
        }
        await().atMost(PATIENCE).until(() -> count(Why.TOO_MANY) >= before + 400 - Doorway.MOST_WAITING_OF_ONE);
        Stranger kiosk = new Stranger(port, certified().getSocketFactory(), "kiosk-1");
        open.add(kiosk);
        assertThat(kiosk.connects()).isTrue();
        assertThat(kiosk.publishes(EVENTS, 10)).isTrue();
    }

    @Test
    void aFloodOfMessagesIsReadAtItsPaceAndCounted() throws Exception {
        SSLSocket socket = socket(certified());
        OutputStream out = socket.getOutputStream();
        out.write(ascii("\20\24\0\4MQTT\5\2\0\0\0\0\7kiosk-1"));
        assertThat(socket.getInputStream().read()).isEqualTo(0x20);
        byte[] topic = ascii(EVENTS);
        byte[] message = joined(
                new byte[] {0x30, (byte) (topic.length + 4), 0, (byte) topic.length}, joined(topic, new byte[2]));
        byte[] thousand = new byte[0];
        for (int i = 0; i < 1_000; i++) {
            thousand = joined(thousand, message);
        }
        long before = count(Why.TOO_FAST);
        for (int i = 0; i < 20; i++) {
            out.write(thousand);
        }
        await().atMost(PATIENCE).until(() -> count(Why.TOO_FAST) > before);
        assertThat(socket.isClosed()).isFalse();
    }

    /// What is counted for it, and that nothing more is read of it.
    private void hangsUpOn(Why why, SSLContext context, byte[] said) throws Exception {
        long before = count(why);
        SSLSocket socket = socket(context);
        socket.getOutputStream().write(said);
        assertThat(hungUp(socket)).isTrue();
        await().atMost(PATIENCE).until(() -> count(why) == before + 1);
    }

    private SSLSocket socket(SSLContext context) throws IOException {
        SSLSocket socket = (SSLSocket)
                context.getSocketFactory().createSocket(InetAddress.getByName("127.0.0.1"), port, nextAddress(), 0);
        open.add(socket);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.startHandshake();
        return socket;
    }

    private static boolean hungUp(Socket socket) throws IOException {
        socket.setSoTimeout((int) PATIENCE.toMillis());
        try {
            int read = socket.getInputStream().read();
            // An alert of TLS in the clear may come first.
            while (read >= 0) {
                read = socket.getInputStream().read();
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static SSLContext withoutCertificate() {
        return Stranger.showing(new TestAuthority.Shown(null, List.of()));
    }

    private static SSLContext certified() {
        return Stranger.showing(TestAuthority.Shown.of(OURS.device("kiosk-1", NOW)));
    }

    /// Another of this machine's own, so that no test takes the other's share.
    private static InetAddress nextAddress() throws IOException {
        addresses++;
        return InetAddress.getByAddress(new byte[] {127, 0, 1, (byte) addresses});
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] joined(byte[] one, byte[] two) {
        byte[] both = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, both, one.length, two.length);
        return both;
    }

    private static long count(Why why) {
        return TURNED_AWAY.counts().stream()
                .filter(count -> count.why() == why)
                .mapToLong(TurnedAway.Count::times)
                .sum();
    }
}
