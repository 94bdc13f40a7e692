package org.doorstep.hub.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.WildcardConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.settings.impl.PageFullMessagePolicy;
import org.doorstep.relay.tls.TlsEnd;

/// Where and how Artemis listens, and what it may use of the machine.
record Listening(Path folder, String host, int port, BrokerDoor door, Proof proof, Doorway doorway) {
    /// Without TLS only this machine comes: more than a hub's kiosks are a fault.
    private static final int MOST_CONNECTIONS = Doorway.MOST_STANDING;

    /// Messages that wait in memory, in all; what is more is paged to disk. A Pi 4 with 1 GB must
    /// hold the rest too.
    private static final long MOST_MEMORY_BYTES = 32L << 20;

    private static final String PAGING = "paging";
    private static final String LARGE = "large";

    /// All in its folder that is or ever was the broker's.
    static final List<String> FOLDERS = List.of(PAGING, LARGE, "journal", "bindings");

    private static final int PAGE_BYTES = 1 << 20;

    /// For one topic, on disk; then publishing fails, and the rows stay in their outboxes, where
    /// they are safe.
    private static final long MOST_PAGED_BYTES = 256L << 20;

    /// The hub's own database must still find room.
    private static final long LEAST_FREE_DISK_BYTES = 64L << 20;

    /// How long a device that was taken off the list may still write on an open connection.
    private static final long RECHECK_MILLISECONDS = 10_000;

    /// No topic of the contract begins so: nobody may read or write it.
    private static final SimpleString NOWHERE = SimpleString.of("nowhere");

    /// For one run of Artemis: it may not be given the same twice.
    Configuration configuration() {
        Configuration configuration = new ConfigurationImpl();
        configuration.setName("doorstep");
        configuration.setSecurityEnabled(true);
        // Artemis has a user for clusters with a password that everybody can read up; ours nobody knows.
        configuration.setClusterPassword(door.ownSecret());
        configuration.setSecurityInvalidationInterval(RECHECK_MILLISECONDS);
        configuration.setJMXManagementEnabled(false);
        configuration.setMessageCounterEnabled(false);
        configuration.setPersistDeliveryCountBeforeDelivery(false);
        // A journal is written over slowly: whose visits they were would stand in it for months after they are erased.
        configuration.setPersistenceEnabled(false);
        configuration.setPagingDirectory(folder.resolve(PAGING).toString());
        configuration.setLargeMessagesDirectory(folder.resolve(LARGE).toString());
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
        configuration.addAcceptorConfiguration(acceptor());
        return configuration;
    }

    private TransportConfiguration acceptor() {
        Map<String, Object> options = new HashMap<>(Map.of(
                TransportConstants.HOST_PROP_NAME,
                host,
                TransportConstants.PORT_PROP_NAME,
                port,
                TransportConstants.PROTOCOLS_PROP_NAME,
                "MQTT",
                TransportConstants.REMOTING_THREADS_PROPNAME,
                2));
        // For the protocol, not for the socket. An alias would hide the topic from the rules.
        Map<String, Object> mqtt = Map.of("maximumPacketSize", PacketGate.MOST_PACKET_BYTES, "topicAliasMaximum", 0);
        if (door instanceof BrokerDoor.Certificates certificates && proof instanceof CertificateProof check) {
            options.put(TransportConstants.SSL_ENABLED_PROP_NAME, true);
            options.put(
                    TransportConstants.SSL_CONTEXT_PROP_NAME, new TlsEnd(certificates.own(), check::check).context());
            options.put(TransportConstants.ENABLED_PROTOCOLS_PROP_NAME, TlsEnd.PROTOCOL);
            // Wanted and not needed: who shows none is let through the handshake, to be refused and counted.
            options.put(TransportConstants.WANT_CLIENT_AUTH_PROP_NAME, true);
            // The doorway has its own count, and its gate a time of its own, with no line in the log for each.
            options.put(TransportConstants.HANDSHAKE_TIMEOUT, 0);
            options.put(DoorAcceptorFactory.DOORWAY, doorway);
            return new TransportConfiguration(DoorAcceptorFactory.class.getName(), options, "mqtt", mqtt);
        }
        options.put(TransportConstants.CONNECTIONS_ALLOWED, MOST_CONNECTIONS);
        return new TransportConfiguration(NettyAcceptorFactory.class.getName(), options, "mqtt", mqtt);
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

    @Override
    public String toString() {
        return host + " port " + port;
    }
}
