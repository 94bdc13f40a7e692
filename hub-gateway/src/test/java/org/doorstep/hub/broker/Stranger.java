package org.doorstep.hub.broker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.SocketFactory;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/// A bare client that shows what it likes, trusts everybody, and keeps what it is given.
final class Stranger implements AutoCloseable, MqttCallback {
    private static final long PATIENCE_MS = 15_000;

    private final MqttAsyncClient client;
    private final MqttConnectionOptions options = new MqttConnectionOptions();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final CountDownLatch gone = new CountDownLatch(1);

    Stranger(int port, SocketFactory sockets, String clientId) throws MqttException {
        client = new MqttAsyncClient("ssl://127.0.0.1:" + port, clientId, new MemoryPersistence());
        client.setCallback(this);
        options.setCleanStart(true);
        options.setConnectionTimeout(10);
        options.setSocketFactory(sockets);
        options.setHttpsHostnameVerificationEnabled(false);
    }

    /// By Java's own means, so that nothing of ours helps.
    static SSLContext showing(TestAuthority.Shown shown) {
        try {
            KeyManager[] keys = {};
            if (!shown.chain().isEmpty()) {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                store.setKeyEntry("it", shown.key(), new char[0], shown.chain().toArray(X509Certificate[]::new));
                KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
                factory.init(store, new char[0]);
                keys = factory.getKeyManagers();
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, new TrustManager[] {new TrustsAll()}, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    Stranger called(String userName) {
        options.setUserName(userName);
        options.setPassword("anything".getBytes(StandardCharsets.UTF_8));
        return this;
    }

    boolean connects() {
        try {
            client.connect(options).waitForCompletion(PATIENCE_MS);
            return true;
        } catch (MqttException e) {
            return false;
        }
    }

    boolean publishes(String topic, int bytes) {
        try {
            IMqttToken token = client.publish(topic, new byte[bytes], 1, false);
            token.waitForCompletion(PATIENCE_MS);
            return token.getReasonCodes() == null || token.getReasonCodes()[0] < 0x80;
        } catch (MqttException e) {
            return false;
        }
    }

    boolean subscribes(String filter) {
        try {
            IMqttToken token = client.subscribe(filter, 1);
            token.waitForCompletion(PATIENCE_MS);
            return token.getReasonCodes() == null || token.getReasonCodes()[0] < 0x80;
        } catch (MqttException e) {
            return false;
        }
    }

    boolean gone() {
        return gone.getCount() == 0;
    }

    List<String> heard() {
        return heard;
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        heard.add(topic);
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
        gone.countDown();
    }

    @Override
    public void mqttErrorOccurred(MqttException exception) {
        // What it asked for says so itself.
    }

    @Override
    public void deliveryComplete(IMqttToken token) {
        // Waited for where it matters.
    }

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {
        // Waited for where it matters.
    }

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {
        // No such exchange is offered.
    }

    @Override
    public void close() throws MqttException {
        if (client.isConnected()) {
            client.disconnectForcibly(0, 0, false);
        }
        client.close(true);
    }

    private static final class TrustsAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {
            // It is the one that calls.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {
            // Anybody will do.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
