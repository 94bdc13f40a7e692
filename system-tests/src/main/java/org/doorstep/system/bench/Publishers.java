package org.doorstep.system.bench;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Source;
import org.doorstep.system.trial.InventedDays;
import org.doorstep.system.trial.InventedDevice;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;
import org.doorstep.system.trial.TrialPasses;

/// So many invented devices that publish at once, all to one broker: the generator that every way of taking events in
/// is held against. Its links are up from the first round to the last.
final class Publishers implements AutoCloseable {
    private final List<Load> loads;

    private Publishers(List<Load> loads) {
        this.loads = loads;
    }

    /// Something that returns when what was published has arrived.
    @FunctionalInterface
    interface Arrival {
        void await() throws Exception;
    }

    /// Devices of that house's hub, each with so many passes of its own. The broker must be there.
    static Publishers connected(TrialHouse house, Extent extent, int devices, int passesEach) throws Exception {
        ZoneId zone = ZoneId.of(house.plan().zone());
        TrialPasses passes = new TrialPasses(extent.seed(), house.keys());
        List<Load> loads = new ArrayList<>();
        for (int i = 0; i < devices; i++) {
            int first = i * passesEach;
            String name = "load-%02d".formatted(i + 1);
            Path folder = house.device(name);
            // So long ago that a full run stays in the past.
            InventedDays days = new InventedDays(
                    extent.today(zone).minusYears(2),
                    zone,
                    passesEach,
                    number -> passes.pass(first + number),
                    passes.keyId(),
                    extent.random(name));
            Source source = new Source(new HubId(TrialHouse.HUB), new DeviceId(name));
            loads.add(new Load(
                    new InventedDevice(source, days, extent.random("device " + name)),
                    house.port(Part.BROKER),
                    folder.resolve("broker-secret"),
                    extent.random("link " + name)));
        }
        for (Load load : loads) {
            load.awaitConnected();
        }
        return new Publishers(loads);
    }

    /// Events a second, from the first publish until all have arrived. So many in all, the same from each device.
    double rate(int events, Arrival arrival) throws Exception {
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

    /// Returns when the hub has acknowledged everything that was ever published.
    void awaitAcknowledged() throws InterruptedException {
        for (Load load : loads) {
            load.awaitAcknowledged();
        }
    }

    @Override
    public void close() {
        loads.forEach(Load::close);
    }
}
