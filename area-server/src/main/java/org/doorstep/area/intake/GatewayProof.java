package org.doorstep.area.intake;

import io.javalin.http.Context;
import java.security.cert.CertificateException;
import java.util.function.Supplier;
import org.doorstep.login.door.TlsDoor;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.identity.CheckedAt;
import org.doorstep.relay.identity.Holder;
import org.doorstep.relay.identity.Trust;
import org.doorstep.relay.identity.Verdict;
import org.doorstep.relay.tls.PeerCheck;

/// Whether a hub's certificate is good, by the authority's word alone (docs/decisions/0057). Safe for all threads.
///
/// In the handshake any hub's gateway of this authority comes through; at each request it must be that of the hub
/// whose token it is. The second is also for connections that are resumed, at which no handshake looks.
public final class GatewayProof {
    private final Trust trust;
    private final Supplier<CheckedAt> time;

    public GatewayProof(Trust trust, Supplier<CheckedAt> time) {
        this.trust = trust;
        this.time = time;
    }

    /// For the handshake.
    public PeerCheck anyHub() {
        return chain -> {
            switch (trust.verdict(chain, time.get())) {
                case Verdict.Trusted(Holder.Gateway _, var _) -> {}
                case Verdict.Trusted trusted ->
                    throw new CertificateException("Only hubs come here, and this is "
                            + trusted.holder().uri() + ".");
                case Verdict.OnlyForRenewal _ -> throw new CertificateException("Only hubs come here.");
                case Verdict.Refused refused -> throw new CertificateException(refused.sentence());
            }
        };
    }

    /// Of this hub and no other, and still good.
    boolean isOf(HubId hub, Context ctx) {
        return trust.verdict(TlsDoor.shown(ctx), time.get()) instanceof Verdict.Trusted(Holder holder, var _)
                && holder.equals(new Holder.Gateway(hub));
    }
}
