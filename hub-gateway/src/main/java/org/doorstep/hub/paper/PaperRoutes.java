package org.doorstep.hub.paper;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.doorstep.hub.passes.PassSigner;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Section;
import org.doorstep.hub.web.Words;
import org.doorstep.login.Audit;

/// The page on which a manager makes sheets of passes, and the sheets themselves as a file to print.
public final class PaperRoutes {
    private static final String PAPER = "/paper-passes";

    private final PaperPasses paper;
    private final SlipDesk slips;
    private final StaffPasses staff;
    private final String hubName;
    private final InstantSource clock;
    private final Audit audit;

    /// What this feature writes to the audit. Kept names: add, never rename.
    enum Change {
        /// The detail is the first sheet's number, how many sheets, and their kind.
        PAPER_PASSES_MADE,
        /// The detail is its last day.
        SLIP_MADE,
        /// The detail is its symbol.
        STAFF_PASS_MADE,
        STAFF_PASS_ENDED
    }

    public PaperRoutes(
            PaperPasses paper, SlipDesk slips, StaffPasses staff, String hubName, InstantSource clock, Audit audit) {
        this.paper = paper;
        this.slips = slips;
        this.staff = staff;
        this.hubName = hubName;
        this.clock = clock;
        this.audit = audit;
    }

    public void addTo(Routes routes) {
        Access.Roles managers = Access.to(Role.MANAGER);
        routes.page(managers, Section.PASSES, PAPER, "nav.paper", exchange -> show(exchange, 200, ""));
        routes.post(managers, PAPER, this::make);
        routes.post(managers, PAPER + "/slip", this::slip);
        routes.post(managers, PAPER + "/staff", this::staff);
        routes.post(managers, PAPER + "/staff/end", this::endStaff);
    }

    private void make(Exchange exchange) {
        Words words = exchange.words();
        Optional<SheetKind> kind = SheetKind.parse(exchange.field("kind"));
        Optional<Integer> sheets = sheets(exchange.field("sheets"));
        if (kind.isEmpty() || sheets.isEmpty()) {
            show(exchange, 422, words.say("paper.mistake", PaperPasses.MOST_SHEETS));
            return;
        }
        PaperPasses.Made made = paper.make(kind.get(), sheets.get());
        audit.add(
                exchange.visitor().name(),
                Change.PAPER_PASSES_MADE,
                made.first() + " " + sheets.get() + " " + kind.get().text());
        exchange.download(
                "passes-" + kind.get().text() + "-" + made.first() + ".pdf",
                "application/pdf",
                new PassSheets(words, hubName).draw(kind.get(), made.first(), made.passes()));
    }

    private void slip(Exchange exchange) {
        Words words = exchange.words();
        switch (slips.make(exchange.field("symbol"))) {
            case SlipDesk.Made made -> {
                // Not for which pass: the audit is kept longer than a slip is.
                audit.add(
                        exchange.visitor().name(),
                        Change.SLIP_MADE,
                        made.until().toString());
                exchange.download("slip.pdf", "application/pdf", new SlipSheet(words, hubName).draw(made));
            }
            case SlipDesk.NoSuchPass() -> show(exchange, 422, words.say("slip.mistake.pass"));
            case SlipDesk.NoCertificate() -> show(exchange, 422, words.say("slip.mistake.certificate"));
        }
    }

    private void staff(Exchange exchange) {
        Words words = exchange.words();
        if (!exchange.field("pin").equals(exchange.field("again"))) {
            show(exchange, 422, words.say("staff.mistake.again"));
            return;
        }
        switch (staff.make(exchange.field("pin"))) {
            case StaffPasses.Made(PassSigner.Signed pass) -> {
                audit.add(exchange.visitor().name(), Change.STAFF_PASS_MADE, pass.symbol());
                exchange.download("staff-pass.pdf", "application/pdf", new StaffSheet(words, hubName).draw(pass));
            }
            case StaffPasses.NotThatPin() -> show(exchange, 422, words.say("staff.mistake.pin"));
            case StaffPasses.Enough() -> show(exchange, 422, words.say("staff.mistake.enough"));
        }
    }

    private void endStaff(Exchange exchange) {
        String symbol = exchange.field("symbol");
        if (staff.end(symbol)) {
            audit.add(exchange.visitor().name(), Change.STAFF_PASS_ENDED, symbol);
        }
        exchange.goTo(PAPER);
    }

    private static Optional<Integer> sheets(String text) {
        return text.matches("\\d{1,2}")
                ? Optional.of(Integer.parseInt(text)).filter(count -> count >= 1 && count <= PaperPasses.MOST_SHEETS)
                : Optional.empty();
    }

    private void show(Exchange exchange, int status, String mistake) {
        Words words = exchange.words();
        Instant now = clock.instant();
        List<PaperPage.Line> lines = paper.sheets().stream()
                .map(sheet -> new PaperPage.Line(
                        words.say("paper.sheet", sheet.number()),
                        words.say("paper.kind." + sheet.kind().text()),
                        words.when(sheet.at(), now),
                        words.say("paper.used", sheet.used(), sheet.passes())))
                .toList();
        exchange.page(
                status,
                "paper/paper",
                new PaperPage(
                        exchange.frame(PAPER),
                        mistake,
                        slips.canMake(),
                        IntStream.rangeClosed(1, PaperPasses.MOST_SHEETS)
                                .boxed()
                                .toList(),
                        lines,
                        staff.held().stream()
                                .map(held -> new PaperPage.Staff(
                                        held.symbol(),
                                        words.say("staff.held", held.symbol(), words.when(held.at(), now))))
                                .toList()));
    }
}
