package org.doorstep.hub.broker;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.doorstep.hub.enrolment.EnrolledDevices;

/// Lets the gateway and the enrolled devices in, each to its own topics. Nobody is anonymous. Safe for all threads.
final class DeviceSecurity implements ActiveMQSecurityManager5 {
    private final TopicRules rules;
    private final EnrolledDevices devices;
    private final byte[] gatewaySecret;

    DeviceSecurity(TopicRules rules, EnrolledDevices devices, String gatewaySecret) {
        this.rules = rules;
        this.devices = devices;
        this.gatewaySecret = gatewaySecret.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Subject authenticate(String name, String secret, RemotingConnection connection, String domain) {
        return prove(name, secret)
                // Artemis takes a subject without a principal of its own kind for nobody.
                .map(caller ->
                        new Subject(true, Set.of(caller, new UserPrincipal(caller.getName())), Set.of(), Set.of()))
                .orElse(null);
    }

    private Optional<Caller> prove(String name, String secret) {
        if (name == null || secret == null) {
            return Optional.empty();
        }
        if (name.equals(Caller.Gateway.NAME)) {
            return MessageDigest.isEqual(gatewaySecret, secret.getBytes(StandardCharsets.UTF_8))
                    ? Optional.of(new Caller.Gateway())
                    : Optional.empty();
        }
        return devices.prove(name, secret).map(Caller.Device::new);
    }

    @Override
    public boolean authorize(Subject subject, Set<Role> roles, CheckType check, String address) {
        if (subject == null) {
            return false;
        }
        return subject.getPrincipals(Caller.class).stream()
                .findFirst()
                .filter(c -> may(c, check, address))
                .isPresent();
    }

    private boolean may(Caller caller, CheckType check, String address) {
        return switch (caller) {
            case Caller.Gateway gateway -> check != CheckType.MANAGE && check != CheckType.EDIT;
            case Caller.Device device -> may(device, check, Fqqn.of(address));
        };
    }

    private boolean may(Caller.Device device, CheckType check, Fqqn name) {
        return switch (check) {
            case SEND -> rules.mayPublish(device.id(), name.address());
            case CREATE_ADDRESS ->
                rules.mayPublish(device.id(), name.address()) || rules.maySubscribe(device.id(), name.address());
            case CONSUME,
                    CREATE_DURABLE_QUEUE,
                    CREATE_NON_DURABLE_QUEUE,
                    DELETE_DURABLE_QUEUE,
                    DELETE_NON_DURABLE_QUEUE ->
                rules.maySubscribe(device.id(), name.address()) && name.isOwnQueueOf(device);
            case DELETE_ADDRESS, BROWSE, MANAGE, VIEW, EDIT -> false;
        };
    }

    /// Artemis names a queue as `address::queue` where it knows both; MQTT's queues are `client.filter`.
    private record Fqqn(String address, String queue) {
        static Fqqn of(String text) {
            int at = text.indexOf("::");
            return at < 0 ? new Fqqn(text, "") : new Fqqn(text.substring(0, at), text.substring(at + 2));
        }

        boolean isOwnQueueOf(Caller.Device device) {
            return queue.isEmpty() || queue.startsWith(device.id() + ".");
        }
    }

    /// The older ways to ask, by name and secret at once, are never taken.
    @Override
    public boolean validateUser(String user, String password) {
        return false;
    }

    @Override
    public boolean validateUserAndRole(String user, String password, Set<Role> roles, CheckType check) {
        return false;
    }
}
