package org.doorstep.hub.broker;

import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.activemq.artemis.core.server.cluster.ClusterConnection;
import org.apache.activemq.artemis.spi.core.protocol.ProtocolManager;
import org.apache.activemq.artemis.spi.core.remoting.Acceptor;
import org.apache.activemq.artemis.spi.core.remoting.AcceptorFactory;
import org.apache.activemq.artemis.spi.core.remoting.BufferHandler;
import org.apache.activemq.artemis.spi.core.remoting.ServerConnectionLifeCycleListener;

/// Makes Artemis listen behind a doorway. Artemis finds it by its name and makes it itself, so the
/// doorway comes among the settings, as an object.
public final class DoorAcceptorFactory implements AcceptorFactory {
    /// Among the settings of the acceptor.
    static final String DOORWAY = "doorstepDoorway";

    // As Artemis declares what it hands over.
    @SuppressWarnings("rawtypes")
    @Override
    public Acceptor createAcceptor(
            String name,
            ClusterConnection cluster,
            Map<String, Object> settings,
            BufferHandler handler,
            ServerConnectionLifeCycleListener listener,
            Executor threads,
            ScheduledExecutorService scheduled,
            Map<String, ProtocolManager> protocols) {
        if (settings.get(DOORWAY) instanceof Doorway doorway) {
            return new DoorAcceptor(doorway, name, cluster, settings, handler, listener, scheduled, threads, protocols);
        }
        throw new IllegalArgumentException("This acceptor stands behind a doorway, and was given none.");
    }
}
