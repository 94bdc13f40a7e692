package org.doorstep.hub.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.ActiveMQDisconnectedException;
import org.apache.activemq.artemis.core.security.impl.SecurityStoreImpl;
import org.apache.activemq.artemis.core.server.ActivateCallback;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.remoting.Acceptor;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Artemis, speaking MQTT 5 only, in this process: listening when the constructor returns.
///
/// It holds nothing that matters: a device keeps every event until the hub has committed it, and
/// says again what was not. So it has no journal, in which an erased person's visits would stand for
/// months (decision 0086); only what does not fit in memory while it waits goes to its folder, which
/// is empty whenever it begins.
///
/// Artemis stops for good when its disk is full or gives errors, which is not for good. So it is
/// looked at every few seconds, and begun anew until it serves again (decision 0044).
public final class EmbeddedBroker implements AutoCloseable {
    /// The name that the hub's own link goes by, at any broker.
    public static final String GATEWAY = Caller.Gateway.NAME;

    /// How often it is looked whether the broker serves.
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private static final Duration CLOSING_PATIENCE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

    private final Supplier<EmbeddedActiveMQ> beginning;
    private final Semaphore closing = new Semaphore(0);
    private final Thread keeper =
            Thread.ofPlatform().name("broker keeper").daemon().unstarted(this::keepUntilClosed);
    private final Proof proof;
    private final Doorway doorway;
    private volatile EmbeddedActiveMQ server;

    public EmbeddedBroker(Path folder, String host, int port, HubId hub, BrokerDoor door) {
        TopicRules rules = new TopicRules(hub);
        BiConsumer<String, TurnedAway.Why> turnedAway =
                switch (door) {
                    case BrokerDoor.Secrets _ -> (_, _) -> {};
                    case BrokerDoor.Certificates certificates -> certificates.turnedAway()::count;
                };
        this.proof = switch (door) {
            case BrokerDoor.Secrets secrets -> new SecretProof(secrets.devices(), secrets.ownSecret());
            case BrokerDoor.Certificates certificates -> new CertificateProof(hub, certificates);
        };
        this.doorway = new Doorway(turnedAway, System::nanoTime);
        Listening listening = new Listening(folder, host, port, door, proof, doorway);
        DeviceSecurity security = new DeviceSecurity(rules, proof, turnedAway);
        PacketRules packets = new PacketRules(rules, proof, turnedAway);
        this.beginning = () -> {
            empty(folder);
            return begun(listening, security, packets);
        };
        this.server = beginning.get();
        keeper.start();
    }

    private static EmbeddedActiveMQ begun(Listening listening, DeviceSecurity security, PacketRules packets) {
        EmbeddedActiveMQ server = new EmbeddedActiveMQ();
        server.setSecurityManager(security);
        try {
            server.setConfiguration(listening.configuration());
            server.createActiveMQServer();
            holdBeforeListening(server.getActiveMQServer(), packets);
            server.start();
        } catch (Exception e) {
            stop(server);
            throw new BrokerException("The broker did not start on " + listening + ": " + e.getMessage() + ".", e);
        }
        if (!listening(server)) {
            stop(server);
            throw new BrokerException(
                    "The broker cannot listen on " + listening
                            + ": is another program using it, or its disk full or failing?",
                    null);
        }
        return server;
    }

    /// Of what an earlier run left, and of the journal that earlier versions kept.
    private static void empty(Path folder) {
        try {
            Files.createDirectories(folder);
            for (String each : Listening.FOLDERS) {
                empty(folder, each);
            }
        } catch (IOException e) {
            throw new BrokerException("The broker's folder " + folder + " cannot be emptied.", e);
        }
    }

    private static void empty(Path folder, String name) throws IOException {
        Path top = folder.resolve(name);
        if (Files.notExists(top)) {
            return;
        }
        try (Stream<Path> all = Files.walk(top)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /// Closes the connections of this device, without a word to it. It comes back if it is still
    /// let in.
    public void shutOut(DeviceId device) {
        close(connection -> device.value().equals(connection.getClientID()));
    }

    /// Closes every connection that would not be let in now: of a revoked certificate, one that has
    /// expired, a device that was taken off the list. Whoever is let in notices nothing.
    public void shutOutRefused() {
        if (proof instanceof CertificateProof certificates) {
            // Who has not said its name yet is judged when it does.
            close(connection -> connection.getClientID() != null && !certificates.stillAdmits(connection));
        }
    }

    /// Looks how much waits for the hub, and slows devices down while that is a lot. To be called some
    /// times a second.
    public void pace() {
        ActiveMQServer now = server.getActiveMQServer();
        if (now.isActive()) {
            doorway.waits(now.getTotalMessageCount());
        }
    }

    private void close(Predicate<RemotingConnection> which) {
        ActiveMQServer now = server.getActiveMQServer();
        if (!now.isActive()) {
            return;
        }
        List<RemotingConnection> out =
                now.getRemotingService().getConnections().stream().filter(which).toList();
        if (!out.isEmpty() && now.getSecurityStore() instanceof SecurityStoreImpl store) {
            // Else an answer of some seconds ago would still let its publishing through.
            store.invalidateAuthenticationCache();
            store.invalidateAuthorizationCache();
        }
        for (RemotingConnection connection : out) {
            LOG.info("The connection of {} is closed.", connection.getClientID());
            connection.fail(new ActiveMQDisconnectedException("shut out"));
            connection.destroy();
        }
    }

    /// Its list of rules is there only once it has begun to start, and it listens at the end of
    /// that: a device that connected in between would be held to none.
    private static void holdBeforeListening(ActiveMQServer broker, PacketRules rules) {
        broker.registerActivateCallback(new ActivateCallback() {
            @Override
            public void activated() {
                broker.getRemotingService().addIncomingInterceptor(rules);
            }
        });
    }

    /// For tests.
    ActiveMQServer server() {
        return server.getActiveMQServer();
    }

    /// Artemis only logs that it could not listen.
    private static boolean listening(EmbeddedActiveMQ server) {
        return server.getActiveMQServer().isActive()
                && server.getActiveMQServer().getRemotingService().getAcceptors().values().stream()
                        .allMatch(Acceptor::isStarted);
    }

    private void keepUntilClosed() {
        boolean said = false;
        try {
            while (!closing.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                if (listening(server)) {
                    continue;
                }
                if (!said) {
                    said = true;
                    LOG.error(
                            "The broker has stopped: its disk may be full or failing. It is begun anew until it serves;"
                                    + " kiosks keep what they count.");
                }
                said = !beginAnew();
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    private boolean beginAnew() {
        stop(server);
        try {
            server = beginning.get();
            LOG.info("The broker serves again.");
            return true;
        } catch (BrokerException e) {
            LOG.debug("The broker cannot be begun yet.", e);
            return false;
        }
    }

    private static void stop(EmbeddedActiveMQ server) {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.debug("What had stopped already did not stop cleanly.", e);
        }
    }

    @Override
    public void close() {
        closing.release();
        try {
            keeper.join(CLOSING_PATIENCE);
            server.stop();
        } catch (Exception e) {
            throw new BrokerException("The broker did not stop cleanly.", e);
        }
    }
}
