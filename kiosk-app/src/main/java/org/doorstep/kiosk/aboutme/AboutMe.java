package org.doorstep.kiosk.aboutme;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.doorstep.kiosk.checkin.DayMemory;
import org.doorstep.kiosk.roster.Roster;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.Receipt;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.talk.Greeting;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.contract.talk.PrivateRequest;
import org.doorstep.relay.contract.talk.ResidentWords;
import org.doorstep.relay.outbox.Outbox;
import org.doorstep.relay.sealing.PrivateTalk;
import org.doorstep.relay.sealing.SealingKey;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.store.StoreException;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a resident can see, say and change about themselves after showing their pass. Safe for all threads.
///
/// Only seeing needs the hub: what they say (sealed to it), that they were not there and that they leave is kept in the
/// outbox like a tap, and reaches it when it can. A face is named by its event ([Showings]).
public final class AboutMe {
    /// One answer of a hub on a busy day takes a quarter of a second.
    private static final Duration ANSWER = Duration.ofSeconds(4);

    /// The tap is on its way while its maker asks; then it is asked again.
    private static final int MOST_ASKED = 8;

    private static final Duration BETWEEN = Duration.ofMillis(500);

    private static final byte[] PURPOSE = ResidentWords.CONTEXT.getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING_BESIDE = new byte[0];

    private static final Logger LOG = LoggerFactory.getLogger(AboutMe.class);

    private final Database database;
    private final Outbox outbox;
    private final DayMemory memory;
    private final PrivateTalk talk;
    private final Supplier<SealingKey> hubKey;
    private final Showings showings;
    private final Roster roster;
    private final SecureRandom random;

    /// `roster` is what the hub has told of how to greet whoever holds a pass.
    public AboutMe(
            Database database,
            Outbox outbox,
            DayMemory memory,
            PrivateTalk talk,
            Supplier<SealingKey> hubKey,
            Showings showings,
            Roster roster,
            SecureRandom random) {
        this.database = database;
        this.outbox = outbox;
        this.memory = memory;
        this.talk = talk;
        this.hubKey = hubKey;
        this.showings = showings;
        this.roster = roster;
        this.random = random;
    }

    /// Everything that is held, with their visits from the `from`th latest on. Completes within some seconds, whether
    /// the hub answers or not, and never exceptionally.
    public CompletableFuture<Told> look(EventId face, int from) {
        Optional<Showings.Present> present = showings.find(face);
        if (present.isEmpty()) {
            return CompletableFuture.completedFuture(new Told.TooLate());
        }
        EventId tap = present.get().shown().tap();
        return askUntilCounted(new PrivateRequest.AboutMe(tap, from), 1)
                .handle((reply, why) ->
                        reply instanceof PrivateReply.AboutMe held ? told(face, held, from) : without(face));
    }

    private Told told(EventId face, PrivateReply.AboutMe held, int from) {
        showings.told(face, held, from);
        return showings.find(face).<Told>map(Told.Everything::new).orElseGet(Told.TooLate::new);
    }

    private Told without(EventId face) {
        return showings.find(face).<Told>map(Told.HubAway::new).orElseGet(Told.TooLate::new);
    }

    /// A number by which they are given their copy on paper. Completes as [#look] does.
    public CompletableFuture<Told> paper(EventId face) {
        Optional<Showings.Present> present = showings.find(face);
        if (present.isEmpty()) {
            return CompletableFuture.completedFuture(new Told.TooLate());
        }
        return askUntilCounted(
                        new PrivateRequest.PrintCopy(present.get().shown().tap()), 1)
                .handle((reply, why) -> reply instanceof PrivateReply.CopyWaits waits
                        ? showings.find(face)
                                .<Told>map(about -> new Told.CopyWaits(about, waits.number(), waits.until()))
                                .orElseGet(Told.TooLate::new)
                        : without(face));
    }

    private CompletableFuture<PrivateReply> askUntilCounted(PrivateRequest question, int asked) {
        return talk.ask(question, ANSWER).thenCompose(reply -> {
            if (!(reply instanceof PrivateReply.NotYet) || asked == MOST_ASKED) {
                return CompletableFuture.completedFuture(reply);
            }
            Executor later = CompletableFuture.delayedExecutor(BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
            return CompletableFuture.supplyAsync(() -> question, later)
                    .thenCompose(again -> askUntilCounted(again, asked + 1));
        });
    }

    /// What is known of them here, without asking anybody.
    public Told present(EventId face) {
        return showings.find(face).<Told>map(Told.Kept::new).orElseGet(Told.TooLate::new);
    }

    /// How to greet whoever that face is about, as they said at whichever kiosk, and here a moment ago.
    public Greeting greeting(EventId face) {
        return showings.find(face)
                .map(about -> {
                    Greeting told = roster.greeting(about.shown().credential());
                    ResidentWords said = about.said();
                    return new Greeting(
                            said.saidNickname().orElse(told.nickname()),
                            said.saidLanguage().orElse(told.language()),
                            said.saidLargeText().orElse(told.largeText()),
                            said.saidSpoken().orElse(told.spoken()),
                            said.saidScreen().orElse(told.screen()));
                })
                .orElse(Greeting.PLAIN);
    }

    /// Whether it is known who that face is about.
    public boolean knows(EventId face) {
        return showings.find(face).isPresent();
    }

    /// They said so of themselves.
    public Told say(EventId face, ResidentWords words) {
        return kept(
                face,
                credential -> {
                    SealingKey key = hubKey.get();
                    byte[] sealed = key.seal(PURPOSE, NOTHING_BESIDE, words.bytes(), random);
                    return new HubEvent.ResidentSaid(
                            credential, Base64.getUrlEncoder().withoutPadding().encodeToString(sealed), key.id());
                },
                () -> {
                    showings.said(face, words);
                    return present(face);
                });
    }

    /// "I wasn't there."
    public Told deny(EventId face, SessionId session) {
        return kept(face, credential -> new HubEvent.VisitDenied(credential, session), () -> present(face));
    }

    /// "I was there." It counts once somebody at the hub has confirmed it.
    public Told claim(EventId face, SessionId session) {
        return kept(face, credential -> new HubEvent.VisitClaimed(credential, session), () -> {
            showings.claimed(face, session);
            return present(face);
        });
    }

    /// Whether that face is about a pass of another hub, which is taken here by a slip.
    public boolean isBySlip(EventId face) {
        return showings.find(face)
                .filter(about -> memory.isBySlip(about.shown().credential()))
                .isPresent();
    }

    /// Their pass of another hub is taken here no more.
    public Told endSlip(EventId face) {
        Optional<Showings.Present> present = showings.find(face);
        if (present.isEmpty()) {
            return new Told.TooLate();
        }
        try {
            memory.endSlip(present.get().shown().credential());
            return present(face);
        } catch (StoreException e) {
            LOG.error("That a slip ends cannot be saved ({}).", e.kind());
            return new Told.CannotSave();
        }
    }

    /// They leave. They are forgotten here at once, and at the hub when it hears of it.
    public Told leave(EventId face) {
        Receipt receipt = Receipt.by(random);
        Optional<Showings.Present> whose = showings.find(face);
        Saying leaving = credential -> new HubEvent.ResidentLeft(credential, receipt);
        Beside forgetting = (transaction, credential) -> memory.forget(transaction, face, credential);
        return kept(face, leaving, forgetting, () -> {
            whose.ifPresent(about -> roster.forget(about.shown().credential()));
            showings.forget(face);
            memory.leftHere();
            return new Told.Left(receipt);
        });
    }

    private interface Saying {
        HubEvent of(Credential credential);
    }

    /// What is done in the transaction that keeps what was said.
    private interface Beside {
        void run(Handle transaction, Credential credential);
    }

    private Told kept(EventId face, Saying saying, Supplier<Told> afterwards) {
        return kept(face, saying, (transaction, credential) -> {}, afterwards);
    }

    private Told kept(EventId face, Saying saying, Beside beside, Supplier<Told> afterwards) {
        Optional<Showings.Present> present = showings.find(face);
        if (present.isEmpty()) {
            return new Told.TooLate();
        }
        Credential credential = present.get().shown().credential();
        HubEvent event = saying.of(credential);
        try {
            database.write(handle -> {
                beside.run(handle, credential);
                return outbox.append(handle, Lane.MEMBER, event);
            });
        } catch (StoreException e) {
            LOG.error("What a resident said of themselves cannot be saved ({}).", e.kind());
            return new Told.CannotSave();
        }
        return afterwards.get();
    }
}
