package org.doorstep.system.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.doorstep.kiosk.KioskStore;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.Topics;
import org.doorstep.relay.link.BrokerAddress;
import org.doorstep.relay.link.PahoLink;
import org.doorstep.relay.link.Presence;
import org.doorstep.relay.link.Requests;
import org.doorstep.relay.link.Switchboard;
import org.doorstep.relay.outbox.Outbox;
import org.doorstep.relay.outbox.Sender;
import org.doorstep.relay.outbox.SenderState;
import org.doorstep.relay.time.DeviceClock;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;

/// A kiosk's outbox with its sender and its link, and none of the rest of a kiosk: fifty of them fit into one process.
/// It speaks to the hub of its house from [#speak] on.
///
/// What is written is of the time of the clock it is given; what is sent is sent by a clock that runs, since a wait of
/// ten seconds by a clock that stands still would never end.
final class OutboxLine implements AutoCloseable {
    private final KioskStore store;
    private final PahoLink link;
    private final Requests requests;
    private final Sender sender;

    OutboxLine(TrialHouse house, String device, DeviceClock writing, RunningClock sending, Random random) {
        Path folder = house.device(device);
        Source source = new Source(new HubId(TrialHouse.HUB), new DeviceId(device));
        Topics topics = new Topics(source.hub());
        this.store = KioskStore.open(folder, source, writing, random);
        this.link = new PahoLink(
                new BrokerAddress("127.0.0.1", house.port(Part.BROKER)),
                device,
                house.security(device),
                List.of(topics.acksTo(source.device()), topics.reply(source.device())),
                new Presence.Unannounced(),
                random);
        this.requests = new Requests(link, topics, source.device(), random);
        this.sender = new Sender(new Outbox(store.database(), source, sending, random), link, requests, topics);
    }

    KioskStore store() {
        return store;
    }

    /// Before [#speak]. It is called on the sender's thread.
    void watch(Consumer<SenderState> watcher) {
        sender.watch(watcher);
    }

    void speak() {
        link.open(new Switchboard(sender, requests));
        sender.start();
    }

    void wake() {
        sender.wake();
    }

    boolean connected() {
        return link.connected();
    }

    /// Whether the hub has answered, and has acknowledged every row.
    boolean isEmpty() {
        SenderState state = sender.state();
        return state.answered() && state.depth() == 0;
    }

    @Override
    public void close() {
        sender.close();
        link.close();
        store.close();
    }
}
