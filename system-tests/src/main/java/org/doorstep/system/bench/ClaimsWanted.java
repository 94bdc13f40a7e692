package org.doorstep.system.bench;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.doorstep.hub.booking.units.Times;

/// A large house's bookings, invented: ten rooms and 190 tools over five years, and who asks for
/// which of them next. The same from the same seed, for whatever it is put to.
final class ClaimsWanted {
    static final ZoneId ZONE = ZoneId.of("Europe/London");
    static final int ROOMS = 10;
    static final int UNITS = 200;
    static final int OPENS = 8;
    static final int CLOSES = 22;
    private static final int LONGEST_HOURS = 3;

    /// So many that nobody comes to what one may have open: a refusal costs less than a booking.
    private static final int RESIDENTS = 200_000;

    /// What is booked already reaches as far ahead as one may book.
    private static final int DAYS_AHEAD = 60;

    /// So many ask for one slot at once, as when a term's evenings are opened; a tenth of all who ask.
    private static final int RUSH = 8;

    private static final int ONE_RUSH_IN = 80;

    private final LocalDate today;
    private final Random random;

    /// `unit` from 1; the first are the rooms.
    record Slot(int unit, Times times, String pass, UUID request) {}

    ClaimsWanted(Instant now, Random random) {
        this.today = LocalDate.ofInstant(now, ZONE);
        this.random = random;
    }

    /// So many, none of them meeting another: at most one a unit and day, most of them past.
    List<Slot> present(int count) {
        int days = Math.ceilDiv(count * 4, UNITS * 3);
        List<Slot> all = new ArrayList<>(count);
        for (int day = DAYS_AHEAD - days; day < DAYS_AHEAD && all.size() < count; day++) {
            for (int unit = 1; unit <= UNITS && all.size() < count; unit++) {
                if (random.nextInt(4) != 0) {
                    all.add(slot(unit, day));
                }
            }
        }
        return all;
    }

    /// What is asked for, in the order in which it is; some of it by many at once, if there are to be
    /// rushes.
    List<Slot> asked(int count, boolean rushes) {
        List<Slot> all = new ArrayList<>(count);
        while (all.size() < count) {
            Slot slot = slot(1 + random.nextInt(UNITS), 1 + random.nextInt(DAYS_AHEAD - 1));
            int times = rushes && random.nextInt(ONE_RUSH_IN) == 0 ? RUSH : 1;
            for (int i = 0; i < times && all.size() < count; i++) {
                all.add(new Slot(slot.unit, slot.times, pass(), request()));
            }
        }
        return all;
    }

    private Slot slot(int unit, int day) {
        int hours = 1 + random.nextInt(LONGEST_HOURS);
        int starts = OPENS + random.nextInt(CLOSES - OPENS - hours + 1);
        LocalDate date = today.plusDays(day);
        return new Slot(
                unit,
                new Times(
                        date.atTime(starts, 0).atZone(ZONE).toInstant(),
                        date.atTime(starts + hours, 0).atZone(ZONE).toInstant()),
                pass(),
                request());
    }

    private String pass() {
        return "%020x".formatted(random.nextInt(RESIDENTS));
    }

    private UUID request() {
        return new UUID(random.nextLong(), random.nextLong());
    }
}
