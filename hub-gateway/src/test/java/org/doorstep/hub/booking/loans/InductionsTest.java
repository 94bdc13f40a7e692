package org.doorstep.hub.booking.loans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.doorstep.hub.booking.waiting.TrialHouse.ANN;
import static org.doorstep.hub.booking.waiting.TrialHouse.BEN;
import static org.doorstep.hub.booking.waiting.TrialHouse.CHOIR;
import static org.doorstep.hub.booking.waiting.TrialHouse.TODAY;
import static org.doorstep.hub.booking.waiting.TrialHouse.on;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.doorstep.hub.booking.claims.Claimed;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.claims.Standing;
import org.doorstep.hub.booking.claims.Why;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.hub.booking.waiting.SameHolder;
import org.doorstep.hub.booking.waiting.TrialHouse;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InductionsTest {
    private static final Times TOMORROW = on(TODAY.plusDays(1), 10, 12);
    private static final Induction STRIMMING =
            new Induction("strimming", "Strimming safely", 12, "garden-skills", true);

    @TempDir
    Path folder;

    private TrialHouse house;

    @BeforeEach
    void open() {
        house = new TrialHouse(folder, 20260305, new Standing() {
            @Override
            public boolean isInducted(Handle handle, String induction, Holder who, Times when) {
                return Inductions.has(handle, induction, SameHolder.of(handle, who), when);
            }

            @Override
            public boolean asksFirst(Handle handle, Holder who, Instant now) {
                return false;
            }
        });
        house.set("UPDATE bookable SET induction = 'strimming' WHERE id = 'strimmer'");
        keep(STRIMMING);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void whoWasShownMayTakeItUntilThatIsOver() {
        assertThat(ask(ANN, TOMORROW)).isEqualTo(new Claimed.Refused(Why.NEEDS_INDUCTION));
        shown(ANN, "");
        assertThat(ask(ANN, TOMORROW)).isInstanceOf(Claimed.Booked.class);
        house.at(TODAY.plusMonths(12), 9, 0);
        assertThat(ask(ANN, on(TODAY.plusMonths(12).plusDays(1), 10, 12)))
                .isEqualTo(new Claimed.Refused(Why.NEEDS_INDUCTION));
    }

    @Test
    void whatHoldsForGoodIsNeverOver() {
        keep(new Induction("strimming", "Strimming safely", 0, "", false));
        shown(ANN, "");
        house.at(TODAY.plusYears(10), 9, 0);
        assertThat(ask(ANN, on(TODAY.plusYears(10).plusDays(1), 10, 12))).isInstanceOf(Claimed.Booked.class);
    }

    @Test
    void withSomebodyWhoWasShownAnotherMayTakeItAsLongAsThatOneMay() {
        shown(ANN, "");
        shown(BEN, "pass-ann");
        assertThat(ask(BEN, TOMORROW)).isInstanceOf(Claimed.Booked.class);
        keep(new Induction("strimming", "Strimming safely", 12, "garden-skills", false));
        assertThat(ask(BEN, on(TODAY.plusDays(2), 10, 12)))
                .as("nobody takes it with another any more")
                .isEqualTo(new Claimed.Refused(Why.NEEDS_INDUCTION));
    }

    @Test
    void whoStandsForAnotherMustHaveBeenShownThemselves() {
        shown(BEN, "pass-ann");
        assertThat(ask(BEN, TOMORROW)).isEqualTo(new Claimed.Refused(Why.NEEDS_INDUCTION));
    }

    @Test
    void whatAGroupTakesSomebodyHereHandsOut() {
        assertThat(ask(CHOIR, TOMORROW)).isInstanceOf(Claimed.Booked.class);
    }

    @Test
    void insteadOfARefusalTheNextTimesThatItIsShownAreOffered() {
        house.set(
                "INSERT INTO activity (id, title, room, picture) VALUES ('garden-skills', 'Garden skills', 'Shed', 'garden')");
        for (int week = 0; week < 5; week++) {
            Times times = on(TODAY.plusDays(3 + 7L * week), 14, 16);
            house.set(
                    "INSERT INTO session (name, activity, day, starts, ends, cancelled) VALUES (?, 'garden-skills', ?, ?, ?, ?)",
                    "garden-skills@" + week,
                    TODAY.plusDays(3 + 7L * week).toString(),
                    times.starts().toEpochMilli(),
                    times.ends().toEpochMilli(),
                    week == 0 ? 1 : 0);
        }
        List<Inductions.Next> next = house.database.read(handle -> Inductions.next(handle, "strimming", house.now()));
        assertThat(next).hasSize(3);
        assertThat(next.getFirst())
                .as("the first is cancelled")
                .isEqualTo(new Inductions.Next("Garden skills", on(TODAY.plusDays(10), 14, 16)));
    }

    @Test
    void whatNobodyKnowsHowToShowNobodyWasShown() {
        house.set("UPDATE bookable SET induction = 'chainsaw' WHERE id = 'strimmer'");
        assertThat(ask(ANN, TOMORROW)).isEqualTo(new Claimed.Refused(Why.NEEDS_INDUCTION));
    }

    private Claimed ask(Holder who, Times times) {
        return house.ask(house.wanted(who, "strimmer", times));
    }

    private void keep(Induction induction) {
        house.database.<Boolean>write(handle -> {
            Inductions.keep(handle, induction);
            return true;
        });
    }

    private void shown(Holder who, String buddy) {
        house.database.<Boolean>write(handle -> {
            Inductions.shown(
                    handle,
                    Inductions.find(handle, "strimming").orElseThrow(),
                    ((Holder.Resident) who).pass(),
                    buddy,
                    "amina",
                    house.now(),
                    TrialHouse.ZONE);
            return true;
        });
    }
}
