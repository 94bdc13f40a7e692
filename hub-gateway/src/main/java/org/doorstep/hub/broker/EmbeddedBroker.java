package org.doorstep.hub.broker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.WildcardConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.ActivateCallback;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.settings.impl.PageFullMessagePolicy;
import org.apache.activemq.artemis.spi.core.remoting.Acceptor;
import org.doorstep.hub.enrolment.EnrolledDevices;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Wire;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Artemis, speaking MQTT 5 only, in this process: listening when the constructor returns.
///
/// It holds nothing that matters: a device keeps every event until the hub has committed it. Its journal is in the
/// data folder, so that a message waiting for the hub's restart need not be sent again.
///
/// Artemis stops for good when its disk is full or gives errors, which is not for good. So it is looked at every few
/// seconds, and begun anew until it serves again (decision 0044).
public final class EmbeddedBroker implements AutoCloseable {
    /// The name that the hub's own link goes by, at any broker.
    public static final String GATEWAY = Caller.Gateway.NAME;

    /// A hub has a handful of kiosks; more connections than this are a fault or an attack.
    private static final int MOST_CONNECTIONS = 64;

    /// The largest message of the contract, and room for its topic and properties.
    private static final int MOST_PACKET_BYTES = Wire.MOST_MESSAGE_BYTES + 4096;

    /// Messages that wait in memory, in all; what is more is paged to disk. A Pi 4 with 1 GB must hold the rest too.
    private static final long MOST_MEMORY_BYTES = 32L << 20;

    private static final int PAGE_BYTES = 1 << 20;

    /// For one topic, on disk; then publishing fails, and the rows stay in their outboxes, where they are safe.
    private static final long MOST_PAGED_BYTES = 256L << 20;

    private static final int JOURNAL_FILE_BYTES = 2 << 20;

    /// The hub's own database must still find room.
    private static final long LEAST_FREE_DISK_BYTES = 64L << 20;

    /// How long a device that was taken off the list may still write on an open connection.
    private static final long RECHECK_MILLISECONDS = 10_000;

    /// No topic of the contract begins so: nobody may read or write it.
    private static final SimpleString NOWHERE = SimpleString.of("nowhere");

    /// How often it is looked whether the broker serves.
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private static final Duration CLOSING_PATIENCE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

    private final Supplier<EmbeddedActiveMQ> beginning;
    private final Semaphore closing = new Semaphore(0);
    private final Thread keeper =
            Thread.ofPlatform().name("broker keeper").daemon().unstarted(this::keepUntilClosed);
    private volatile EmbeddedActiveMQ server;

    /// `gatewaySecret` is what the hub's own link will show, as user `gateway`.
    public EmbeddedBroker(
            Path folder, String host, int port, HubId hub, EnrolledDevices devices, String gatewaySecret) {
        TopicRules rules = new TopicRules(hub);
        DeviceSecurity security = new DeviceSecurity(rules, devices, gatewaySecret);
        this.beginning = () -> begun(folder, host, port, gatewaySecret, rules, security);
        this.server = beginning.get();
        keeper.start();
    }

    private static EmbeddedActiveMQ begun(
            Path folder, String host, int port, String gatewaySecret, TopicRules rules, DeviceSecurity security) {
        EmbeddedActiveMQ server = new EmbeddedActiveMQ();
        server.setSecurityManager(security);
        try {
            server.setConfiguration(configuration(folder, host, port, gatewaySecret));
            server.createActiveMQServer();
            holdBeforeListening(server.getActiveMQServer(), new PacketRules(rules));
            server.start();
        } catch (Exception e) {
            stop(server);
            throw new BrokerException(
                    "The broker did not start on " + host + " port " + port + ": " + e.getMessage() + ".", e);
        }
        if (!listening(server)) {
            stop(server);
            throw new BrokerException(
                    "The broker cannot listen on " + host + " port " + port
                            + ": is another program using it, or its disk full or failing?",
                    null);
        }
        return server;
    }

    /// Its list of rules is there only once it has begun to start, and it listens at the end of that: a device that
    /// connected in between would be held to none.
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

    private static Configuration configuration(Path folder, String host, int port, String secret) throws Exception {
        Configuration configuration = new ConfigurationImpl();
        configuration.setName("doorstep");
        configuration.setSecurityEnabled(true);
        // Artemis has a user for clusters with a password that everybody can read up; ours nobody knows.
        configuration.setClusterPassword(secret);
        configuration.setSecurityInvalidationInterval(RECHECK_MILLISECONDS);
        configuration.setJMXManagementEnabled(false);
        configuration.setMessageCounterEnabled(false);
        configuration.setPersistDeliveryCountBeforeDelivery(false);
        configuration.setJournalType(JournalType.NIO);
        configuration.setJournalDirectory(folder.resolve("journal").toString());
        configuration.setBindingsDirectory(folder.resolve("bindings").toString());
        configuration.setPagingDirectory(folder.resolve("paging").toString());
        configuration.setLargeMessagesDirectory(folder.resolve("large").toString());
        configuration.setNodeManagerLockDirectory(folder.resolve("journal").toString());
        configuration.setJournalFileSize(JOURNAL_FILE_BYTES);
        configuration.setJournalMinFiles(2);
        configuration.setJournalPoolFiles(2);
        configuration.setGlobalMaxSize(MOST_MEMORY_BYTES);
        configuration.setMaxDiskUsage(-1);
        configuration.setMinDiskFree(LEAST_FREE_DISK_BYTES);
        configuration.setThreadPoolMaxSize(8);
        configuration.setScheduledThreadPoolMaxSize(2);
        // MQTT's own letters, so that an address is the topic, and nothing is lost or gained in translation.
        WildcardConfiguration letters = new WildcardConfiguration();
        letters.setDelimiter('/');
        letters.setSingleWord('+');
        letters.setAnyWords('#');
        configuration.setWildCardConfiguration(letters);
        configuration.addAddressSetting("#", addressSettings());
        configuration.addAcceptorConfiguration(
                "mqtt",
                "tcp://" + host + ":" + port + "?protocols=MQTT;nettyThreads=2;connectionsAllowed=" + MOST_CONNECTIONS
                        + ";maximumPacketSize=" + MOST_PACKET_BYTES
                        // An alias would hide the topic from the rules.
                        + ";topicAliasMaximum=0");
        return configuration;
    }

    private static AddressSettings addressSettings() {
        AddressSettings settings = new AddressSettings();
        settings.setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE);
        settings.setMaxSizeBytes(MOST_MEMORY_BYTES / 4);
        settings.setPageSizeBytes(PAGE_BYTES);
        settings.setPageLimitBytes(MOST_PAGED_BYTES);
        settings.setPageFullMessagePolicy(PageFullMessagePolicy.FAIL);
        // Delivered until the hub says done, however often; a dead letter would only be hidden.
        settings.setMaxDeliveryAttempts(-1);
        // So the first is never used; what expires is dropped, since its sender has it still. An address without a
        // queue drops it as none at all does, but Artemis warns of none for every queue.
        settings.setDeadLetterAddress(NOWHERE);
        settings.setExpiryAddress(NOWHERE);
        settings.setAutoCreateDeadLetterResources(false);
        settings.setAutoCreateExpiryResources(false);
        settings.setAutoCreateQueues(true);
        settings.setAutoCreateAddresses(true);
        settings.setAutoDeleteAddresses(true);
        return settings;
    }
}
