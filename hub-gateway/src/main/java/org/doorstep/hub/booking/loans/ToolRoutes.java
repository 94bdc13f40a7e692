package org.doorstep.hub.booking.loans;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.units.Bookable;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Catalogue;
import org.doorstep.hub.booking.units.Party;
import org.doorstep.hub.booking.waiting.Lines;
import org.doorstep.hub.paper.LabelSheet;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Section;
import org.doorstep.hub.web.Words;
import org.doorstep.login.Audit;
import org.doorstep.relay.contract.bookings.UnitLabel;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// Who has which tool now, how the tools are, and their labels to print.
public final class ToolRoutes {
    private static final String PATH = "/tools";
    private static final int MOST_USES = 10_000;

    private final Database database;
    private final LoanRounds rounds;
    private final String hubName;
    private final ZoneId zone;
    private final RandomGenerator random;
    private final InstantSource clock;
    private final Audit audit;
    private final Runnable changed;

    /// What is written to the audit; the detail is the tool's label. Kept names: add, never rename.
    enum Change {
        TOOL_GIVEN_OUT,
        TOOL_TAKEN_BACK,
        TOOL_MENDED,
        TOOL_LOOKED_OVER,
        TOOL_BLOCKED,
        LABELS_PRINTED,
        CARE_PLANNED
    }

    /// `changed` is run after each commit.
    public ToolRoutes(
            Database database,
            LoanRounds rounds,
            String hubName,
            ZoneId zone,
            RandomGenerator random,
            InstantSource clock,
            Audit audit,
            Runnable changed) {
        this.database = database;
        this.rounds = rounds;
        this.hubName = hubName;
        this.zone = zone;
        this.random = random;
        this.clock = clock;
        this.audit = audit;
        this.changed = changed;
    }

    public void addTo(Routes routes) {
        Access.Roles desk = Access.to(Role.MANAGER, Role.SESSION_LEADER, Role.VOLUNTEER_DESK);
        routes.page(
                routes.reading("hub.pass.symbol", "hub.tool_move.pass", "hub.tool_said.pass"),
                Section.ROOMS_AND_TOOLS,
                PATH,
                "nav.tools",
                exchange -> show(exchange, ""));
        routes.post(desk, PATH + "/said", this::said);
        routes.post(Access.to(Role.MANAGER), PATH + "/labels", this::labels);
        routes.post(Access.to(Role.MANAGER), PATH + "/plan", this::plan);
    }

    private void said(Exchange exchange) {
        Words words = exchange.words();
        Optional<Said.What> what = Said.What.of(exchange.field("what"));
        String note = exchange.field("note");
        if (what.isEmpty()) {
            exchange.notHere();
            return;
        }
        if (note.length() > Said.MOST_NOTE) {
            show(exchange, words.say("tools.mistake.note", Said.MOST_NOTE));
            return;
        }
        Optional<Holder> holder = what.get() == Said.What.TAKEN ? taker(exchange) : Optional.of(new Holder.Nobody());
        if (holder.isEmpty()) {
            show(exchange, words.say("tools.mistake.who"));
            return;
        }
        String label = exchange.field("label");
        Instant now = clock.instant();
        boolean known = database.write(handle -> {
            boolean written = Said.of(
                    handle, label, what.get(), holder.get(), exchange.visitor().name(), note, now);
            rounds.follow(handle, now);
            return written;
        });
        if (!known) {
            exchange.notHere();
            return;
        }
        changed.run();
        audit.add(exchange.visitor().name(), change(what.get()), label);
        exchange.goTo(PATH);
    }

    private static Change change(Said.What what) {
        return switch (what) {
            case TAKEN -> Change.TOOL_GIVEN_OUT;
            case BROUGHT_FINE, BROUGHT_NEEDS_CARE, BROUGHT_BROKEN -> Change.TOOL_TAKEN_BACK;
            case MENDED -> Change.TOOL_MENDED;
            case LOOKED_OVER -> Change.TOOL_LOOKED_OVER;
            case BLOCKED -> Change.TOOL_BLOCKED;
        };
    }

    private Optional<Holder> taker(Exchange exchange) {
        String party = exchange.field("party");
        if (party.matches("\\d{1,15}")) {
            return database.read(Catalogue::read)
                    .party(Long.parseLong(party))
                    .map(found -> new Holder.Party(found.id()));
        }
        return database.read(handle -> Said.withSymbol(handle, exchange.field("symbol")))
                .map(Holder.class::cast);
    }

    private void labels(Exchange exchange) {
        List<LabelSheet.Label> labels = database.write(handle -> {
            Said.labelAll(handle, random);
            return labels(handle);
        });
        if (labels.isEmpty()) {
            show(exchange, exchange.words().say("tools.mistake.none"));
            return;
        }
        changed.run();
        audit.add(exchange.visitor().name(), Change.LABELS_PRINTED, Integer.toString(labels.size()));
        exchange.download("tool-labels.pdf", "application/pdf", new LabelSheet(exchange.words(), hubName).draw(labels));
    }

    private static List<LabelSheet.Label> labels(Handle handle) {
        return Care.tools(handle).stream()
                .filter(tool -> !tool.bookable().isEmpty())
                .map(tool -> new LabelSheet.Label(new UnitLabel(tool.label()).qr(), tool.label(), tool.title()))
                .toList();
    }

    private void plan(Exchange exchange) {
        Optional<Integer> uses = number(exchange.field("uses"), MOST_USES);
        Optional<Integer> months = number(exchange.field("months"), Induction.MOST_MONTHS);
        String bookable = exchange.field("bookable");
        boolean known = bookable.matches("[a-z0-9-]{1,32}")
                && database.read(Catalogue::read).find(new BookableId(bookable)).isPresent();
        if (!known) {
            exchange.notHere();
            return;
        }
        if (uses.isEmpty() || months.isEmpty()) {
            show(exchange, exchange.words().say("tools.mistake.plan", MOST_USES, Induction.MOST_MONTHS));
            return;
        }
        database.write(handle -> {
            Care.keep(handle, new BookableId(bookable), new Care.Plan(uses.get(), months.get()));
            return true;
        });
        audit.add(exchange.visitor().name(), Change.CARE_PLANNED, bookable);
        exchange.goTo(PATH);
    }

    private static Optional<Integer> number(String text, int most) {
        if (text.isEmpty()) {
            return Optional.of(0);
        }
        return text.matches("\\d{1,6}")
                ? Optional.of(Integer.parseInt(text)).filter(number -> number <= most)
                : Optional.empty();
    }

    private void show(Exchange exchange, String mistake) {
        Instant now = clock.instant();
        ToolsPage page = database.read(handle -> {
            Lines lines = new Lines(handle, Catalogue.read(handle), exchange.words());
            List<ToolsPage.Tool> tools = tools(lines, now);
            return new ToolsPage(
                    exchange.frame(PATH),
                    mistake,
                    out(lines, now),
                    warnings(lines, now),
                    tools.stream().filter(tool -> tool.blocked() || tool.due()).toList(),
                    tools,
                    lines.catalogue().parties().stream()
                            .filter(party -> !party.retired())
                            .map(ToolRoutes::group)
                            .toList(),
                    plans(lines),
                    handle.createQuery(Said.WITHOUT_LABEL)
                            .mapTo(Long.class)
                            .list()
                            .size());
        });
        exchange.page(mistake.isEmpty() ? 200 : 422, "booking/loans/tools", page);
    }

    private static ToolsPage.Group group(Party party) {
        return new ToolsPage.Group(Long.toString(party.id()), party.name());
    }

    private static List<ToolsPage.Out> out(Lines lines, Instant now) {
        Words words = lines.words();
        return Loans.out(lines.handle(), now).stream()
                .map(loan -> {
                    List<String> about = new ArrayList<>();
                    about.add(words.say("tools.since", words.when(loan.taken(), now)));
                    loan.due()
                            .ifPresent(due -> about.add(words.say(
                                    loan.isLate(now) ? "tools.late" : "tools.due",
                                    words.day(words.date(due)),
                                    words.time(due))));
                    if (loan.due().isPresent() && loan.booking().isEmpty()) {
                        about.add(words.say("tools.of-another"));
                    }
                    return new ToolsPage.Out(
                            loan.label(), loan.title(), lines.who(loan.holder()), about, loan.isLate(now));
                })
                .toList();
    }

    private static List<ToolsPage.Line> warnings(Lines lines, Instant now) {
        Words words = lines.words();
        return Loans.warnings(lines.handle(), now).stream()
                .map(warning -> new ToolsPage.Line(
                        lines.who(warning.booking().holder()),
                        warning.title(),
                        List.of(
                                lines.when(warning.booking().times()),
                                words.of("tools.warning", warning.why()),
                                words.say(warning.told() ? "tools.warning.told" : "tools.warning.not-told"))))
                .toList();
    }

    private List<ToolsPage.Tool> tools(Lines lines, Instant now) {
        Words words = lines.words();
        return Care.tools(lines.handle()).stream()
                .map(tool -> {
                    Care.Plan plan = Care.plan(lines.handle(), tool.bookable());
                    boolean due = plan.isDue(tool, now, zone);
                    boolean care = tool.state().equals("care");
                    List<String> about = new ArrayList<>();
                    about.add(words.say("tools.label", tool.label()));
                    if (tool.unsafe()) {
                        about.add(words.say("tools.blocked"));
                    } else if (care) {
                        about.add(words.say("tools.care"));
                    }
                    if (due) {
                        about.add(words.say("tools.look-over"));
                    }
                    about.add(words.say("tools.uses", tool.uses()));
                    return new ToolsPage.Tool(tool.label(), tool.title(), about, tool.unsafe(), due || care);
                })
                .toList();
    }

    private static List<ToolsPage.Plan> plans(Lines lines) {
        return lines.catalogue().offered().stream()
                .filter(bookable -> bookable.kind() == Bookable.Kind.TOOL
                        && !lines.catalogue().ownUnits(bookable.id()).isEmpty())
                .map(bookable -> {
                    Care.Plan plan = Care.plan(lines.handle(), bookable.id().value());
                    return new ToolsPage.Plan(
                            bookable.id().value(), bookable.title(), text(plan.uses()), text(plan.months()));
                })
                .toList();
    }

    private static String text(int number) {
        return number == 0 ? "" : Integer.toString(number);
    }
}
