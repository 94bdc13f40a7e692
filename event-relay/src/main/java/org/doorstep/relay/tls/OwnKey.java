package org.doorstep.relay.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.doorstep.relay.identity.Identity;
import org.doorstep.relay.identity.Serial;

/// The key that is shown. Java asks first which, then for its parts; a renewal in between must not
/// mix two.
final class OwnKey extends X509ExtendedKeyManager {
    /// The new one, and the one that handshakes under way began with.
    private static final int MOST_KEPT = 2;

    private final Supplier<Identity> own;
    private final Map<String, Identity> chosen = Collections.synchronizedMap(new LinkedHashMap<>());

    OwnKey(Supplier<Identity> own) {
        this.own = own;
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        return choose(keyType);
    }

    @Override
    public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
        return choose(keyTypes);
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return choose(keyType);
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return choose(keyTypes);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        Identity identity = chosen.get(alias);
        return identity == null ? null : identity.key();
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        Identity identity = chosen.get(alias);
        return identity == null ? null : identity.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return chosen.keySet().toArray(String[]::new);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return chosen.keySet().toArray(String[]::new);
    }

    private String choose(String... keyTypes) {
        Identity identity = own.get();
        if (!Arrays.asList(keyTypes).contains(identity.key().getAlgorithm())) {
            return null;
        }
        String alias = Serial.of(identity.chain().getFirst()).toString();
        synchronized (chosen) {
            if (chosen.putIfAbsent(alias, identity) == null && chosen.size() > MOST_KEPT) {
                chosen.remove(chosen.keySet().iterator().next());
            }
        }
        return alias;
    }
}
