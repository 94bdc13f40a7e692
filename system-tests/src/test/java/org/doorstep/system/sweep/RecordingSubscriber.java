package org.doorstep.system.sweep;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/// Whoever rules a Mosquitto: an account of their own that may read every topic, and a file of all that came on any.
final class RecordingSubscriber implements AutoCloseable, MqttCallback {
    private static final String NAME = "recorder";
    private static final long PATIENCE_MS = 30_000;

    private final MqttAsyncClient client;
    private final OutputStream heard;
    private final AtomicLong messages = new AtomicLong();

    private RecordingSubscriber(MqttAsyncClient client, OutputStream heard) {
        this.client = client;
        this.heard = heard;
    }

    /// Gives the account the gateway's own secret, in the broker's files; before it is started.
    static void letIn(TrialHouse house) throws IOException {
        Path passwords = house.folder(Part.BROKER).resolve("passwords");
        String gateway = Files.readAllLines(passwords).stream()
                .filter(line -> line.startsWith("gateway:"))
                .findFirst()
                .orElseThrow();
        Files.writeString(passwords, Files.readString(passwords) + NAME + gateway.substring("gateway".length()) + "\n");
        Path rules = house.folder(Part.BROKER).resolve("rules");
        Files.writeString(rules, Files.readString(rules) + "\nuser " + NAME + "\ntopic read #\ntopic read $SYS/#\n");
    }

    /// Listens from now on.
    static RecordingSubscriber at(TrialHouse house, Path heard) throws IOException, MqttException {
        Files.createDirectories(heard.getParent());
        MqttAsyncClient client =
                new MqttAsyncClient("tcp://127.0.0.1:" + house.port(Part.BROKER), NAME, new MemoryPersistence());
        RecordingSubscriber recorder = new RecordingSubscriber(client, Files.newOutputStream(heard));
        client.setCallback(recorder);
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(true);
        options.setUserName(NAME);
        String secret = Files.readString(house.folder(Part.HUB).resolve("gateway-secret"))
                .strip();
        options.setPassword(secret.getBytes(StandardCharsets.UTF_8));
        client.connect(options).waitForCompletion(PATIENCE_MS);
        client.subscribe("#", 1).waitForCompletion(PATIENCE_MS);
        return recorder;
    }

    long messages() {
        return messages.get();
    }

    @Override
    public synchronized void messageArrived(String topic, MqttMessage message) {
        try {
            heard.write(("\n" + topic + " ").getBytes(StandardCharsets.UTF_8));
            heard.write(message.getPayload());
            heard.flush();
            messages.incrementAndGet();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
        // The broker has ended, or this has.
    }

    @Override
    public void mqttErrorOccurred(MqttException exception) {
        // What it misses then, the lines have.
    }

    @Override
    public void deliveryComplete(IMqttToken token) {
        // It says nothing.
    }

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {
        // Waited for.
    }

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {
        // No such exchange is offered.
    }

    @Override
    public void close() throws MqttException, IOException {
        if (client.isConnected()) {
            client.disconnectForcibly(0, 0, false);
        }
        client.close(true);
        heard.close();
    }
}
