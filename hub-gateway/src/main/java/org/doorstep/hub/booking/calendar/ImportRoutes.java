package org.doorstep.hub.booking.calendar;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Words;
import org.doorstep.login.Audit;
import org.doorstep.relay.store.Database;

/// Bookings that stand in a spreadsheet so far: tried first, with what would become of each line, and
/// taken in by a second press. Taken in twice is once.
public final class ImportRoutes {
    private static final String PATH = CalendarRoutes.PATH + "/import";

    /// Five thousand lines of a hundred letters, in a form.
    private static final long MOST_BYTES = 1024 * 1024;

    /// More than these nobody reads before mending the file.
    private static final int MOST_SHOWN = 200;

    private final Database database;
    private final Import imports;
    private final InstantSource clock;
    private final Audit audit;
    private final Runnable changed;

    public ImportRoutes(Database database, Import imports, InstantSource clock, Audit audit, Runnable changed) {
        this.database = database;
        this.imports = imports;
        this.clock = clock;
        this.audit = audit;
        this.changed = changed;
    }

    public void addTo(Routes routes) {
        Access managers = Access.to(Role.MANAGER);
        routes.get(managers, PATH, exchange -> show(exchange, 200, "", false, List.of(), ""));
        routes.upload(managers, PATH, MOST_BYTES, exchange -> tryOut(exchange, file(exchange)));
        routes.upload(managers, PATH + "/take", MOST_BYTES, exchange -> take(exchange, exchange.field("text")));
    }

    private void tryOut(Exchange exchange, Optional<String> text) {
        Optional<List<BookingsFile.Line>> lines = text.flatMap(imports::read);
        if (lines.isEmpty()) {
            show(exchange, 422, "import.mistake", false, List.of(), "");
            return;
        }
        Instant now = clock.instant();
        List<Import.Outcome> outcomes = database.write(handle -> imports.dryRun(handle, lines.get(), now));
        show(exchange, 200, "", true, outcomes, text.get());
    }

    private void take(Exchange exchange, String text) {
        Optional<List<BookingsFile.Line>> lines = imports.read(text);
        if (lines.isEmpty()) {
            show(exchange, 422, "import.mistake", false, List.of(), "");
            return;
        }
        Instant now = clock.instant();
        List<Import.Outcome> outcomes = database.write(handle -> imports.take(handle, lines.get(), now));
        changed.run();
        audit.add(
                exchange.visitor().name(),
                BookingRoutes.Change.BOOKINGS_IMPORTED,
                Long.toString(count(outcomes, Import.Result.BOOKED)));
        show(exchange, 200, "", false, outcomes, "");
    }

    private static long count(List<Import.Outcome> outcomes, Import.Result result) {
        return outcomes.stream().filter(outcome -> outcome.result() == result).count();
    }

    /// Only UTF-8: what a spreadsheet saved in another way would put wrong letters into names.
    private static Optional<String> file(Exchange exchange) {
        Optional<InputStream> sent = exchange.file("file");
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = sent.get()) {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(in.readAllBytes()))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("A file of bookings could not be read as it came.", e);
        }
    }

    private static void show(
            Exchange exchange, int status, String mistake, boolean tried, List<Import.Outcome> outcomes, String text) {
        Words words = exchange.words();
        String summary = outcomes.isEmpty()
                ? ""
                : words.say(
                        tried ? "import.would" : "import.done",
                        count(outcomes, Import.Result.BOOKED),
                        count(outcomes, Import.Result.BEFORE),
                        outcomes.size()
                                - count(outcomes, Import.Result.BOOKED)
                                - count(outcomes, Import.Result.BEFORE));
        exchange.page(
                status,
                "booking/calendar/import",
                new ImportPage(
                        exchange.frame(CalendarRoutes.PATH),
                        mistake.isEmpty() ? "" : words.say(mistake),
                        BookingsFile.HEADER,
                        tried && !outcomes.isEmpty(),
                        summary,
                        outcomes.stream()
                                .filter(outcome -> !outcome.detail().isEmpty())
                                .limit(MOST_SHOWN)
                                .map(outcome -> new ImportPage.Line(outcome.number(), words.say(outcome.detail())))
                                .toList(),
                        text));
    }
}
