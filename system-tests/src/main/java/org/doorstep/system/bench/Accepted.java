package org.doorstep.system.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.system.campaign.SmallDisk;
import org.doorstep.system.program.Program;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.HubBooks;
import org.doorstep.system.trial.InventedDays;
import org.doorstep.system.trial.KioskHand;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;

/// A backlog taken in by a kiosk's outbox with the hub away; then the program is killed, its disk loses its power
/// where that can be done, and a whole kiosk must hand over every one. Beside it Mosquitto bridges in the same place.
final class Accepted implements Scenario {
    private static final double TIMES_BRIDGE = 5;
    private static final Duration ACCEPTING = Duration.ofMinutes(3);
    private static final Duration DRAINING = Duration.ofMinutes(5);

    /// A store that is written whole at each change is the slower the more is in it: this long shows its pace.
    private static final Duration BRIDGE_WITHIN = Duration.ofSeconds(10);

    private final Programs programs;

    Accepted(Programs programs) {
        this.programs = programs;
    }

    @Override
    public String name() {
        return "accept";
    }

    private record Outcome(double aSecond, InventedDays expected, long events, long taps, long visits) {}

    @Override
    public List<Finding> run(Extent extent) throws Exception {
        int events = extent.counts().acceptedEvents();
        Outcome killed = ours(extent, events, false);
        List<Finding> findings = new ArrayList<>(List.of(
                Finding.noted(
                        "outbox: backlog accepted, %d at once".formatted(AcceptAlone.WINDOW),
                        "events/s",
                        one(killed.aSecond)),
                Finding.exactly("outbox: accepted, killed, at the hub", "", events, killed.events),
                Finding.exactly("outbox: of those, taps counted", "", killed.expected.taps(), killed.taps),
                Finding.exactly("outbox: of those, visits", "", killed.expected.visits(), killed.visits)));
        findings.addAll(powerCut(extent, events));
        findings.addAll(bridges(extent, events, killed.aSecond));
        return findings;
    }

    private List<Finding> powerCut(Extent extent, int events) throws Exception {
        String what = "outbox: accepted, power cut, at the hub";
        if (!SmallDisk.possible()) {
            return List.of(Finding.unmeasured(what, "Only root can mount a disk of its own and cut its power."));
        }
        Outcome cut;
        try {
            cut = ours(extent, events, true);
        } catch (IllegalStateException e) {
            // A disk whose power was cut stays dead while a namespace of some other program still has it mounted.
            return List.of(Finding.unmeasured(what, e.getMessage()));
        }
        return List.of(
                Finding.exactly(what, "", events, cut.events),
                Finding.exactly("outbox: of those, visits", "", cut.expected.visits(), cut.visits));
    }

    private Outcome ours(Extent extent, int events, boolean powerCut) throws Exception {
        TrialHouse house = ThroughBroker.house(extent, programs, powerCut ? "accept-power" : "accept-kill");
        Optional<SmallDisk> disk =
                powerCut ? Optional.of(SmallDisk.under(house.folder(Part.KIOSK_1))) : Optional.empty();
        // The house is closed first: nobody may have a file open on a disk that is taken away.
        try (AutoCloseable _ = () -> disk.ifPresent(SmallDisk::close);
                house) {
            ZoneId zone = ZoneId.of(house.plan().zone());
            LocalDate first = extent.today(zone).minusDays(events / 400 + 30);
            double aSecond = accept(house, extent, first, zone, events, disk);
            extent.progress().say("  accepted %,.0f a second%s".formatted(aSecond, powerCut ? ", power cut" : ""));
            InventedDays expected = AcceptAlone.days(house.keys(), extent.seed(), first, zone);
            replay(expected, events);
            house.start(Part.HUB);
            try (KioskHand hand = new KioskHand(house.url(Part.KIOSK_1))) {
                house.start(Part.KIOSK_1);
                Patience.until("all is at the hub", DRAINING, () -> hand.isAtHubBut(0));
            }
            house.stop(Part.KIOSK_1);
            try (HubBooks books = new HubBooks(house.folder(Part.HUB))) {
                return new Outcome(aSecond, expected, books.events(), books.taps(), books.visits());
            }
        }
    }

    /// Events a second from the first until it said that it has all; then it is no more.
    private double accept(
            TrialHouse house, Extent extent, LocalDate first, ZoneId zone, int events, Optional<SmallDisk> disk)
            throws Exception {
        Path folder = house.folder(Part.KIOSK_1);
        List<String> kiosk = programs.command(Programs.Kind.KIOSK, folder.resolve("settings.properties"), List.of());
        List<String> command = new ArrayList<>(
                kiosk.stream().takeWhile(word -> !word.equals("-cp")).toList());
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                AcceptAlone.class.getName(),
                folder.toString(),
                house.folder(Part.HUB).resolve("keys").toString(),
                Long.toString(extent.seed()),
                first.toString(),
                zone.getId(),
                Integer.toString(events)));
        try (Program accepting =
                Program.start("outbox", command, house.folder(Part.HUB).resolve("accept.log"))) {
            accepting.awaitReady(TrialHouse.STARTING);
            long begun = System.nanoTime();
            Patience.until("all are accepted", ACCEPTING, () -> accepting
                    .said("accepted")
                    .isPresent());
            double seconds = (System.nanoTime() - begun) / 1e9;
            disk.ifPresent(SmallDisk::cutPower);
            accepting.kill();
            if (disk.isPresent()) {
                disk.get().powerOn();
            }
            return events / seconds;
        }
    }

    private static void replay(InventedDays days, int events) {
        EventId any = EventId.random(0, new Random(0));
        for (int i = 0; i < events; i++) {
            if (days.next().event() instanceof HubEvent.TapRecorded) {
                days.tapWas(any);
            }
        }
    }

    private List<Finding> bridges(Extent extent, int events, double ours) throws Exception {
        if (!TrialHouse.hasMosquitto()) {
            return List.of(Finding.unmeasured("Mosquitto bridge", "There is none here: apt-get install mosquitto."));
        }
        try (TrialHouse ports = ThroughBroker.house(extent, programs, "bridge-ports")) {
            return bridges(
                    extent,
                    new MosquittoBridge(
                            extent.folder().resolve("bridge"), ports.port(Part.BROKER), ports.port(Part.HUB)),
                    events,
                    ours);
        }
    }

    private static List<Finding> bridges(Extent extent, MosquittoBridge bridge, int events, double ours)
            throws Exception {
        MosquittoBridge.Kept safe =
                bridge.measure(MosquittoBridge.Keeping.SAFE, events, BRIDGE_WITHIN, extent.random("safe bridge"));
        extent.progress().say("  bridge, safe setting: took %,d, kept %,d".formatted(safe.taken(), safe.arrived()));
        MosquittoBridge.Kept plain =
                bridge.measure(MosquittoBridge.Keeping.PLAIN, events, ACCEPTING, extent.random("plain bridge"));
        return List.of(
                new Finding(
                        "outbox: accepted, beside a Mosquitto bridge",
                        "events/s",
                        one(ours),
                        new Limit.ShareOf(TIMES_BRIDGE, "bridge, safe setting", one(safe.aSecond()))),
                Finding.noted(
                        "bridge, safe setting: of %,d taken, kept when killed".formatted(safe.taken()),
                        "",
                        one(safe.arrived())),
                Finding.noted(
                        "bridge, persistence on: of %,d taken, kept when killed".formatted(plain.taken()),
                        "",
                        one(plain.arrived())));
    }

    private static Samples one(double value) {
        return new Samples(new double[] {value});
    }
}
