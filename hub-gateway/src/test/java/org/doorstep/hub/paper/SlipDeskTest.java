package org.doorstep.hub.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.doorstep.firmware.keys.KeyFiles;
import org.doorstep.hub.web.Words;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.identity.CheckedAt;
import org.doorstep.relay.identity.EcKeys;
import org.doorstep.relay.identity.Holder;
import org.doorstep.relay.identity.Identity;
import org.doorstep.relay.identity.Issuer;
import org.doorstep.relay.identity.PassSlip;
import org.doorstep.relay.identity.Root;
import org.doorstep.relay.identity.Trust;
import org.doorstep.relay.store.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlipDeskTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final PassId PASS = new PassId("5eed1e55c0ffee123456");
    private static final HubId HERE = new HubId("millbrook-fold-hub");

    /// The code is then 440 pixels high: what a camera of 640 by 480 has of it when it fills the
    /// picture.
    private static final int PIXELS_AN_INCH = 90;

    @TempDir
    Path folder;

    private final SecureRandom random = new SecureRandom();
    private Database database;
    private KeyFiles keys;
    private Root root;
    private Issuer issuer;

    @BeforeEach
    void open() throws Exception {
        database = Database.open(
                folder.resolve("hub.db"),
                "org/doorstep/hub/db",
                "org/doorstep/login/db/sqlite",
                "org/doorstep/relay/inbox/db");
        KeyFiles.make(folder, random);
        keys = KeyFiles.read(folder);
        KeyPair rootKeys = EcKeys.random(random);
        root = new Root(rootKeys.getPrivate(), Root.certificate("Fold", rootKeys, NOW, random));
        KeyPair own = EcKeys.random(random);
        issuer = new Issuer(new Identity(
                own.getPrivate(),
                List.of(root.issuing(new Holder.Issuing(HERE), own.getPublic(), NOW, random)),
                root.certificate()));
        database.write(handle -> {
            handle.execute("INSERT INTO pass (kind, name, symbol) VALUES ('code', ?, 'A1B2C')", PASS.value());
            return handle.execute("INSERT INTO pass (kind, name, symbol) VALUES ('card', '1:x', 'CARD0')");
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theSlipOnPaperIsReadAndSaysWhichPassOfWhichHubUntilWhen() throws Exception {
        SlipDesk.Made made = (SlipDesk.Made) desk(Optional.of(issuer)).make("a1b2c");
        byte[] file = new SlipSheet(new Words(Locale.UK, LONDON), "Millbrook Fold").draw(made);
        Files.createDirectories(Path.of("target/paper"));
        Files.write(Path.of("target/paper/slip.pdf"), file);

        String read = read(file);

        assertThat(read).isEqualTo(made.text());
        assertThat(PassSlip.read(read, new Trust(root.certificate()), new CheckedAt(NOW, true, Instant.EPOCH)))
                .isInstanceOfSatisfying(PassSlip.Good.class, good -> {
                    assertThat(good.from()).isEqualTo(HERE);
                    assertThat(good.pass()).isEqualTo(PASS);
                    assertThat(good.key()).isEqualTo(keys.signingKey().id());
                    assertThat(good.lastDay()).isEqualTo(LocalDate.parse("2027-11-22"));
                });
    }

    @Test
    void aPassThatIsNotThereAndACardOfOnesOwnHaveNoSlip() {
        SlipDesk desk = desk(Optional.of(issuer));

        assertThat(desk.make("ZZZZZ")).isEqualTo(new SlipDesk.NoSuchPass());
        assertThat(desk.make("CARD0")).isEqualTo(new SlipDesk.NoSuchPass());
        assertThat(desk.make("")).isEqualTo(new SlipDesk.NoSuchPass());
    }

    @Test
    void aHubWithoutCertificateMakesNone() {
        assertThat(desk(Optional.empty()).canMake()).isFalse();
        assertThat(desk(Optional.empty()).make("A1B2C")).isEqualTo(new SlipDesk.NoCertificate());
    }

    private static String read(byte[] file) throws Exception {
        try (PDDocument document = Loader.loadPDF(file)) {
            BufferedImage page = new PDFRenderer(document).renderImageWithDPI(0, PIXELS_AN_INCH);
            ImageIO.write(page, "png", Path.of("target/paper/slip.png").toFile());
            double pixels = PIXELS_AN_INCH / 25.4;
            int side = (int) (SlipSheet.CODE * pixels);
            int left = (int) ((SheetKind.PAGE_WIDTH - SlipSheet.CODE) / 2 * pixels);
            return PaperCode.in(page.getSubimage(left, (int) (SlipSheet.CODE_TOP * pixels), side, side));
        }
    }

    private SlipDesk desk(Optional<Issuer> by) {
        return new SlipDesk(database, by, keys.signingKey(), LONDON, () -> NOW);
    }
}
