package org.doorstep.hub.broker;

import java.util.Optional;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;

/// How a caller proves who it is. Safe for all threads.
sealed interface Proof permits SecretProof, CertificateProof {

    /// Who is at the other end, or claims to be, when the first packet comes; empty ends the
    /// connection.
    Optional<Caller> atConnect(String userName, RemotingConnection connection);

    /// Who is at the other end, proved.
    Optional<Caller> prove(String userName, String secret, RemotingConnection connection);
}
