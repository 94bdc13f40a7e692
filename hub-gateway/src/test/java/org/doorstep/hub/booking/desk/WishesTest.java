package org.doorstep.hub.booking.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.doorstep.hub.booking.waiting.TrialHouse.ANN;
import static org.doorstep.hub.booking.waiting.TrialHouse.BEN;
import static org.doorstep.hub.booking.waiting.TrialHouse.TODAY;
import static org.doorstep.hub.booking.waiting.TrialHouse.on;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.doorstep.hub.booking.claims.Booking;
import org.doorstep.hub.booking.claims.Bookings;
import org.doorstep.hub.booking.claims.Ending;
import org.doorstep.hub.booking.claims.State;
import org.doorstep.hub.booking.claims.Wanted;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.hub.booking.waiting.Answered;
import org.doorstep.hub.booking.waiting.Clash;
import org.doorstep.hub.booking.waiting.TrialHouse;
import org.doorstep.hub.booking.waiting.Waiting;
import org.doorstep.hub.passes.PassRegister;
import org.doorstep.hub.passes.SealedCards;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.HubEvent.BookingAsked;
import org.doorstep.relay.contract.HubEvent.BookingCancelled;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.StoreId;
import org.doorstep.relay.contract.bookings.BookingCode;
import org.doorstep.relay.contract.bookings.BookingRequestId;
import org.doorstep.relay.contract.bookings.Span;
import org.doorstep.relay.contract.bookings.WhyNot;
import org.doorstep.relay.contract.talk.TokenKey;
import org.doorstep.relay.store.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WishesTest {
    private static final DeviceId KIOSK = new DeviceId("kiosk-1");
    private static final DeviceId OTHER = new DeviceId("kiosk-2");
    private static final Credential CARD = new Credential.Token("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", 1);
    private static final Times NEXT_WEEK = on(TODAY.plusDays(7), 14, 16);

    @TempDir
    private Path folder;

    private final Random random = new Random(12);
    private TrialHouse house;
    private Wishes wishes;

    @BeforeEach
    void begin() {
        house = new TrialHouse(folder, 12);
        wishes = new Wishes(house.claims, house.waiting, house.clashes);
    }

    @AfterEach
    void end() {
        house.close();
    }

    private BookingAsked wish(String what, Times at, long lease, Span... orElse) {
        return new BookingAsked(
                BookingRequestId.by(random),
                CARD,
                new org.doorstep.relay.contract.bookings.BookableId(what),
                1,
                0,
                Named.span(at),
                List.of(orElse),
                false,
                new BookingCode("4821"),
                lease);
    }

    private Decisions.Decided promised(DeviceId device, BookingAsked wish) {
        return house.database.write(handle -> {
            wishes.promised(handle, device, wish, BEN, house.now(), house.now());
            return Decisions.of(handle, Named.request(wish.request())).orElseThrow();
        });
    }

    private void cancelled(BookingRequestId request) {
        house.database.<Boolean>write(handle -> {
            wishes.cancel(handle, Named.request(request), BEN, house.now());
            return true;
        });
    }

    private Waiting waits(BookingAsked wish) {
        return house.database
                .read(handle -> house.waiting.byRequest(handle, Named.request(wish.request())))
                .orElseThrow();
    }

    private long lease(String what) {
        return house.database
                .write(handle -> house.claims.lease(
                        handle,
                        KIOSK.value(),
                        new BookableId(what),
                        TODAY,
                        house.now().plus(Leases.LENGTH),
                        Leases.BOUND,
                        house.now()))
                .orElseThrow()
                .epoch();
    }

    @Test
    void whoLostWhatTheyWantedIsFirstToGetItWhateverTheRulesSayOfTheNextBest() {
        house.booked(ANN, "craft", NEXT_WEEK);
        BookingAsked wish = wish("craft", NEXT_WEEK, 0, Named.span(on(TODAY.plusDays(6), 14, 16)));
        assertThat(promised(KIOSK, wish).what()).as("closed on that Sunday").isEqualTo(Decisions.What.LOST);
        assertThat(waits(wish).place()).isEqualTo(1);
    }

    @Test
    void whoNeedsNoMoreWhatTheyLostWaitsForItNoLonger() {
        Wanted wanted = house.wanted(BEN, "strimmer", NEXT_WEEK);
        house.ask(wanted);
        house.database.<Boolean>write(handle -> {
            Booking had = Bookings.byRequest(handle, wanted.request()).orElseThrow();
            house.claims.let(handle, had.id(), Ending.LOST, "", house.now());
            house.clashes.lost(handle, wanted, Clash.Why.UNSAFE, house.now());
            return true;
        });
        cancelled(Named.request(wanted.request()));
        Waiting waits = house.database
                .read(handle -> house.waiting.byRequest(handle, wanted.request()))
                .orElseThrow();
        assertThat(waits.state()).isEqualTo(Waiting.State.LEFT);
    }

    @Test
    void whatWasOfferedAndTakenIsGivenBackByTheNameOfTheWish() {
        Booking ann = house.booked(ANN, "craft", NEXT_WEEK);
        BookingAsked wish = wish("craft", NEXT_WEEK, 0);
        promised(KIOSK, wish);
        house.cancel(ann);
        assertThat(house.answer(BEN, waits(wish), true)).isInstanceOfSatisfying(Answered.Booked.class, taken -> {
            cancelled(wish.request());
            assertThat(house.booking(taken.booking()).state()).isEqualTo(State.CANCELLED);
        });
        house.booked(ANN, "craft", NEXT_WEEK);
    }

    @Test
    void whatWasGivenAwayByALeaseIsBookedWhateverTheRulesSayByNow() {
        long lease = lease("craft");
        house.set("UPDATE bookable SET who = 'staff' WHERE id = 'craft'");
        assertThat(promised(KIOSK, wish("craft", on(TODAY, 15, 17), lease)).what())
                .isEqualTo(Decisions.What.BOOKED);
    }

    @Test
    void aLeaseThatADeviceCannotHaveHadSetsNoRuleAside() {
        Decisions.Decided refused = new Decisions.Decided(Decisions.What.REFUSED, WhyNot.NOT_FOR_YOU);
        long lease = lease("craft");
        house.set("UPDATE bookable SET who = 'staff'");
        long unheardOf = house.now().minus(Duration.ofHours(1)).toEpochMilli();
        assertThat(promised(OTHER, wish("craft", on(TODAY, 15, 17), lease)))
                .as("another's")
                .isEqualTo(refused);
        assertThat(promised(KIOSK, wish("hall", on(TODAY, 15, 17), lease)))
                .as("of something else")
                .isEqualTo(refused);
        assertThat(promised(KIOSK, wish("craft", NEXT_WEEK, lease)))
                .as("of another day")
                .isEqualTo(refused);
        assertThat(promised(KIOSK, wish("hall", on(TODAY, 15, 17), unheardOf)))
                .as("of what is lent to nobody")
                .isEqualTo(refused);
        house.set("UPDATE bookable SET walk_up = 'kiosk-1' WHERE id = 'hall'");
        assertThat(promised(KIOSK, wish("hall", on(TODAY, 15, 17), unheardOf)).what())
                .as("of the hub before it was restored")
                .isEqualTo(Decisions.What.BOOKED);
    }

    @Test
    void whoeverFoundAStoppedPassSavesNothingByItAndGivesNothingBack() {
        BookingAsked before = wish("craft", NEXT_WEEK, 0);
        said(1, house.now(), before);
        house.set(
                "INSERT INTO lost_pass (name, at, by_name) SELECT name, %d, 'amina' FROM pass WHERE name NOT LIKE 'pass-%%'"
                        .formatted(house.now().plusSeconds(60).toEpochMilli()));
        Instant later = house.now().plusSeconds(120);
        BookingAsked after = wish("craft", on(TODAY.plusDays(8), 14, 16), 0);
        said(2, later, after);
        said(3, later, new BookingCancelled(before.request(), CARD));
        assertThat(decided(after)).isEqualTo(new Decisions.Decided(Decisions.What.REFUSED, WhyNot.NO_PASS));
        assertThat(state(before)).isEqualTo(State.BOOKED);

        said(4, house.now().plusSeconds(30), new BookingCancelled(before.request(), CARD));
        assertThat(state(before)).as("given back before it was lost").isEqualTo(State.CANCELLED);
    }

    private void said(long sequence, Instant at, HubEvent what) {
        Envelope event = new Envelope(
                EventId.random(at.toEpochMilli(), random),
                new Source(new HubId("millbrook"), KIOSK),
                at,
                new StoreId("a".repeat(32)),
                Lane.BOOKING,
                sequence,
                new Moment("boot", sequence, Moment.Clock.SYNCED, 10),
                what);
        SealedCards seals = new SealedCards(List.of(), new TokenKey(1, new byte[32]));
        BookingLane lane = new BookingLane(new PassRegister(seals), wishes, house::now);
        house.database.<Boolean>write(handle -> {
            lane.project(Database.connection(handle), event);
            return true;
        });
    }

    private Decisions.Decided decided(BookingAsked wish) {
        return house.database
                .read(handle -> Decisions.of(handle, Named.request(wish.request())))
                .orElseThrow();
    }

    private State state(BookingAsked wish) {
        return house.database
                .read(handle -> Bookings.byRequest(handle, Named.request(wish.request())))
                .orElseThrow()
                .state();
    }
}
