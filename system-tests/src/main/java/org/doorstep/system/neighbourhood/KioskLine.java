package org.doorstep.system.neighbourhood;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.doorstep.kiosk.KioskStore;
import org.doorstep.relay.contract.Topics;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.contract.talk.PrivateRequest;
import org.doorstep.relay.contract.talk.TokenKey;
import org.doorstep.relay.link.PahoLink;
import org.doorstep.relay.link.Presence;
import org.doorstep.relay.link.PrivateRequests;
import org.doorstep.relay.link.Requests;
import org.doorstep.relay.link.Switchboard;
import org.doorstep.relay.outbox.Outbox;
import org.doorstep.relay.outbox.Sender;
import org.doorstep.relay.sealing.PrivateAsking;
import org.doorstep.relay.sealing.PrivateTalk;
import org.doorstep.relay.time.DeviceClock;
import org.doorstep.system.identity.DeviceEntry;

/// A kiosk before its first start: its own store, its own name and certificate at the broker, and nobody at the screen.
final class KioskLine implements AutoCloseable {
    /// A hub that has just said that it is ready answers within milliseconds.
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private static final int MOST_ASKED = 12;

    /// As many blanks as a kiosk keeps in stock.
    private static final int BLANKS_AT_ONCE = 40;

    private final KioskStore store;
    private final PahoLink link;
    private final PrivateTalk talk;
    private final Sender sender;

    /// What is written is of the time of `walking`; what is sent is sent by the clock of `today`, since a wait of ten
    /// seconds would be over at the next row of the past, and never after its last.
    KioskLine(KioskSite site, WalkingClock walking, DeviceClock today, RandomGenerator random) {
        Topics topics = new Topics(site.hub());
        this.store = KioskStore.open(site.folder(), site.source(), walking, random);
        Outbox sent = new Outbox(store.database(), site.source(), today, random);
        this.link = new PahoLink(
                site.broker(),
                site.device().value(),
                new DeviceEntry(site.hub(), site.identity()).security(today),
                List.of(topics.acksTo(site.device()), topics.reply(site.device())),
                new Presence.Unannounced(),
                random);
        Requests requests = new Requests(link, topics, site.device(), random);
        this.talk = new PrivateRequests(
                requests, new PrivateAsking(site::sealing, site.hub(), site.device(), new SecureRandom()));
        this.sender = new Sender(sent, link, requests, topics);
        link.open(new Switchboard(sender, requests));
        sender.start();
    }

    KioskStore store() {
        return store;
    }

    TokenKey tokenKey() {
        if (ask(new PrivateRequest.TokenKey()) instanceof PrivateReply.TokenKey key) {
            return TokenKey.of(key);
        }
        throw new IllegalStateException("The hub did not tell its token key.");
    }

    List<String> blanks(int wanted) {
        List<String> codes = new ArrayList<>();
        while (codes.size() < wanted) {
            int next = Math.min(BLANKS_AT_ONCE, wanted - codes.size());
            if (!(ask(new PrivateRequest.Blanks(0, next)) instanceof PrivateReply.Blanks(List<String> more))
                    || more.isEmpty()) {
                throw new IllegalStateException("The hub signed no blanks.");
            }
            codes.addAll(more);
        }
        return codes;
    }

    /// Rows that the hub has not acknowledged, as the sender knew a moment ago.
    long depth() {
        return sender.state().depth();
    }

    boolean answered() {
        return sender.state().answered();
    }

    void wake() {
        sender.wake();
    }

    @Override
    public void close() {
        sender.close();
        link.close();
        store.close();
    }

    /// Asks again until the link is up and the hub has answered.
    private PrivateReply ask(PrivateRequest request) {
        RuntimeException last = new IllegalStateException("The hub was not asked.");
        for (int asked = 0; asked < MOST_ASKED; asked++) {
            try {
                return talk.ask(request, ANSWER)
                        .orTimeout(ANSWER.toMillis(), TimeUnit.MILLISECONDS)
                        .join();
            } catch (CompletionException e) {
                last = e;
                pause();
            }
        }
        throw new IllegalStateException("The hub does not answer the kiosks.", last);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(300);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking the hub.", e);
        }
    }
}
