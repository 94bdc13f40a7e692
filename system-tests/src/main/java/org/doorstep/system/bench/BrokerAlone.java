package org.doorstep.system.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.doorstep.hub.broker.BrokerDoor;
import org.doorstep.hub.broker.EmbeddedBroker;
import org.doorstep.hub.enrolment.EnrolledDevices;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Topics;
import org.doorstep.relay.link.BrokerAddress;
import org.doorstep.relay.link.Link;
import org.doorstep.relay.link.LinkSecurity;
import org.doorstep.relay.link.PahoLink;
import org.doorstep.relay.link.Presence;
import org.doorstep.system.program.Program;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;

/// The hub's broker in a process of its own, with a subscriber that does nothing but count: the
/// most that any gateway could receive from this broker on this machine.
///
/// Arguments: the folder, the port, the hub's id, the folder of devices, and how many events make a
/// round; 0 if some other program is to be the subscriber, as `gateway`. It says `ready`, and after
/// each so many events `received` and their number. Ends with its standard input.
final class BrokerAlone {
    static final String GATEWAY = "gateway";
    static final String SECRET = "a-broker-alone-has-no-other-gateway-than-this";

    private BrokerAlone() {}

    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(args[1]);
        HubId hub = new HubId(args[2]);
        long round = Long.parseLong(args[4]);
        try (EmbeddedBroker _ = new EmbeddedBroker(
                Path.of(args[0]),
                "127.0.0.1",
                port,
                hub,
                new BrokerDoor.Secrets(new EnrolledDevices(Path.of(args[3])), SECRET))) {
            if (round == 0) {
                System.out.println("ready tcp");
                awaitEndOfInput();
            } else {
                count(port, hub, round);
            }
        }
    }

    private static void count(int port, HubId hub, long round) throws IOException {
        try (Link link = new PahoLink(
                new BrokerAddress("127.0.0.1", port),
                GATEWAY,
                new LinkSecurity.SharedSecret(GATEWAY, SECRET),
                List.of(new Topics(hub).everyEvent()),
                new Presence.Unannounced(),
                new SecureRandom())) {
            link.open(new Counting(round));
            awaitEndOfInput();
        }
    }

    private static void awaitEndOfInput() throws IOException {
        while (System.in.read() >= 0) {
            // Only its end matters.
        }
    }

    /// Starts it with the very flags of the hub whose house this is, and waits until it serves.
    static Program start(Programs programs, TrialHouse house, int round) {
        Path folder = house.folder(Part.HUB);
        List<String> hub = programs.command(Programs.Kind.HUB, folder.resolve("settings.properties"), List.of());
        List<String> command =
                hub.stream().takeWhile(word -> !word.equals("-cp")).collect(Collectors.toList());
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                BrokerAlone.class.getName(),
                folder.resolve("broker").toString(),
                Integer.toString(house.port(Part.BROKER)),
                TrialHouse.HUB,
                folder.resolve("devices").toString(),
                Integer.toString(round)));
        Program broker = Program.start("broker alone", command, folder.resolve("broker-alone.log"));
        broker.awaitReady(TrialHouse.STARTING);
        return broker;
    }

    private record Counting(long round, AtomicLong received) implements Link.Listener {
        Counting(long round) {
            this(round, new AtomicLong());
        }

        @Override
        public void connected() {
            System.out.println("ready tcp");
        }

        @Override
        public void received(Link.Delivery delivery) {
            delivery.done();
            long count = received.incrementAndGet();
            if (count % round == 0) {
                System.out.println("received-" + count + " all");
            }
        }

        @Override
        public void lost(String why) {
            System.out.println("lost " + why);
        }
    }
}
