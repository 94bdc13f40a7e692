package org.doorstep.system.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Source;
import org.doorstep.system.program.Program;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.InventedDays;
import org.doorstep.system.trial.InventedDevice;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;
import org.doorstep.system.trial.TrialPasses;

/// The whole gateway, from a device's publish through the embedded broker to committed, projected and acknowledged,
/// against the same broker with a subscriber that does nothing. Same generator, same flags, in turn.
final class ThroughBroker implements Scenario {
    private static final double SHARE = 0.8;
    private static final List<Part> DEVICES = List.of(Part.KIOSK_1, Part.KIOSK_2);
    private static final int PASSES = 300;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Programs programs;

    ThroughBroker(Programs programs) {
        this.programs = programs;
    }

    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public List<Finding> run(Extent extent) throws Exception {
        int events = extent.throughputEvents() / DEVICES.size() * DEVICES.size();
        try (TrialHouse hub = house(extent, "gateway");
                TrialHouse alone = house(extent, "broker-alone")) {
            hub.start(Part.HUB);
            try (Program broker = brokerAlone(alone, events)) {
                broker.awaitReady(TrialHouse.STARTING);
                List<Load> toHub = loads(hub, extent);
                List<Load> toNothing = loads(alone, extent);
                int[] rounds = new int[1];
                Map<String, Samples> rates = new Rounds()
                        .with(
                                "subscriber",
                                round -> rate(toNothing, events, () -> {
                                    long all = (long) ++rounds[0] * events;
                                    Patience.until(
                                            "the subscriber has all", PATIENCE, () -> broker.said("received-" + all)
                                                    .isPresent());
                                }))
                        .with(
                                "gateway",
                                round -> rate(toHub, events, () -> {
                                    for (Load load : toHub) {
                                        load.awaitAcknowledged();
                                    }
                                }))
                        .run(extent.rounds());
                toHub.forEach(Load::close);
                toNothing.forEach(Load::close);
                Samples subscriber = rates.get("subscriber");
                return List.of(
                        Finding.noted("broker to a subscriber that does nothing", "events/s", subscriber),
                        new Finding(
                                "broker to committed and projected",
                                "events/s",
                                rates.get("gateway"),
                                new Limit.ShareOf(SHARE, "subscriber that does nothing", subscriber)));
            }
        }
    }

    /// Something that returns when what was published has arrived.
    @FunctionalInterface
    private interface Arrival {
        void await() throws Exception;
    }

    private static double rate(List<Load> loads, int events, Arrival arrival) throws Exception {
        List<List<byte[]>> texts = new ArrayList<>();
        for (Load load : loads) {
            texts.add(load.make(events / loads.size()));
        }
        long begun = System.nanoTime();
        List<Thread> publishing = new ArrayList<>();
        for (int i = 0; i < loads.size(); i++) {
            Load load = loads.get(i);
            List<byte[]> mine = texts.get(i);
            publishing.add(Thread.ofPlatform().start(() -> {
                try {
                    load.publish(mine);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        for (Thread thread : publishing) {
            thread.join();
        }
        arrival.await();
        return events / ((System.nanoTime() - begun) / 1e9);
    }

    private TrialHouse house(Extent extent, String name) {
        return TrialHouse.make(
                extent.folder().resolve(name), programs, TrialHouse.Plan.simulated(TrialHouse.Broker.EMBEDDED));
    }

    private static List<Load> loads(TrialHouse house, Extent extent) throws Exception {
        ZoneId zone = ZoneId.of(house.plan().zone());
        TrialPasses passes = new TrialPasses(extent.seed(), house.keys());
        List<Load> loads = new ArrayList<>();
        for (Part part : DEVICES) {
            int first = part.ordinal() * PASSES;
            // So long ago that a full run stays in the past.
            InventedDays days = new InventedDays(
                    LocalDate.now(zone).minusYears(2),
                    zone,
                    PASSES,
                    number -> passes.pass(first + number),
                    passes.keyId(),
                    extent.random(part.folder()));
            Source source = new Source(new HubId(TrialHouse.HUB), new DeviceId(part.folder()));
            loads.add(new Load(
                    new InventedDevice(source, days, extent.random("device " + part)),
                    house.port(Part.BROKER),
                    house.folder(part).resolve("broker-secret"),
                    extent.random("link " + part)));
        }
        for (Load load : loads) {
            load.awaitConnected();
        }
        return loads;
    }

    /// With the very flags of the hub.
    private Program brokerAlone(TrialHouse house, int round) {
        Path settings = house.folder(Part.HUB).resolve("settings.properties");
        List<String> hub = programs.command(Programs.Kind.HUB, settings, List.of());
        List<String> command =
                hub.stream().takeWhile(word -> !word.equals("-cp")).collect(Collectors.toList());
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                BrokerAlone.class.getName(),
                house.folder(Part.HUB).resolve("broker").toString(),
                Integer.toString(house.port(Part.BROKER)),
                TrialHouse.HUB,
                house.folder(Part.HUB).resolve("devices").toString(),
                Integer.toString(round)));
        return Program.start("broker alone", command, house.folder(Part.HUB).resolve("broker-alone.log"));
    }
}
