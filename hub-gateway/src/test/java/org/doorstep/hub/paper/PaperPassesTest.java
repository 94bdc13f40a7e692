package org.doorstep.hub.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.zxing.NotFoundException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.doorstep.firmware.keys.KeyFiles;
import org.doorstep.hub.passes.PassSigner;
import org.doorstep.hub.web.Words;
import org.doorstep.relay.contract.passes.PassCode;
import org.doorstep.relay.contract.passes.PassKeys;
import org.doorstep.relay.store.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PaperPassesTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final int PIXELS_AN_INCH = 250;
    private static final Path PICTURES = Path.of("target/paper");

    @TempDir
    Path folder;

    private final Instant now = Instant.parse("2026-11-02T09:00:00Z");
    private final PassSheets sheets =
            new PassSheets(new Words(Locale.UK, LONDON), "Millbrook Fold \u0141\u00f3d\u017a");
    private Database database;
    private PaperPasses paper;
    private PassKeys publicKeys;

    @BeforeEach
    void open() {
        database = Database.open(
                folder.resolve("hub.db"),
                "org/doorstep/hub/db",
                "org/doorstep/login/db/sqlite",
                "org/doorstep/relay/inbox/db");
        KeyFiles.make(folder, new SecureRandom());
        KeyFiles keys = KeyFiles.read(folder);
        publicKeys = PassKeys.parse(keys.publicKeys().passKeys());
        paper = new PaperPasses(
                database, new PassSigner(keys.signingKey(), LONDON, () -> now, new Random(1)), () -> now);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void eachPassIsWrittenDownWithItsSheetBeforeItIsDrawn() {
        PaperPasses.Made first = paper.make(SheetKind.CARDS, 2);
        PaperPasses.Made second = paper.make(SheetKind.STICKERS, 1);

        assertThat(first.first()).isEqualTo(1);
        assertThat(second.first()).isEqualTo(3);
        assertThat(heldBy("paper/2"))
                .containsExactlyInAnyOrderElementsOf(first.passes().subList(10, 20).stream()
                        .map(signed -> signed.pass().value())
                        .toList());
        assertThat(heldBy("paper/3")).hasSize(24);
        assertThat(paper.sheets())
                .extracting(PaperPasses.Sheet::number, PaperPasses.Sheet::passes, PaperPasses.Sheet::used)
                .containsExactly(tuple(3L, 24, 0), tuple(2L, 10, 0), tuple(1L, 10, 0));
    }

    @Test
    void aPassThatWasShownToAKioskIsInUse() {
        String pass = paper.make(SheetKind.CARDS, 1).passes().get(3).pass().value();
        database.write(handle -> handle.execute(
                "INSERT INTO pass (kind, name, symbol, first_day) VALUES ('code', ?, 'AAAAA', '2026-11-03')", pass));

        assertThat(paper.sheets().getFirst().used()).isEqualTo(1);
    }

    @Test
    void notMoreIsMadeAtOnceThanAHubGivesOut() {
        assertThatThrownBy(() -> paper.make(SheetKind.CARDS, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> paper.make(SheetKind.CARDS, PaperPasses.MOST_SHEETS + 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(paper.sheets()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyCodeOnASheetIsReadWhereItStandsAndTheHubsOwnKeySignedIt(SheetKind kind) throws Exception {
        PaperPasses.Made made = paper.make(kind, 2);
        byte[] file = sheets.draw(kind, made.first(), made.passes());
        Files.createDirectories(PICTURES);
        Files.write(PICTURES.resolve(kind.text() + ".pdf"), file);

        try (PDDocument document = Loader.loadPDF(file)) {
            assertThat(document.getNumberOfPages()).isEqualTo(2);
            List<String> read = new ArrayList<>();
            for (int page = 0; page < 2; page++) {
                BufferedImage picture = new PDFRenderer(document).renderImageWithDPI(page, PIXELS_AN_INCH);
                ImageIO.write(
                        picture,
                        "png",
                        PICTURES.resolve(kind.text() + "-" + page + ".png").toFile());
                for (int place = 0; place < kind.passes(); place++) {
                    read.add(code(picture, kind, place));
                }
            }
            assertThat(read)
                    .containsExactlyElementsOf(
                            made.passes().stream().map(PassSigner.Signed::code).toList());
            assertThat(read)
                    .allSatisfy(code -> assertThat(PassCode.read(code, publicKeys, LocalDate.parse("2026-11-02")))
                            .isInstanceOf(PassCode.Valid.class));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSheetSaysTheHubsNameAndEachPassesSymbolAndNobodysName(SheetKind kind) throws IOException {
        PaperPasses.Made made = paper.make(kind, 1);

        try (PDDocument document = Loader.loadPDF(sheets.draw(kind, made.first(), made.passes()))) {
            String text = new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
            assertThat(text).contains("Millbrook", "\u0141\u00f3d\u017a", "Sheet 1");
            assertThat(made.passes()).allSatisfy(pass -> assertThat(text).contains("Pass " + pass.symbol()));
        }
    }

    /// What a reader held over that code alone finds.
    private static String code(BufferedImage page, SheetKind kind, int place) throws NotFoundException {
        double pixels = PIXELS_AN_INCH / 25.4;
        double left = kind.left(place % kind.columns) + kind.width - kind.code();
        double top = kind.top(place / kind.columns) + (kind.height - kind.code()) / 2;
        int side = (int) (kind.code() * pixels);
        return PaperCode.in(page.getSubimage((int) (left * pixels), (int) (top * pixels), side, side));
    }

    private List<String> heldBy(String holder) {
        return database.read(handle -> handle.createQuery("SELECT pass FROM blank WHERE device = :holder")
                .bind("holder", holder)
                .mapTo(String.class)
                .list());
    }
}
