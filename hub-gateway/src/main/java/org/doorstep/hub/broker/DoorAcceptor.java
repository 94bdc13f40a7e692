package org.doorstep.hub.broker;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.cluster.ClusterConnection;
import org.apache.activemq.artemis.spi.core.protocol.ProtocolManager;
import org.apache.activemq.artemis.spi.core.remoting.BufferHandler;
import org.apache.activemq.artemis.spi.core.remoting.ServerConnectionLifeCycleListener;

/// Artemis' listening, with TLS, and a [PacketGate] in each connection between TLS and all that
/// Artemis makes of what was said: its own decoders take a packet, or an HTTP request, of any size
/// into memory from anybody, before it asks who is there.
final class DoorAcceptor extends NettyAcceptor {
    private final Doorway doorway;

    // As Artemis declares what it hands over.
    @SuppressWarnings("rawtypes")
    DoorAcceptor(
            Doorway doorway,
            String name,
            ClusterConnection cluster,
            Map<String, Object> settings,
            BufferHandler handler,
            ServerConnectionLifeCycleListener listener,
            ScheduledExecutorService scheduled,
            Executor failures,
            Map<String, ProtocolManager> protocols) {
        super(name, cluster, settings, handler, listener, scheduled, failures, protocols);
        this.doorway = doorway;
    }

    /// Called for each connection that is made.
    @Override
    public SslHandler getSslHandler(ByteBufAllocator memory, String peerHost, int peerPort) throws Exception {
        return new Guarded(super.getSslHandler(memory, peerHost, peerPort).engine(), doorway);
    }

    /// Takes its place in the doorway as it takes its place in the connection.
    private static final class Guarded extends SslHandler {
        private final Doorway doorway;

        Guarded(SSLEngine engine, Doorway doorway) {
            super(engine);
            this.doorway = doorway;
            // The gate's own time ends first, and counts.
            setHandshakeTimeout(2 * PacketGate.SECONDS_TO_SAY_WHO, TimeUnit.SECONDS);
        }

        @Override
        public void handlerAdded(ChannelHandlerContext context) throws Exception {
            super.handlerAdded(context);
            Optional<Doorway.Place> place = doorway.come(
                    context.channel().remoteAddress(), context.channel().localAddress());
            if (place.isEmpty()) {
                context.channel().close();
                return;
            }
            context.channel().closeFuture().addListener(_ -> place.get().leave());
            context.pipeline().addAfter(context.name(), "gate", new PacketGate(doorway, place.get(), this));
        }
    }
}
