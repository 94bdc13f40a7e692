package org.doorstep.hub.booking.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.claims.Origin;
import org.doorstep.hub.booking.claims.Wanted;
import org.doorstep.hub.booking.recurring.Hall;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.web.Words;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TomorrowSheetsTest {
    private static final LocalDate TUESDAY = LocalDate.parse("2026-09-22");

    @TempDir
    Path folder;

    private Hall hall;
    private Instant now = Hall.NOW;
    private TomorrowSheets sheets;

    @BeforeEach
    void open() {
        hall = new Hall(folder);
        sheets = new TomorrowSheets(
                hall.database, new Words(Locale.UK, Hall.ZONE), "Millbrook Fold", Hall.ZONE, () -> now, folder);
    }

    @AfterEach
    void close() {
        hall.close();
    }

    @Test
    void itSaysWhoHasWhichRoomAndTheCodeThatAPersonWillSay() throws IOException {
        hall.make(Hall.tuesdays("hall", "19:00", "21:00", Hall.CHOIR));
        hall.step(handle -> hall.claims.book(
                handle,
                Wanted.of(
                                hall.request(),
                                new BookableId("kitchen"),
                                1,
                                Hall.times(TUESDAY, "10:00", "11:30"),
                                new Holder.Resident("fox-and-kettle"),
                                Origin.KIOSK)
                        .withCode("4821"),
                Hall.NOW));

        String text = text(sheets.draw(TUESDAY));

        assertThat(text)
                .contains("Millbrook Fold", "22 September 2026", "kitchen", "10:00 to 11:30", "Code 4821")
                .contains("hall", "19:00 to 21:00", "Singing")
                .doesNotContain("fox-and-kettle");
        assertThat(text(sheets.draw(TUESDAY.plusDays(1)))).contains("Nothing is booked.");
    }

    @Test
    void aDayWithMoreThanAPageHoldsHasAsManyAsItNeedsAndLosesNothing() throws IOException {
        for (int i = 0; i < 26; i++) {
            String starts = "%02d:%02d".formatted(9 + i / 2, i % 2 * 30);
            String ends = "%02d:%02d".formatted(9 + (i + 1) / 2, (i + 1) % 2 * 30);
            hall.once("hall-a", "2026-09-22", starts, ends);
            hall.once("kitchen", "2026-09-22", starts, ends);
        }
        byte[] sheet = sheets.draw(TUESDAY);

        assertThat(text(sheet).split("Karate", -1)).hasSize(53);
        try (PDDocument document = Loader.loadPDF(sheet)) {
            assertThat(document.getNumberOfPages()).isEqualTo(2);
        }
    }

    @Test
    void oneIsKeptEachEveningAndAWeekOfThemStays() throws IOException {
        assertThat(sheets.keepIfDue()).as("in the morning").isFalse();
        for (int day = 0; day < 9; day++) {
            now = Hall.MONDAY.plusDays(day).atTime(21, 5).atZone(Hall.ZONE).toInstant();
            assertThat(sheets.keepIfDue()).isTrue();
            now = now.plus(Duration.ofMinutes(10));
            assertThat(sheets.keepIfDue()).as("twice in an evening").isFalse();
        }

        try (Stream<Path> kept = Files.list(folder.resolve("sheets"))) {
            assertThat(kept.map(file -> file.getFileName().toString()).sorted())
                    .hasSize(7)
                    .startsWith("tomorrow-2026-09-24.pdf")
                    .endsWith("tomorrow-2026-09-30.pdf");
        }
    }

    private static String text(byte[] sheet) throws IOException {
        try (PDDocument document = Loader.loadPDF(sheet)) {
            return new PDFTextStripper().getText(document);
        }
    }
}
