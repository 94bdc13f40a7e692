package org.doorstep.hub.fleet;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.doorstep.firmware.keys.RegisteredDevices.Because;
import org.doorstep.hub.enrolment.EnrolledDevices;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Words;
import org.doorstep.login.Audit;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.inbox.Fences;
import org.doorstep.relay.store.Database;

/// What came of kiosks that were shut out: how many of what, by session, and whether it counts. A person says, with a
/// reason; both are kept. What is said is said of what was shown: whatever came since is shown again.
public final class ReviewRoutes {
    static final String PATH = "/kiosks/review";

    private static final String KIOSKS = "/kiosks";

    /// It stands in the audit beside what it is about.
    private static final int MOST_REASON = 100;

    private static final String TAP = "doorstep.tap.recorded.v1";
    private static final String GUEST = "doorstep.guest.counted.v1";

    private final Database database;
    private final SetAsideGroups groups;
    private final EnrolledDevices enrolled;
    private final Runnable count;
    private final Runnable changed;
    private final InstantSource clock;
    private final Audit audit;

    /// What is written to the audit.
    enum Change {
        EVENTS_LET_COUNT,
        EVENTS_LEFT_OUT,
        DEVICE_GOES_ON
    }

    /// `count` is run when something has been let count, `changed` when a figure's mark may be another.
    public ReviewRoutes(
            Database database,
            ZoneId zone,
            EnrolledDevices enrolled,
            Runnable count,
            Runnable changed,
            InstantSource clock,
            Audit audit) {
        this.database = database;
        this.groups = new SetAsideGroups(zone);
        this.enrolled = enrolled;
        this.count = count;
        this.changed = changed;
        this.clock = clock;
        this.audit = audit;
    }

    public void addTo(Routes routes) {
        routes.get(Access.workingView(Role.MANAGER), PATH, exchange -> show(exchange, ""));
        routes.post(Access.to(Role.MANAGER), PATH, this::say);
        routes.post(Access.to(Role.MANAGER), PATH + "/goes-on", this::letGoOn);
    }

    private void say(Exchange exchange) {
        Optional<Fences.Verdict> verdict =
                switch (exchange.field("verdict")) {
                    case "counts" -> Optional.of(Fences.Verdict.COUNTS);
                    case "left-out" -> Optional.of(Fences.Verdict.LEFT_OUT);
                    default -> Optional.empty();
                };
        String reason = exchange.field("reason");
        if (verdict.isEmpty() || !isReason(reason)) {
            show(exchange, exchange.words().say("review.reason.mistake", MOST_REASON));
            return;
        }
        Optional<SetAsideGroups.Group> said = database.write(handle -> {
            Optional<SetAsideGroups.Group> group = groups.find(handle, exchange.field("group"))
                    .flatMap(some -> some.asSeen(position(exchange.field("through")), exchange.field("many")));
            group.ifPresent(some -> Fences.say(handle, some.events(), verdict.get()));
            return group;
        });
        if (said.isEmpty()) {
            show(exchange, exchange.words().say("review.changed"));
            return;
        }
        boolean counts = verdict.get() == Fences.Verdict.COUNTS;
        Words words = exchange.words();
        audit.add(
                exchange.visitor().name(),
                counts ? Change.EVENTS_LET_COUNT : Change.EVENTS_LEFT_OUT,
                words.say(
                        "review.audit",
                        nameOf(said.get().fence()),
                        title(words, said.get()),
                        what(words, said.get()),
                        reason));
        if (counts) {
            count.run();
        }
        changed.run();
        exchange.goTo(PATH);
    }

    /// Nothing has come before the first, so a form without one speaks of nothing.
    private static long position(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private void letGoOn(Exchange exchange) {
        String reason = exchange.field("reason");
        Optional<Fences.Fence> fence = fences().stream()
                .filter(one -> Long.toString(one.number()).equals(exchange.field("fence")))
                .filter(one -> one.succeeded().isPresent())
                .findFirst();
        if (fence.isEmpty()) {
            exchange.notHere();
            return;
        }
        if (!isReason(reason)) {
            show(exchange, exchange.words().say("review.reason.mistake", MOST_REASON));
            return;
        }
        DeviceId device = fence.get().device();
        database.write(handle -> {
            Fences.letGoOn(handle, fence.get());
            return null;
        });
        audit.add(exchange.visitor().name(), Change.DEVICE_GOES_ON, device + ": " + reason);
        exchange.goTo(PATH);
    }

    private static boolean isReason(String reason) {
        return !reason.isEmpty() && reason.length() <= MOST_REASON;
    }

    private void show(Exchange exchange, String mistake) {
        Words words = exchange.words();
        Instant now = clock.instant();
        Map<Long, List<ReviewPage.Group>> byFence = new HashMap<>();
        // Before the groups: what comes between the two is above it, and has to be looked at again.
        long through = database.read(SetAsideGroups::through);
        List<SetAsideGroups.Group> all = database.read(groups::all);
        for (SetAsideGroups.Group group : all) {
            List<ReviewPage.Group> its = byFence.computeIfAbsent(group.fence(), number -> new ArrayList<>());
            its.add(new ReviewPage.Group(
                    group.key(),
                    title(words, group),
                    what(words, group),
                    group.leftOut(),
                    group.fence() + "-" + its.size(),
                    group.many()));
        }
        exchange.page(
                mistake.isEmpty() ? 200 : 422,
                "fleet/review",
                new ReviewPage(
                        exchange.frame(KIOSKS),
                        fences().stream()
                                .map(fence -> new ReviewPage.Device(
                                        fence.number(),
                                        name(fence.device()),
                                        words.say(
                                                "review.device",
                                                words.when(fence.shutAt(), now),
                                                words.of("shut-out.because", Because.valueOf(fence.because()))),
                                        byFence.getOrDefault(fence.number(), List.of()),
                                        fence.succeeded().isPresent() && hasFencedStore(fence)))
                                .filter(device -> !device.groups().isEmpty() || device.mayGoOn())
                                .toList(),
                        through,
                        mistake));
    }

    private List<Fences.Fence> fences() {
        return database.read(Fences::all);
    }

    private boolean hasFencedStore(Fences.Fence fence) {
        return database.read(handle -> handle.createQuery("""
                        SELECT EXISTS (SELECT 1 FROM inbox_fenced_store WHERE fence = :fence)
                          AND EXISTS (SELECT 1 FROM inbox_aside WHERE fence = :fence)
                        """)
                .bind("fence", fence.number())
                .mapTo(Boolean.class)
                .one());
    }

    private String nameOf(long fence) {
        return fences().stream()
                .filter(one -> one.number() == fence)
                .map(one -> name(one.device()))
                .findFirst()
                .orElse("");
    }

    private String name(DeviceId device) {
        return enrolled.all().stream()
                .filter(one -> one.id().equals(device))
                .map(EnrolledDevices.Device::name)
                .findFirst()
                .orElse(device.value());
    }

    private static String title(Words words, SetAsideGroups.Group group) {
        if (group.answers()) {
            return words.say("review.answers");
        }
        String day = words.day(words.date(group.at()));
        return group.title().isEmpty()
                ? words.say("review.day", day)
                : words.say("review.session", group.title(), day, words.time(group.at()));
    }

    private static String what(Words words, SetAsideGroups.Group group) {
        if (group.answers()) {
            return words.say("review.some");
        }
        long taps = group.of(TAP);
        long guests = group.of(GUEST);
        return words.say("review.what", taps, guests, group.events().size() - taps - guests);
    }
}
