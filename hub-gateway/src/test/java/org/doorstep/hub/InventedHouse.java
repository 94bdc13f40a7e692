package org.doorstep.hub;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Random;
import org.doorstep.hub.upstream.AreaProof;
import org.doorstep.hub.upstream.UpstreamStatus;
import org.doorstep.relay.contract.DeviceState;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.relay.contract.figures.FigureWeek;
import org.jdbi.v3.core.Handle;

/// Thirteen weeks of an invented house, written straight into the hub's tables, for tests of pages alone. What it
/// writes is what the projections would have written; that they do is their own tests' business.
final class InventedHouse {
    private static final long SEED = 20261124;
    private static final int PASSES = 160;

    private final TestHub hub;
    private final Random random = new Random(SEED);
    private long revision;

    private record Programme(
            String id, String title, String room, String picture, DayOfWeek day, String from, String to, int usual) {}

    private static final List<Programme> PROGRAMME = List.of(
            new Programme("creche", "Crèche", "Small hall", "creche", DayOfWeek.TUESDAY, "09:30", "12:00", 14),
            new Programme(
                    "homework-club",
                    "Homework club",
                    "Library corner",
                    "homework",
                    DayOfWeek.TUESDAY,
                    "15:30",
                    "17:30",
                    22),
            new Programme(
                    "cook-and-eat",
                    "Cook and eat together",
                    "Kitchen",
                    "cook",
                    DayOfWeek.TUESDAY,
                    "18:00",
                    "20:30",
                    18),
            new Programme(
                    "community-garden",
                    "Community gardening",
                    "Back garden",
                    "garden",
                    DayOfWeek.WEDNESDAY,
                    "10:00",
                    "12:30",
                    11),
            new Programme("job-club", "Job club", "Office", "job", DayOfWeek.THURSDAY, "13:00", "15:00", 7),
            new Programme("tea-and-talk", "Tea and talk", "Main hall", "tea", DayOfWeek.FRIDAY, "14:00", "16:00", 25));

    InventedHouse(TestHub hub) {
        this.hub = hub;
    }

    /// A daily proof of two hours ago that set one figure right at the area and left two.
    static UpstreamStatus centreDiffers(Instant now) {
        Instant then = now.minus(Duration.ofHours(2));
        FigureCell week = new FigureCell(
                FigureCell.VISITS, FigureCell.WHOLE_HUB, FigureCell.Period.WEEK, LocalDate.parse("2026-11-09"));
        FigureCell day = new FigureCell(
                FigureCell.GUESTS, "homework-club", FigureCell.Period.DAY, LocalDate.parse("2026-11-17"));
        AreaProof proof = new AreaProof(
                AreaProof.Result.DIFFERS,
                then,
                4_120,
                2,
                List.of(
                        new FigureWeek.Difference(week, 1, FigureWeek.What.SAID_MORE, "130", false),
                        new FigureWeek.Difference(day, 1, FigureWeek.What.ONLY_THERE, "suppressed", false)),
                1,
                then,
                List.of(new FigureWeek.Difference(week, 3, FigureWeek.What.OTHER, "995", true)));
        return new UpstreamStatus(UpstreamStatus.State.FINE, 0, then, then, Instant.EPOCH, proof);
    }

    void fill() {
        LocalDate today = LocalDate.ofInstant(hub.now(), TestHub.ZONE);
        hub.database.write(handle -> {
            for (int i = 0; i < PASSES; i++) {
                handle.execute(
                        "INSERT INTO pass (kind, name, symbol) VALUES ('code', ?, ?)",
                        "%020x".formatted(i),
                        "%s %02d"
                                .formatted(
                                        List.of("Oak", "Wren", "Bell", "Kite", "Moss")
                                                .get(i % 5),
                                        i));
            }
            for (Programme p : PROGRAMME) {
                handle.execute(
                        "INSERT INTO activity (id, title, room, picture) VALUES (?, ?, ?, ?)",
                        p.id,
                        p.title,
                        p.room,
                        p.picture);
                handle.execute(
                        "INSERT INTO weekly (activity, weekday, starts, ends, first_date, made_until) VALUES (?, ?, ?, ?, ?, ?)",
                        p.id,
                        p.day.getValue(),
                        p.from,
                        p.to,
                        today.minusWeeks(12).toString(),
                        today.plusWeeks(8).toString());
            }
            for (LocalDate day = today.minusWeeks(13); !day.isAfter(today.plusDays(7)); day = day.plusDays(1)) {
                fillDay(handle, day);
            }
            byAge(handle);
            handle.execute("UPDATE pass SET first_day = (SELECT min(day) FROM visit WHERE visit.pass = pass.id)");
            return null;
        });
        device("kiosk-1", "Kiosk at the front door", DeviceState.offline("0.1.0"), false);
        device(
                "kiosk-2",
                "Kiosk in the hall",
                new DeviceState(
                        true,
                        "0.1.0",
                        90_000,
                        3,
                        40,
                        List.of(),
                        List.of(new DeviceState.ReaderState("card", true), new DeviceState.ReaderState("qr", false)),
                        java.util.Map.of(),
                        4,
                        true),
                true);
    }

    /// How some of its sessions and weeks felt.
    void feel() {
        LocalDate today = LocalDate.ofInstant(hub.now(), TestHub.ZONE);
        hub.database.write(handle -> {
            for (int back = 0; back < 10; back++) {
                LocalDate day = today.minusWeeks(back);
                felt(handle, "homework-club@" + day + "T1530", day, "met-someone");
                felt(handle, "", day.with(DayOfWeek.MONDAY), "too-crowded");
                handle.execute(
                        "INSERT INTO mood_press VALUES (?, 0, 3, 12)",
                        day.with(DayOfWeek.MONDAY).toString());
                handle.execute(
                        "INSERT INTO mood_aside VALUES (?, 1, 9)",
                        day.with(DayOfWeek.MONDAY).toString());
            }
            return null;
        });
    }

    private void felt(Handle handle, String session, LocalDate date, String reason) {
        for (int face = 1; face <= 4; face++) {
            handle.execute(
                    "INSERT INTO mood_count (session, date, face, reason, answers) VALUES (?, ?, ?, ?, ?)",
                    session,
                    date.toString(),
                    face,
                    reason,
                    1 + random.nextInt(3 * face));
        }
    }

    /// A device that is enrolled, and was heard of with this state.
    void device(String id, String name, DeviceState state, boolean online) {
        Path file = hub.folder().resolve("devices").resolve(id + ".properties");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "name = " + name + "\nsecret.sha256 = 00\n");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        Instant heard = online ? hub.now().minusSeconds(8) : hub.now().minus(Duration.ofMinutes(47));
        hub.database.write(handle -> handle.execute(
                "INSERT OR REPLACE INTO device (id, state, heard_at, online) VALUES (?, ?, ?, ?)",
                id,
                new String(Wire.writeMessage(state), StandardCharsets.UTF_8),
                heard.toEpochMilli(),
                online ? 1 : 0));
        hub.database.write(handle -> handle.execute(
                "INSERT OR REPLACE INTO device_known (device, from_at, to_at) VALUES (?, ?, ?)",
                id,
                hub.now().minus(Duration.ofDays(100)).toEpochMilli(),
                heard.toEpochMilli()));
    }

    /// Of the children some are younger and some older; of a day's as of its sessions' together.
    private static void byAge(Handle handle) {
        for (String table : List.of("session_figures", "guest")) {
            handle.execute("UPDATE " + table + " SET from0 = children / 3, from12 = children / 4,"
                    + " from5 = children - children / 3 - children / 4");
        }
        for (String band : List.of("from0", "from5", "from12")) {
            handle.execute("UPDATE day_figures SET " + band + " = (SELECT coalesce(sum(s." + band
                    + "), 0) FROM session_figures s WHERE s.day = day_figures.day)");
        }
    }

    private void fillDay(Handle handle, LocalDate day) {
        int visits = 0;
        int guests = 0;
        int adults = 0;
        int children = 0;
        for (Programme p : PROGRAMME) {
            if (p.day != day.getDayOfWeek()) {
                continue;
            }
            Instant starts =
                    day.atTime(LocalTime.parse(p.from)).atZone(TestHub.ZONE).toInstant();
            Instant ends =
                    day.atTime(LocalTime.parse(p.to)).atZone(TestHub.ZONE).toInstant();
            long session = session(handle, p, day, starts, ends);
            if (starts.isAfter(hub.now())) {
                continue;
            }
            int v = visits(handle, session, p, day, starts, ends);
            int g = random.nextInt(4);
            int a = random.nextInt(3);
            int c = random.nextInt(6);
            handle.execute(
                    "INSERT INTO session_figures (session, day, visits, guests, adults, children, unsure, revision)"
                            + " VALUES (?, ?, ?, ?, ?, ?, 0, ?)",
                    session,
                    day.toString(),
                    v,
                    g,
                    a,
                    c,
                    ++revision);
            guests(handle, session, starts, g, a, c);
            visits += v;
            guests += g;
            adults += a;
            children += c;
        }
        if (visits + guests > 0) {
            handle.execute(
                    "INSERT INTO day_figures (day, visits, guests, adults, children, unsure, revision)"
                            + " VALUES (?, ?, ?, ?, ?, 0, ?)",
                    day.toString(),
                    visits,
                    guests,
                    adults,
                    children,
                    ++revision);
        }
    }

    /// All who came along are put down to the first of them.
    private void guests(Handle handle, long session, Instant starts, int count, int adults, int children) {
        for (int i = 0; i < count; i++) {
            Instant at = starts.plusSeconds(300L * i);
            handle.execute(
                    "INSERT INTO guest (event, session, at, raw_at, unsure, device, shown_session, adults, children)"
                            + " VALUES (?, ?, ?, ?, 0, ?, '', ?, ?)",
                    "guest " + session + " " + i,
                    session,
                    at.toEpochMilli(),
                    at.toEpochMilli(),
                    "kiosk-" + (1 + i % 2),
                    i == 0 ? adults : 0,
                    i == 0 ? children : 0);
        }
    }

    private long session(Handle handle, Programme p, LocalDate day, Instant starts, Instant ends) {
        return handle.createQuery("""
                        INSERT INTO session (name, activity, day, starts, ends)
                        VALUES (:name, :activity, :day, :starts, :ends)
                        RETURNING id
                        """)
                .bind("name", p.id + "@" + day + "T" + p.from.replace(":", ""))
                .bind("activity", p.id)
                .bind("day", day.toString())
                .bind("starts", starts.toEpochMilli())
                .bind("ends", ends.toEpochMilli())
                .mapTo(Long.class)
                .one();
    }

    private int visits(Handle handle, long session, Programme p, LocalDate day, Instant starts, Instant ends) {
        int count = Math.max(2, p.usual - 4 + random.nextInt(9));
        List<Integer> passes =
                random.ints(1, PASSES + 1).distinct().limit(count).boxed().toList();
        int made = 0;
        for (int pass : passes) {
            Instant arrived = starts.plusSeconds(random.nextInt(2_400) - 600);
            if (arrived.isAfter(hub.now())) {
                continue;
            }
            boolean tapped = random.nextInt(3) == 0;
            Instant left = tapped ? arrived.plusSeconds(1_500 + random.nextInt(3_600)) : ends;
            boolean done = tapped && left.isBefore(hub.now());
            handle.execute(
                    "INSERT INTO visit (session, pass, day, arrived_at, left_at, leaving, unsure, adults, children)"
                            + " VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?)",
                    session,
                    pass,
                    day.toString(),
                    arrived.toEpochMilli(),
                    (done ? left : ends).toEpochMilli(),
                    done ? "tapped" : "assumed",
                    random.nextInt(10) == 0 ? 1 : 0,
                    random.nextInt(6) == 0 ? 1 + random.nextInt(2) : 0);
            handle.execute(
                    "INSERT INTO tap (event, pass, session, at, raw_at, unsure, device, shown_session)"
                            + " VALUES (?, ?, ?, ?, ?, 0, ?, '')",
                    session + " " + pass,
                    pass,
                    session,
                    arrived.toEpochMilli(),
                    arrived.toEpochMilli(),
                    "kiosk-" + (1 + pass % 2));
            made++;
        }
        return made;
    }
}
