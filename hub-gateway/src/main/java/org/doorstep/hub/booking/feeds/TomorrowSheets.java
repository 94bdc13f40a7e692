package org.doorstep.hub.booking.feeds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.doorstep.firmware.files.WholeFile;
import org.doorstep.hub.paper.Pages;
import org.doorstep.hub.web.Words;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tomorrow on paper, for the day on which everything is down: who has which room, which tools go out
/// and come back, with the codes that people will say. Kept every evening as a PDF in the folder
/// `sheets` of the hub's data, where a printer's own job may fetch it; the last few stay. Safe for
/// all threads.
///
/// It names groups and activities and, of people, only their codes.
public final class TomorrowSheets implements AutoCloseable {
    /// What is booked later than that for the next day is on the page, which draws it anew.
    private static final LocalTime HOUR = LocalTime.of(21, 0);

    private static final Duration LOOK_EVERY = Duration.ofMinutes(10);

    /// A week, so that somebody who was away finds what was said of the days before.
    private static final int KEPT = 7;

    private static final String BEGINS = "tomorrow-";

    private static final Logger LOG = LoggerFactory.getLogger(TomorrowSheets.class);

    private final Database database;
    private final Words words;
    private final String hubName;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Path folder;
    private final CountDownLatch closed = new CountDownLatch(1);

    public TomorrowSheets(
            Database database, Words words, String hubName, ZoneId zone, InstantSource clock, Path dataDir) {
        this.database = database;
        this.words = words;
        this.hubName = hubName;
        this.zone = zone;
        this.clock = clock;
        this.folder = dataDir.resolve("sheets");
    }

    public void start() {
        Thread.ofPlatform().name("tomorrow's sheet").daemon().start(this::keepUntilClosed);
    }

    private void keepUntilClosed() {
        try {
            do {
                try {
                    keepIfDue();
                } catch (UncheckedIOException | StoreException e) {
                    LOG.warn("Tomorrow's sheet could not be kept; it is tried again.", e);
                }
            } while (!closed.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Keeps the sheet of the next day if it is evening and there is none yet. Returns whether it did.
    public boolean keepIfDue() {
        ZonedDateTime now = clock.instant().atZone(zone);
        LocalDate tomorrow = now.toLocalDate().plusDays(1);
        Path file = folder.resolve(BEGINS + tomorrow + ".pdf");
        if (now.toLocalTime().isBefore(HOUR) || Files.exists(file)) {
            return false;
        }
        try {
            Files.createDirectories(folder);
            WholeFile.replace(file, draw(tomorrow));
            for (Path old : kept().skip(KEPT).toList()) {
                Files.deleteIfExists(old);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not keep " + file + ".", e);
        }
        return true;
    }

    /// When the newest sheet was kept.
    Optional<Instant> newest() {
        try {
            Optional<Path> file = kept().findFirst();
            return file.isPresent()
                    ? Optional.of(Files.getLastModifiedTime(file.get()).toInstant())
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not look into " + folder + ".", e);
        }
    }

    /// The newest first.
    private Stream<Path> kept() throws IOException {
        if (!Files.exists(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .filter(file -> file.getFileName().toString().startsWith(BEGINS))
                    .sorted(Comparator.reverseOrder())
                    .toList()
                    .stream();
        }
    }

    /// The sheet of that day, as it is booked now.
    byte[] draw(LocalDate day) {
        List<Shown> shown = database.read(handle -> Shown.all(
                handle,
                day.atStartOfDay(zone).toInstant(),
                day.plusDays(1).atStartOfDay(zone).toInstant()));
        List<List<SheetLine>> pages = SheetLine.pages(lines(shown, day));
        String made = words.say("sheet.made", words.when(clock.instant(), Instant.EPOCH));
        return Pages.pdf(words.say("sheet.title", hubName, words.longDay(day)), pages.size(), (page, on) -> {
            SheetLine.drawHead(on, words.say("sheet.title", hubName, words.longDay(day)), made);
            SheetLine.draw(on, pages.get(page));
            SheetLine.drawFoot(on, words.say("sheet.page", page + 1, pages.size()));
        });
    }

    private List<SheetLine> lines(List<Shown> shown, LocalDate day) {
        List<SheetLine> lines = new ArrayList<>();
        String thing = "";
        for (Shown one : shown) {
            if (!one.thing().equals(thing)) {
                thing = one.thing();
                lines.add(SheetLine.heading(one.place().isEmpty() ? thing : thing + " · " + one.place()));
            }
            lines.add(SheetLine.of(
                    words.say(
                            "door.when",
                            when(one.times().starts(), day),
                            when(one.times().ends(), day)),
                    what(one)));
        }
        if (lines.isEmpty()) {
            lines.add(SheetLine.of("", words.say("sheet.nothing")));
        }
        return lines;
    }

    /// What begins before the day or ends after it says so.
    private String when(Instant instant, LocalDate day) {
        LocalDate date = words.date(instant);
        return date.equals(day) ? words.time(instant) : words.say("time.on", words.shortDay(date), words.time(instant));
    }

    private String what(Shown one) {
        String who = one.called(words.say("feed.booked"));
        String many = one.count() == 1 ? who : words.say("sheet.many", who, one.count());
        String code = one.code().isEmpty() ? many : words.say("sheet.code", many, one.code());
        return one.asked() ? words.say("sheet.asked", code) : code;
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
