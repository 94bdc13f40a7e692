package org.doorstep.system.neighbourhood;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Random;
import org.doorstep.hub.booking.calendar.Import;
import org.doorstep.hub.booking.claims.ClaimBook;
import org.doorstep.hub.booking.claims.Standing;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.BookablesFile;
import org.doorstep.hub.booking.units.Catalogue;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.store.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoomsAndToolsTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    @TempDir
    Path folder;

    @Test
    void everyLineOfTheDemonstrationCanBeBookedOnWhicheverDayItIsBegun() throws Exception {
        for (LocalDate today : new LocalDate[] {LocalDate.parse("2026-11-24"), LocalDate.parse("2027-02-28")}) {
            Path files = Files.createDirectories(folder.resolve(today.toString()));
            Files.writeString(files.resolve(BookablesFile.NAME), RoomsAndTools.bookablesCsv());
            Files.writeString(files.resolve(BookablesFile.HOURS_NAME), RoomsAndTools.openHoursCsv());
            Files.writeString(files.resolve(Import.NAME), RoomsAndTools.bookingsCsv(today));
            Instant now = today.atTime(12, 0).atZone(LONDON).toInstant();
            try (Database hub = Database.open(
                    files.resolve("hub.db"), "org/doorstep/hub/db", "org/doorstep/login/db/sqlite", Inbox.MIGRATIONS)) {
                int left = hub.write(handle -> {
                    BookablesFile.readInto(handle, files);
                    return new Import(new ClaimBook(LONDON, new Random(7), Standing.OPEN), LONDON)
                            .readInto(handle, files.resolve(Import.NAME), now);
                });

                Catalogue catalogue = hub.read(Catalogue::read);
                assertThat(left)
                        .as("lines that could not be booked from " + today)
                        .isZero();
                assertThat(catalogue.share(new BookableId("main-hall"), new BookableId("hall-b")))
                        .isTrue();
                assertThat(catalogue.parties()).hasSizeGreaterThan(6);
                int bookings = hub.read(handle -> handle.createQuery("SELECT count(*) FROM booking")
                        .mapTo(Integer.class)
                        .one());
                assertThat(bookings).isGreaterThan(90);
            }
        }
    }
}
