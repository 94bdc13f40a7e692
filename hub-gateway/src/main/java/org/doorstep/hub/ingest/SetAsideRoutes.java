package org.doorstep.hub.ingest;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Section;
import org.doorstep.hub.web.Words;
import org.doorstep.login.Audit;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.inbox.Quarantine;
import org.doorstep.relay.store.Database;

/// What came and could not be counted, shown to a manager. The text is shown as text, whatever it holds.
public final class SetAsideRoutes {
    private static final String PATH = "/set-aside";

    /// More than a person will read; the newest are what is going wrong now.
    private static final int MOST_SHOWN = 100;

    /// Enough to see what it is; the whole is kept in the inbox.
    private static final int MOST_TEXT_BYTES = 4_000;

    private final Database database;
    private final Quarantine quarantine;
    private final HeldBack heldBack;
    private final InstantSource clock;
    private final Audit audit;

    /// What is written to the audit.
    enum Change {
        SAID_LET_COUNT
    }

    public SetAsideRoutes(
            Database database, Quarantine quarantine, HeldBack heldBack, InstantSource clock, Audit audit) {
        this.database = database;
        this.quarantine = quarantine;
        this.heldBack = heldBack;
        this.clock = clock;
        this.audit = audit;
    }

    public void addTo(Routes routes) {
        routes.page(
                routes.reading("hub.inbox_quarantine.text"), Section.TO_PUT_RIGHT, PATH, "nav.set-aside", this::show);
        routes.post(Access.to(Role.MANAGER), PATH + "/let-count", this::letCount);
    }

    private void letCount(Exchange exchange) {
        DeviceId device;
        LocalDate day;
        try {
            device = new DeviceId(exchange.field("device"));
            day = LocalDate.parse(exchange.field("day"));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            exchange.notHere();
            return;
        }
        if (!heldBack.letCount(device, day, exchange.visitor().name())) {
            exchange.notHere();
            return;
        }
        audit.add(exchange.visitor().name(), Change.SAID_LET_COUNT, device.value() + " " + day);
        exchange.goTo(PATH);
    }

    private void show(Exchange exchange) {
        Words words = exchange.words();
        Instant now = clock.instant();
        List<Quarantine.Item> items = database.read(handle -> quarantine.items(handle, MOST_SHOWN));
        List<Quarantine.Count> counts = database.read(quarantine::counts);
        long notCounted = database.read(
                handle -> handle.createQuery("""
                        SELECT count(*)
                        FROM inbox_event
                        WHERE state = 'unprojected'
                          AND NOT EXISTS (
                            SELECT 1
                            FROM inbox_aside
                            WHERE inbox_aside.position = inbox_event.position AND verdict <> 'counts')
                        """).mapTo(Long.class).one());
        long unopened = database.read(Unopened::count);
        exchange.page(
                "ingest/set-aside",
                new SetAsidePage(
                        exchange.frame(PATH),
                        items.stream().map(item -> item(words, item, now)).toList(),
                        counts.stream().map(count -> refused(words, count, now)).toList(),
                        heldBack.waiting().stream()
                                .map(one -> new SetAsidePage.Held(
                                        one.device().value(),
                                        one.day().toString(),
                                        words.say("set-aside.held", one.events(), words.longDay(one.day()))))
                                .toList(),
                        notCounted,
                        unopened,
                        MOST_SHOWN));
    }

    private static SetAsidePage.Item item(Words words, Quarantine.Item item, Instant now) {
        byte[] text = item.text();
        boolean cut = text.length > MOST_TEXT_BYTES;
        return new SetAsidePage.Item(
                item.number(),
                item.device().value(),
                words.of("set-aside.reason", item.reason()),
                words.of("set-aside.what", item.reason()),
                words.when(item.receivedAt(), now),
                words.say("set-aside.times", item.times()),
                words.say("set-aside.place", item.lane().text(), item.sequence()),
                readable(text, cut ? MOST_TEXT_BYTES : text.length),
                cut);
    }

    private static SetAsidePage.Refused refused(Words words, Quarantine.Count count, Instant now) {
        return new SetAsidePage.Refused(
                count.device().value(),
                words.of("set-aside.reason", count.reason()),
                words.say("set-aside.times", count.times()),
                words.when(count.lastAt(), now));
    }

    /// What is not text becomes a sign that stands for it; control characters could make a line
    /// look like another.
    private static String readable(byte[] bytes, int length) {
        return new String(bytes, 0, length, StandardCharsets.UTF_8)
                .replaceAll("[\\p{Cntrl}\\p{Cf}&&[^\\n\\t]]", "\uFFFD");
    }
}
