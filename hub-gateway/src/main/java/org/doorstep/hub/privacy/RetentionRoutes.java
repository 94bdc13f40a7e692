package org.doorstep.hub.privacy;

import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Section;
import org.doorstep.hub.web.Words;
import org.doorstep.login.Audit;
import org.doorstep.relay.contract.Receipt;
import org.doorstep.relay.fields.Fields;
import org.doorstep.relay.fields.Keep;
import org.doorstep.relay.fields.Kind;
import org.doorstep.relay.store.Database;

/// How long what is kept and what was taken away, for whoever works here; what became of a receipt;
/// and a manager's word where more residents are due than go by themselves.
public final class RetentionRoutes {
    private static final String PATH = "/kept";

    /// A year of days on which something went; older ones stay in the table.
    private static final int MOST_SHOWN = 400;

    /// What is written to the audit.
    enum Change {
        RESIDENTS_LET_GO
    }

    private final Fields fields;
    private final Database database;
    private final Retention retention;
    private final Receipts receipts;
    private final BooleanSupplier timeKnown;
    private final InstantSource clock;
    private final Audit audit;

    public RetentionRoutes(
            Fields fields,
            Database database,
            Retention retention,
            Receipts receipts,
            BooleanSupplier timeKnown,
            InstantSource clock,
            Audit audit) {
        this.fields = fields;
        this.database = database;
        this.retention = retention;
        this.receipts = receipts;
        this.timeKnown = timeKnown;
        this.clock = clock;
        this.audit = audit;
    }

    public void addTo(Routes routes) {
        Access.Roles whoeverIsAsked = Access.to(Role.MANAGER, Role.SESSION_LEADER, Role.VOLUNTEER_DESK);
        routes.page(whoeverIsAsked, Section.THIS_HUB, PATH, "nav.kept", exchange -> show(exchange, 200, ""));
        // Not by its address: a receipt is somebody's, and addresses stand in histories.
        routes.post(whoeverIsAsked, PATH + "/receipt", this::receipt);
        routes.post(Access.to(Role.MANAGER), PATH + "/let-go", this::letGo);
    }

    private void letGo(Exchange exchange) {
        if (retention.letGo() instanceof Outcome.Ran ran) {
            audit.add(exchange.visitor().name(), Change.RESIDENTS_LET_GO, String.valueOf(ran.removed()));
        }
        exchange.goTo(PATH);
    }

    private void receipt(Exchange exchange) {
        Words words = exchange.words();
        Receipt receipt;
        try {
            receipt = Receipt.typed(exchange.field("receipt"));
        } catch (IllegalArgumentException e) {
            show(exchange, 422, words.say("kept.receipt.mistake"));
            return;
        }
        Receipts.State state = database.read(handle -> receipts.of(handle, receipt));
        show(exchange, 200, words.say("kept.receipt." + state, receipt));
    }

    private void show(Exchange exchange, int status, String answer) {
        Words words = exchange.words();
        Instant now = clock.instant();
        Optional<Instant> last = database.read(RetentionList::lastRan);
        long waiting = database.read(RetentionList::waiting);
        exchange.page(
                status,
                "privacy/kept",
                new RetentionPage(
                        exchange.frame(PATH),
                        answer,
                        last.map(at -> words.say("kept.last", words.when(at, now)))
                                .orElseGet(() -> words.say("kept.never")),
                        !timeKnown.getAsBoolean(),
                        waiting == 0 ? "" : words.say("kept.waiting", waiting, howLong(words, unseen())),
                        fields.kinds().stream().map(kind -> kept(words, kind)).toList(),
                        database.read(handle -> RetentionList.newest(handle, MOST_SHOWN)).stream()
                                .map(line -> new RetentionPage.Removed(
                                        words.longDay(words.date(line.at())), removed(words, line)))
                                .toList()));
    }

    private RetentionPage.Kept kept(Words words, Kind kind) {
        return new RetentionPage.Kept(
                words.say("kept.kind." + kind.name()),
                words.of("kept.about", kind.about()),
                switch (kind.keep()) {
                    case Keep.UntilUnseen(Period period) -> words.say("kept.unseen", howLong(words, period));
                    case Keep.RowFor(Period period) -> words.say("kept.for", howLong(words, period));
                    case Keep.ValueFor(Period period) -> words.say("kept.emptied", howLong(words, period));
                    case Keep.InUse _ -> words.say("kept.in-use." + kind.name());
                },
                readers(words, kind));
    }

    private static String readers(Words words, Kind kind) {
        List<String> roles = Arrays.stream(Role.values())
                .filter(kind::mayBeReadBy)
                .map(role -> words.of("role", role))
                .toList();
        return roles.isEmpty() ? words.say("kept.readers.nobody") : String.join(", ", roles);
    }

    private static String removed(Words words, RetentionList.Line line) {
        return line.what() == RetentionList.What.RESIDENTS
                ? words.say("kept.removed.RESIDENTS", line.many())
                : words.say("kept.removed." + line.what(), line.many(), words.say("kept.kind." + line.kind()));
    }

    private Period unseen() {
        return fields.unseenFor().orElse(Period.ZERO);
    }

    private static String howLong(Words words, Period period) {
        return period.toTotalMonths() > 0
                ? words.say("kept.months", period.toTotalMonths())
                : words.say("kept.days", period.getDays());
    }
}
