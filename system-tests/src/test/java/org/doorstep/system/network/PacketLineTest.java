package org.doorstep.system.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A broker of five lines stands behind the line: it writes down the messages that reach it, and acknowledges each.
class PacketLineTest {
    private final List<String> reached = new CopyOnWriteArrayList<>();
    private ServerSocket broker;
    private PacketLine line;
    private Socket device;

    @BeforeEach
    void connect() throws IOException {
        broker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
        line = PacketLine.to(broker.getLocalPort(), new Random(1));
        device = new Socket(InetAddress.getLoopbackAddress(), line.port());
    }

    @AfterEach
    void hangUp() throws IOException {
        device.close();
        line.close();
        broker.close();
    }

    @Test
    void aGoodLineCarriesEachMessageOnce() throws IOException {
        say(1, 5);
        await().untilAsserted(() -> assertThat(reached).containsExactly("m1", "m2", "m3", "m4", "m5"));
    }

    @Test
    void messagesCanBeLost() throws IOException {
        line.set(PacketLine.Mischief.LOSE, 1);
        say(1, 3);
        await().untilAsserted(
                        () -> assertThat(line.set(PacketLine.Mischief.NONE, 0)).isEqualTo(3));
        say(4, 4);
        await().untilAsserted(() -> assertThat(reached).containsExactly("m4"));
    }

    @Test
    void messagesCanComeTwice() throws IOException {
        line.set(PacketLine.Mischief.DOUBLE, 1);
        say(1, 2);
        await().untilAsserted(() -> assertThat(reached).containsExactly("m1", "m1", "m2", "m2"));
    }

    @Test
    void messagesCanComeOutOfOrderAndAllCome() throws IOException {
        line.set(PacketLine.Mischief.HOLD, 1);
        say(1, 8);
        await().untilAsserted(() -> assertThat(reached)
                .containsExactlyInAnyOrder("m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8")
                .isNotEqualTo(List.of("m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8")));
    }

    @Test
    void whatWasCapturedCanBeSaidAgainAndTheDeviceHearsNothingOfIt() throws IOException {
        say(1, 2);
        DataInputStream answers = new DataInputStream(device.getInputStream());
        assertThat(answers.readNBytes(8)).containsExactly(0x40, 2, 0, 1, 0x40, 2, 0, 2);

        assertThat(line.replay(3)).isEqualTo(3);
        await().untilAsserted(() -> assertThat(reached).hasSize(5).isSubsetOf("m1", "m2"));
        say(9, 9);
        assertThat(answers.readNBytes(4)).containsExactly(0x40, 2, 0, 9);
    }

    /// PUBLISH with QoS 1 on topic `t`, without properties.
    private void say(int first, int last) throws IOException {
        OutputStream out = device.getOutputStream();
        for (int number = first; number <= last; number++) {
            byte[] text = ("m" + number).getBytes(StandardCharsets.UTF_8);
            out.write(new byte[] {0x32, (byte) (6 + text.length), 0, 1, 't', 0, (byte) number, 0});
            out.write(text);
        }
    }

    private void serve() {
        try (Socket socket = broker.accept()) {
            var in = socket.getInputStream();
            for (var packet = MqttPacket.read(in); packet.isPresent(); packet = MqttPacket.read(in)) {
                byte[] bytes = packet.get().bytes();
                int number = packet.get().number().orElseThrow();
                reached.add(text(bytes));
                socket.getOutputStream().write(new byte[] {0x40, 2, (byte) (number >> 8), (byte) number});
            }
        } catch (IOException e) {
            // The test has ended.
        }
    }

    private static String text(byte[] publish) {
        ByteArrayInputStream body = new ByteArrayInputStream(publish, 8, publish.length - 8);
        return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
}
