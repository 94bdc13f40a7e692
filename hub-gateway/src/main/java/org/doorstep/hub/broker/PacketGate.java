package org.doorstep.hub.broker;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.identity.Holder;
import org.doorstep.relay.identity.IdentityException;

/// Looks at each packet's first bytes, as they come out of TLS, before anything is made of them:
/// first a CONNECT of MQTT 5, whole and soon, from whoever the certificate says; then nothing larger
/// than any message of ours, and no more than the doorway lets through in a second. What it says of
/// names it has from the certificate alone. Of one connection, on its thread.
final class PacketGate extends ChannelDuplexHandler {
    /// From the first byte of TLS to the last of CONNECT. A kiosk on a poor line takes one or two.
    static final int SECONDS_TO_SAY_WHO = 10;

    /// The largest message of the contract, and room for its topic and properties.
    static final int MOST_PACKET_BYTES = Wire.MOST_MESSAGE_BYTES + 4096;

    /// A name, a last will of a few hundred bytes, and room. It is held in memory for anybody.
    private static final int MOST_CONNECT_BYTES = 8 * 1024;

    /// One byte of kind, and at most four of length (MQTT 5, 1.5.5).
    private static final int MOST_HEADER_BYTES = 5;

    private static final int CONNECT = 1;
    private static final int PUBLISH = 3;
    private static final int PUBACK = 4;
    private static final int PUBREC = 5;

    /// Messages of one device that Artemis has not answered: it takes what was read into memory, and works it
    /// off later, however much it is. A kiosk sends eight and waits.
    private static final int MOST_UNANSWERED = 100;

    /// What asks for no answer has no such bound, so it costs more of its sender's packets a second. A kiosk's
    /// events all ask for one; its questions, which do not, are a few a minute.
    private static final int COST_OF_UNANSWERABLE = 20;

    private static final byte[] MQTT_5 = "\0\4MQTT\5".getBytes(StandardCharsets.US_ASCII);

    private final Doorway doorway;
    private final Doorway.Place place;
    private final SslHandler tls;
    private ScheduledFuture<?> patience;
    private ByteBuf first;
    private String name = TurnedAway.NOBODY;
    private boolean named;
    private boolean ended;
    private int headerRead;
    private int length;
    private int toCome;
    private int unanswered;
    private boolean resting;

    PacketGate(Doorway doorway, Doorway.Place place, SslHandler tls) {
        this.doorway = doorway;
        this.place = place;
        this.tls = tls;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        first = context.alloc().buffer();
        patience = context.executor()
                .schedule(() -> refuse(context, TurnedAway.Why.NO_WORD), SECONDS_TO_SAY_WHO, TimeUnit.SECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        patience.cancel(false);
        if (first != null) {
            first.release();
            first = null;
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                name = shown();
            } else {
                handshakeFailed(context, handshake.cause());
            }
        }
        context.fireUserEventTriggered(event);
    }

    /// Who was turned away in the handshake for its certificate was counted there.
    private void handshakeFailed(ChannelHandlerContext context, Throwable cause) {
        if (isAbout(cause, CertificateException.class)) {
            end(context);
        } else {
            refuse(context, TurnedAway.Why.NO_WORD);
        }
    }

    private static boolean isAbout(Throwable cause, Class<? extends Throwable> kind) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (kind.isInstance(each)) {
                return true;
            }
        }
        return false;
    }

    /// Of a certificate that was found good in the handshake.
    private String shown() {
        try {
            Certificate own = tls.engine().getSession().getPeerCertificates()[0];
            return own instanceof X509Certificate x509 ? Holder.of(x509).commonName() : TurnedAway.NOBODY;
        } catch (SSLPeerUnverifiedException | IdentityException e) {
            // It showed none, which is counted when it says who it would be.
            return TurnedAway.NOBODY;
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            context.fireChannelRead(message);
            return;
        }
        if (ended) {
            bytes.release();
            return;
        }
        if (named) {
            pass(context, bytes);
            return;
        }
        // At most one reading more than a CONNECT: with that much here, it is whole or refused.
        first.writeBytes(bytes);
        bytes.release();
        hearWho(context);
    }

    private void hearWho(ChannelHandlerContext context) {
        int at = first.readerIndex();
        int said = 0;
        int size = 0;
        int header = 1;
        boolean whole = false;
        while (!whole && header < MOST_HEADER_BYTES && header < first.readableBytes()) {
            int next = first.getUnsignedByte(at + header);
            size |= (next & 0x7f) << said;
            said += 7;
            header++;
            whole = (next & 0x80) == 0;
        }
        boolean another = first.isReadable() && first.getUnsignedByte(at) >> 4 != CONNECT;
        if (another || !whole && header == MOST_HEADER_BYTES || whole && size > MOST_CONNECT_BYTES) {
            refuse(context, TurnedAway.Why.NO_WORD);
        } else if (whole && first.readableBytes() >= header + size) {
            comeIn(context, header, size);
        }
    }

    private void comeIn(ChannelHandlerContext context, int header, int size) {
        byte[] opening = new byte[Math.min(size, MQTT_5.length)];
        first.getBytes(first.readerIndex() + header, opening);
        if (!Arrays.equals(opening, MQTT_5)) {
            refuse(context, TurnedAway.Why.NO_WORD);
            return;
        }
        // Who showed no certificate keeps a stranger's place: it is counted and sent away in a moment.
        if (!name.equals(TurnedAway.NOBODY) && !place.stand(name)) {
            end(context);
            return;
        }
        named = true;
        patience.cancel(false);
        ByteBuf all = first;
        first = null;
        pass(context, all);
    }

    /// Hands the bytes on, unless a packet begins in them that is too large.
    private void pass(ChannelHandlerContext context, ByteBuf bytes) {
        int cost = 0;
        int at = bytes.readerIndex();
        while (at < bytes.writerIndex()) {
            if (headerRead < 0) {
                int here = Math.min(toCome, bytes.writerIndex() - at);
                toCome -= here;
                at += here;
                headerRead = toCome == 0 ? 0 : -1;
                continue;
            }
            int next = bytes.getUnsignedByte(at++);
            if (headerRead == 0) {
                cost += costOf(next);
                length = 0;
                headerRead = 1;
                continue;
            }
            length |= (next & 0x7f) << 7 * (headerRead - 1);
            headerRead++;
            boolean whole = (next & 0x80) == 0;
            if (!whole && headerRead == MOST_HEADER_BYTES || whole && length > MOST_PACKET_BYTES) {
                bytes.release();
                refuse(context, TurnedAway.Why.TOO_LARGE);
                return;
            }
            if (whole) {
                toCome = length;
                headerRead = length == 0 ? 0 : -1;
            }
        }
        context.fireChannelRead(bytes);
        rest(context, place.nanosToWait(cost));
    }

    /// By the first byte of a packet (MQTT 5, 2.1.1 and 3.3.1).
    private int costOf(int firstByte) {
        boolean answered = firstByte >> 4 == PUBLISH && (firstByte & 0b110) != 0;
        unanswered += answered ? 1 : 0;
        return answered ? 1 : COST_OF_UNANSWERABLE;
    }

    /// What is not read fills its sender's own side of the line, and its own window.
    private void rest(ChannelHandlerContext context, long nanos) {
        if (nanos > 0) {
            resting = true;
            context.executor()
                    .schedule(
                            () -> {
                                resting = false;
                                readIfMay(context);
                            },
                            nanos,
                            TimeUnit.NANOSECONDS);
        }
        readIfMay(context);
    }

    private void readIfMay(ChannelHandlerContext context) {
        boolean may = !resting && unanswered <= MOST_UNANSWERED;
        if (context.channel().config().isAutoRead() != may) {
            context.channel().config().setAutoRead(may);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf packet && packet.isReadable()) {
            int kind = packet.getUnsignedByte(packet.readerIndex()) >> 4;
            if ((kind == PUBACK || kind == PUBREC) && unanswered > 0) {
                unanswered--;
                readIfMay(context);
            }
        }
        context.write(message, promise);
    }

    /// What goes wrong before a name was said is nobody's affair but ours: Artemis has a line in its log for
    /// each.
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (named) {
            context.fireExceptionCaught(cause);
        } else {
            handshakeFailed(context, cause);
        }
    }

    private void refuse(ChannelHandlerContext context, TurnedAway.Why why) {
        if (!ended) {
            doorway.count(name, why);
        }
        end(context);
    }

    private void end(ChannelHandlerContext context) {
        ended = true;
        context.close();
    }
}
