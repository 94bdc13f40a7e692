package org.doorstep.kiosk;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.doorstep.kiosk.checkin.CardTokens;
import org.doorstep.kiosk.checkin.CheckInDesk;
import org.doorstep.kiosk.checkin.PassStock;
import org.doorstep.kiosk.hardware.PassReader;
import org.doorstep.kiosk.hardware.ReaderListener;
import org.doorstep.kiosk.hardware.ReaderStatus;
import org.doorstep.kiosk.hardware.Reading;
import org.doorstep.kiosk.hardware.simulated.SimulatedReader;
import org.doorstep.kiosk.health.Delivery;
import org.doorstep.kiosk.health.HealthReport;
import org.doorstep.kiosk.health.Readers;
import org.doorstep.kiosk.schedule.ScheduleBoard;
import org.doorstep.kiosk.screen.Screen;
import org.doorstep.kiosk.screen.Simulator;
import org.doorstep.relay.time.DeviceClock;

/// One whole kiosk, put together in the order in which it starts. Read this first.
///
/// A reading goes one way: reader → desk → disk → page. The line to the hub empties the outbox beside it, and nothing
/// on that way ever waits for it.
public final class Kiosk implements AutoCloseable {
    static final String VERSION = "0.1.0";

    private final List<PassReader> opened = new ArrayList<>();
    private final CheckInDesk desk;
    private final Screen screen;

    Kiosk(Settings settings, KioskStore store, DeviceClock clock, SecureRandom random) {
        ScheduleBoard schedule = new ScheduleBoard(store.database(), settings.hub(), settings.zone());
        PassStock stock = new PassStock(store.database(), settings.passKeys());
        CardTokens cards = new CardTokens(settings.sealingKey(), random);
        desk = new CheckInDesk(
                store.database(), store.outbox(), schedule, stock, cards, settings.passKeys(), clock, random);

        Map<Readers.Kind, PassReader> pluggedIn = new EnumMap<>(Readers.Kind.class);
        ConfiguredReaders.card(settings, clock).ifPresent(reader -> pluggedIn.put(Readers.Kind.CARD, reader));
        ConfiguredReaders.code(settings, clock).ifPresent(reader -> pluggedIn.put(Readers.Kind.CODE, reader));
        Readers readers = new Readers(pluggedIn);
        Delivery.Board delivery = () -> new Delivery(false, 0, 0, Delivery.Reached.NOTHING_YET);

        HealthReport health =
                new HealthReport(VERSION, clock, readers, delivery, desk::saving, stock::level, desk::refusals);
        screen = new Screen(
                new Screen.Address(settings.screenBind(), settings.screenPort()),
                desk,
                stock,
                schedule,
                readers,
                delivery,
                health,
                simulator(settings, pluggedIn),
                clock);
        pluggedIn.values().forEach(reader -> {
            opened.add(reader);
            reader.open(new AtTheDesk());
        });
    }

    public String url() {
        return screen.url();
    }

    @Override
    public void close() {
        opened.forEach(Kiosk::close);
        screen.close();
    }

    /// From a reader to the page.
    private final class AtTheDesk implements ReaderListener {
        @Override
        public void read(Reading reading) {
            screen.show(desk.read(reading));
        }

        @Override
        public void changed(ReaderStatus status) {
            screen.refreshSoon();
        }
    }

    private static Optional<Simulator> simulator(Settings settings, Map<Readers.Kind, PassReader> readers) {
        Optional<SimulatedReader> card = simulated(readers.get(Readers.Kind.CARD));
        Optional<SimulatedReader> code = simulated(readers.get(Readers.Kind.CODE));
        return card.isEmpty() && code.isEmpty()
                ? Optional.empty()
                : Optional.of(new Simulator(card, code, DemoPasses.read(settings.simulatedPasses()), List.of()));
    }

    private static Optional<SimulatedReader> simulated(PassReader reader) {
        return reader instanceof SimulatedReader simulated ? Optional.of(simulated) : Optional.empty();
    }

    private static void close(PassReader reader) {
        reader.close();
    }
}
