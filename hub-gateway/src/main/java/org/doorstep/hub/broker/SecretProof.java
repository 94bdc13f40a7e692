package org.doorstep.hub.broker;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.doorstep.hub.enrolment.EnrolledDevices;
import org.doorstep.relay.contract.DeviceId;

/// A name and the random secret that goes with it, unencrypted: for the loopback.
final class SecretProof implements Proof {
    private final EnrolledDevices devices;
    private final byte[] gatewaySecret;

    SecretProof(EnrolledDevices devices, String gatewaySecret) {
        this.devices = devices;
        this.gatewaySecret = gatewaySecret.getBytes(StandardCharsets.UTF_8);
    }

    /// The secret is asked for next.
    @Override
    public Optional<Caller> atConnect(String userName, RemotingConnection connection) {
        if (userName == null) {
            return Optional.empty();
        }
        if (userName.equals(Caller.Gateway.NAME)) {
            return Optional.of(new Caller.Gateway());
        }
        try {
            // Artemis' own users are not of this form.
            return Optional.of(new Caller.Device(new DeviceId(userName)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Caller> prove(String userName, String secret, RemotingConnection connection) {
        if (userName == null || secret == null) {
            return Optional.empty();
        }
        if (userName.equals(Caller.Gateway.NAME)) {
            return MessageDigest.isEqual(gatewaySecret, secret.getBytes(StandardCharsets.UTF_8))
                    ? Optional.of(new Caller.Gateway())
                    : Optional.empty();
        }
        return devices.prove(userName, secret).map(Caller.Device::new);
    }
}
