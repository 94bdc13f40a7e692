package org.doorstep.kiosk.joining;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.doorstep.firmware.keys.KeyFileException;
import org.doorstep.firmware.settings.SettingsException;
import org.doorstep.kiosk.hardware.ReaderListener;
import org.doorstep.kiosk.hardware.ReaderStatus;
import org.doorstep.kiosk.hardware.Reading;
import org.doorstep.relay.identity.Holder;
import org.doorstep.relay.joining.DoorAddress;
import org.doorstep.relay.joining.DoorOutcome;
import org.doorstep.relay.joining.DoorRefusal;
import org.doorstep.relay.joining.Fingerprint;
import org.doorstep.relay.joining.HubDoor;
import org.doorstep.relay.joining.Joined;
import org.doorstep.relay.joining.JoiningCode;
import org.doorstep.relay.joining.JoiningQr;
import org.doorstep.relay.joining.Newcomer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A new kiosk on its way into a hub: takes the code that a reader reads or a finger types, asks at the hub's door on a
/// thread of its own, keeps what is answered, and says at each step how far it has come. One try at a time; what comes
/// meanwhile is let pass. Safe for all threads.
public final class Joining implements ReaderListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Joining.class);

    private final NewFolder folder;
    private final ExecutorService work = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("join").daemon().factory());
    private final List<Consumer<JoinState>> watchers = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> joined = new CompletableFuture<>();
    private JoinState state = new JoinState.Waiting(JoinState.Shown.NOTHING);
    private Optional<Try> last = Optional.empty();

    /// What was scanned or typed. Who types has no fingerprint.
    private record Try(DoorAddress door, Optional<Fingerprint> fingerprint, JoiningCode code) {}

    public Joining(NewFolder folder) {
        this.folder = folder;
    }

    /// Completes when this kiosk belongs to a hub and that is on its disk.
    public CompletableFuture<Void> joined() {
        return joined;
    }

    public synchronized JoinState state() {
        return state;
    }

    /// `watcher` hears of every change, on the thread that made it.
    public void watch(Consumer<JoinState> watcher) {
        watchers.add(watcher);
    }

    @Override
    public void read(Reading reading) {
        Optional<JoiningQr> code =
                reading instanceof Reading.Code(String text) ? JoiningQr.parse(text) : Optional.empty();
        if (code.isPresent()) {
            begin(new Try(
                    code.get().door(),
                    Optional.of(code.get().fingerprint()),
                    code.get().code()));
        } else {
            boolean meant = reading instanceof Reading.Garbage
                    || reading instanceof Reading.Code(String text) && JoiningQr.looksLike(text);
            shown(meant ? JoinState.Shown.SPOILT : JoinState.Shown.SOMETHING_ELSE);
        }
    }

    @Override
    public void changed(ReaderStatus status) {
        tell(state());
    }

    /// Asks at this door with a code that was typed.
    public void typed(DoorAddress door, JoiningCode code) {
        begin(new Try(door, Optional.empty(), code));
    }

    /// Tries what was tried last once more, if there was anything.
    public void again() {
        Optional<Try> before;
        synchronized (this) {
            before = last;
        }
        before.ifPresent(this::begin);
    }

    /// Waits for a code again after something failed.
    public void anotherCode() {
        synchronized (this) {
            if (!(state instanceof JoinState.Failed)) {
                return;
            }
            state = new JoinState.Waiting(JoinState.Shown.NOTHING);
        }
        tell(state());
    }

    @Override
    public void close() {
        work.shutdownNow();
    }

    private void shown(JoinState.Shown what) {
        synchronized (this) {
            if (isBusy()) {
                return;
            }
            state = new JoinState.Waiting(what);
        }
        tell(state());
    }

    private void begin(Try next) {
        synchronized (this) {
            if (isBusy()) {
                return;
            }
            last = Optional.of(next);
            state = new JoinState.Asking(JoinState.Step.REACH);
        }
        tell(state());
        try {
            work.execute(() -> change(attempt(next)));
        } catch (RejectedExecutionException e) {
            // Closing: nobody waits for it.
        }
    }

    private boolean isBusy() {
        return state instanceof JoinState.Asking || state instanceof JoinState.Joined;
    }

    private JoinState attempt(Try next) {
        String host = next.door.text();
        try {
            LOG.info("Asks to join at {}.", host);
            DoorOutcome<Joined> outcome = new HubDoor(next.door).join(next.fingerprint, next.code, new Told());
            return switch (outcome) {
                case DoorOutcome.Done<Joined>(Joined joined) -> keep(joined, next.door);
                case DoorOutcome.Refused<Joined>(DoorRefusal why) -> {
                    LOG.info("The hub's door says: {}", why.sentence());
                    yield new JoinState.Failed(why(why), host);
                }
                case DoorOutcome.NotTheHub<Joined>(String sentence) -> {
                    LOG.warn("{}", sentence);
                    yield new JoinState.Failed(JoinState.Why.NOT_THE_HUB, host);
                }
                case DoorOutcome.Unreachable<Joined>(String sentence) -> {
                    LOG.info("{}", sentence);
                    yield new JoinState.Failed(JoinState.Why.NOT_REACHED, host);
                }
            };
        } catch (SettingsException e) {
            LOG.warn("With what the hub answered no kiosk could start. {}", e.getMessage());
            return new JoinState.Failed(JoinState.Why.NOT_UNDERSTOOD, host);
        } catch (KeyFileException e) {
            LOG.warn("{}", e.getMessage());
            return new JoinState.Failed(JoinState.Why.CANNOT_SAVE, host);
        } catch (RuntimeException e) {
            LOG.error("Joining failed in a way that was not foreseen.", e);
            return new JoinState.Failed(JoinState.Why.NOT_UNDERSTOOD, host);
        }
    }

    private JoinState keep(Joined joined, DoorAddress door) {
        change(new JoinState.Asking(JoinState.Step.KEEP));
        folder.keep(joined, door);
        return new JoinState.Joined(joined.settings().getOrDefault("device.name", ""));
    }

    /// The door asks for these once the hub has shown itself, so this kiosk knows how far it is.
    private final class Told implements Newcomer {
        @Override
        public String certificateRequest(Holder.Device name) {
            change(new JoinState.Asking(JoinState.Step.ASK));
            return folder.certificateRequest(name);
        }

        @Override
        public String carryKey() {
            return folder.carryKey();
        }
    }

    private static JoinState.Why why(DoorRefusal refusal) {
        return switch (refusal) {
            case NOT_KNOWN -> JoinState.Why.NOT_KNOWN;
            case EXPIRED -> JoinState.Why.EXPIRED;
            case USED -> JoinState.Why.USED;
            case VOID -> JoinState.Why.VOID;
            case TOO_BUSY, CANNOT -> JoinState.Why.HUB_CANNOT;
            case UNREADABLE, NOT_RENEWABLE, REVOKED -> JoinState.Why.NOT_UNDERSTOOD;
        };
    }

    private void change(JoinState to) {
        synchronized (this) {
            state = to;
        }
        tell(to);
        if (to instanceof JoinState.Joined) {
            joined.complete(null);
        }
    }

    private void tell(JoinState now) {
        watchers.forEach(watcher -> watcher.accept(now));
    }
}
