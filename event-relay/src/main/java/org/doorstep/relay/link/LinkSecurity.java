package org.doorstep.relay.link;

import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.doorstep.relay.identity.CheckedAt;
import org.doorstep.relay.identity.Holder;
import org.doorstep.relay.identity.Identity;
import org.doorstep.relay.identity.Trust;
import org.doorstep.relay.tls.PeerCheck;
import org.doorstep.relay.tls.TlsEnd;

/// How one end proves to the broker who it is. Sealed, so that a further way is a compile error
/// wherever it must be thought of.
public sealed interface LinkSecurity {

    /// A random secret that this device or gateway alone has, under its name. It travels as it is:
    /// for a loopback or a trusted wire only.
    record SharedSecret(String name, String secret) implements LinkSecurity {
        public SharedSecret {
            if (name.isBlank() || secret.isBlank()) {
                throw new IllegalArgumentException("A shared secret has a name and a value.");
            }
        }

        /// Says the name, never the secret.
        @Override
        public String toString() {
            return "SharedSecret[" + name + "]";
        }
    }

    /// A certificate on each side, by TLS 1.3. `identity` is asked at each connecting, so that a
    /// renewed one needs no restart; while it throws, there is no link, and it is asked again. The
    /// broker must show a certificate for `peer` under the same root, good at `time`; its host name
    /// or address proves nothing.
    record MutualTls(Supplier<Identity> identity, Holder peer, Supplier<CheckedAt> time) implements LinkSecurity {

        /// For one connection.
        SSLSocketFactory sockets() {
            Identity own = identity.get();
            return new TlsEnd(() -> own, PeerCheck.expecting(peer, new Trust(own.root()), time)).sockets();
        }

        /// Says whom it expects, and nothing of the key.
        @Override
        public String toString() {
            return "MutualTls[" + peer.uri() + "]";
        }
    }
}
