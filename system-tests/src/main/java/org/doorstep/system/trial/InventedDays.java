package org.doorstep.system.trial;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.SessionId;

/// Day after day at a hub where nothing is on but being there: half of the passes come, a third of those say that they
/// leave, some bring others, some have no card. It keeps count of what the hub should make of it. For one thread.
public final class InventedDays {
    private static final double COMES = 0.5;
    private static final double TAPS_OUT = 0.3;
    private static final double BRINGS_OTHERS = 0.1;
    private static final double GUESTS = 0.05;
    private static final LocalTime OPENS = LocalTime.of(9, 0);
    private static final int ARRIVING_SECONDS = 8 * 60 * 60;

    /// Longer than the time within which a second tap is a repeat.
    private static final int SHORTEST_STAY_SECONDS = 45 * 60;

    private static final int LONGEST_STAY_SECONDS = 3 * 60 * 60;

    private final int passes;
    private final IntFunction<PassId> pass;
    private final String key;
    private final ZoneId zone;
    private final Random random;
    private final Queue<Happening> waiting = new ArrayDeque<>();
    private final Set<Visit> visits = new HashSet<>();
    private LocalDate day;
    private EventId lastTap;
    private int lastSecond;
    private long taps;
    private long guests;

    /// Something to be said, and when it was.
    public record Spoken(Instant at, HubEvent event) {}

    private record Visit(int pass, LocalDate day) {}

    private sealed interface Happening {
        int second();
    }

    private record Arrives(int second, int pass) implements Happening {}

    private record Leaves(int second, int pass) implements Happening {}

    private record Guest(int second) implements Happening {}

    public InventedDays(LocalDate first, ZoneId zone, int passes, IntFunction<PassId> pass, String key, Random random) {
        this.day = first.minusDays(1);
        this.zone = zone;
        this.passes = passes;
        this.pass = pass;
        this.key = key;
        this.random = random;
    }

    /// What happens next. After a tap, [#tapWas] tells under which name it went out.
    public Spoken next() {
        Optional<HubEvent> companions = companions();
        if (companions.isPresent()) {
            return new Spoken(at(lastSecond + 5), companions.get());
        }
        while (waiting.isEmpty()) {
            day = day.plusDays(1);
            waiting.addAll(dayOf());
        }
        Happening happening = waiting.remove();
        lastSecond = happening.second();
        return new Spoken(
                at(lastSecond),
                switch (happening) {
                    case Arrives(int second, int who) -> {
                        visits.add(new Visit(who, day));
                        yield tap(who, HubEvent.Outcome.ARRIVAL);
                    }
                    case Leaves(int second, int who) -> tap(who, HubEvent.Outcome.LEAVING);
                    case Guest guest -> {
                        guests++;
                        yield new HubEvent.GuestCounted(SessionId.dropIn(day), 0, 0);
                    }
                });
    }

    /// The event id of the tap that [#next] gave last.
    public void tapWas(EventId id) {
        lastTap = id;
    }

    public long taps() {
        return taps;
    }

    public long guests() {
        return guests;
    }

    /// Different (pass, day): each is one visit to that day's drop-in.
    public long visits() {
        return visits.size();
    }

    private Optional<HubEvent> companions() {
        EventId tap = lastTap;
        lastTap = null;
        return tap != null && random.nextDouble() < BRINGS_OTHERS
                ? Optional.of(new HubEvent.CompanionsCounted(tap, random.nextInt(2), 1 + random.nextInt(3)))
                : Optional.empty();
    }

    private HubEvent tap(int who, HubEvent.Outcome shown) {
        taps++;
        return new HubEvent.TapRecorded(
                new Credential.Pass(pass.apply(who), key), HubEvent.Assurance.SIGNED, shown, SessionId.dropIn(day));
    }

    private List<Happening> dayOf() {
        List<Happening> all = new ArrayList<>();
        for (int who = 0; who < passes; who++) {
            if (random.nextDouble() < COMES) {
                int arrives = random.nextInt(ARRIVING_SECONDS);
                all.add(new Arrives(arrives, who));
                if (random.nextDouble() < TAPS_OUT) {
                    all.add(new Leaves(arrives + random.nextInt(SHORTEST_STAY_SECONDS, LONGEST_STAY_SECONDS), who));
                }
                if (random.nextDouble() < GUESTS) {
                    all.add(new Guest(random.nextInt(ARRIVING_SECONDS)));
                }
            }
        }
        all.sort(Comparator.comparingInt(Happening::second));
        return all;
    }

    private Instant at(int second) {
        return day.atTime(OPENS).atZone(zone).toInstant().plusSeconds(second);
    }
}
