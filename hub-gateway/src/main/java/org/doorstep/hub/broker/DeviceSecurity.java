package org.doorstep.hub.broker;

import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;

/// Lets the gateway and the enrolled devices in, each to its own topics. Nobody is anonymous. Safe
/// for all threads.
final class DeviceSecurity implements ActiveMQSecurityManager5 {
    private final TopicRules rules;
    private final Proof proof;
    private final BiConsumer<String, TurnedAway.Why> turnedAway;

    DeviceSecurity(TopicRules rules, Proof proof, BiConsumer<String, TurnedAway.Why> turnedAway) {
        this.rules = rules;
        this.proof = proof;
        this.turnedAway = turnedAway;
    }

    @Override
    public Subject authenticate(String name, String secret, RemotingConnection connection, String domain) {
        return proof.prove(name, secret, connection)
                // Artemis takes a subject without a principal of its own kind for nobody.
                .map(caller ->
                        new Subject(true, Set.of(caller, new UserPrincipal(caller.getName())), Set.of(), Set.of()))
                .orElse(null);
    }

    @Override
    public boolean authorize(Subject subject, Set<Role> roles, CheckType check, String address) {
        if (subject == null) {
            return false;
        }
        Optional<Caller> caller = subject.getPrincipals(Caller.class).stream().findFirst();
        boolean may = caller.filter(c -> may(c, check, address)).isPresent();
        // To take an empty address away again is Artemis' own wish, and not the caller's.
        if (!may && check != CheckType.DELETE_ADDRESS) {
            caller.ifPresent(c -> turnedAway.accept(c.getName(), TurnedAway.Why.OTHERS_TOPIC));
        }
        return may;
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

    /// Artemis names a queue as `address::queue` where it knows both; MQTT's queues are
    /// `client.filter`.
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
