package org.doorstep.system.joining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.doorstep.provisioning.Provisioning;
import org.doorstep.system.program.Program;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.HubBooks;
import org.doorstep.system.trial.KioskHand;
import org.doorstep.system.trial.PageHand;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A new kiosk from its box, at a running hub: the manager's page shows a code, the kiosk sees it,
/// and counts somebody in.
@Tag("slow")
class JoinsByPictureTest {
    /// What a technician is promised.
    private static final Duration A_MINUTE = Duration.ofSeconds(60);

    private static final int PIXELS_A_MODULE = 6;

    @TempDir
    private Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void aNewKioskSeesTheCodeOnTheManagersPageAndCountsSomebodyInWithinAMinute() throws Exception {
        Programs programs = Programs.here(Path.of(".."));
        TrialHouse house = TrialHouse.make(
                folder.resolve("house"), programs, TrialHouse.Plan.simulated(TrialHouse.Broker.EMBEDDED));
        open.add(house);
        house.set(Part.HUB, "door.port", Integer.toString(freePort()));
        house.start(Part.HUB);
        PageHand manager = new PageHand(house.firstSignIn(Part.HUB), "Ada");
        open.add(manager);
        int port = freePort();
        Program kiosk = blankKiosk(programs, port);
        await().atMost(TrialHouse.STARTING).until(() -> kiosk.said("joining").isPresent());
        KioskHand hand = new KioskHand("http://127.0.0.1:" + port);
        open.add(hand);

        String page = manager.press("/kiosks/add", Map.of("name", "Garden room", "profile", "touch", "id", ""));
        long shownAt = System.nanoTime();
        hand.picture(picture(page));
        kiosk.awaitReady(A_MINUTE);
        long home = System.nanoTime();
        await().atMost(A_MINUTE).until(() -> hand.health().has("hubHere"));
        hand.look();
        hand.guest();
        await().atMost(A_MINUTE).until(() -> hand.isAtHubBut(0));

        System.out.println("A new kiosk joined: code seen to home page "
                + TimeUnit.NANOSECONDS.toMillis(home - shownAt) + " ms, to somebody counted at the hub "
                + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - shownAt) + " ms.");
        try (HubBooks books = new HubBooks(house.folder(Part.HUB))) {
            assertThat(books.events()).isEqualTo(1);
        }
        assertThat(manager.page("/kiosks")).contains("Garden room");
    }

    private Program blankKiosk(Programs programs, int port) {
        Path made = folder.resolve("new-kiosk");
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        int code = new Provisioning(writer, writer, new SecureRandom())
                .run(
                        "device",
                        "blank",
                        made.toString(),
                        "--port",
                        Integer.toString(port),
                        "--qr-reader",
                        "simulated",
                        "--card-reader",
                        "simulated");
        assertThat(code).as(said.toString()).isZero();
        Program kiosk = Program.start(
                "new kiosk",
                programs.command(
                        Programs.Kind.KIOSK,
                        made.resolve("settings.properties"),
                        programs.sharingClasses(Programs.Kind.KIOSK)),
                folder.resolve("new-kiosk.log"));
        open.add(kiosk);
        return kiosk;
    }

    /// The code as it stands on the page, as a camera would see it.
    private static byte[] picture(String page) throws IOException {
        Matcher svg = Pattern.compile("joining-qr\" viewBox=\"0 0 (\\d+) .*?<path d=\"([^\"]+)\"", Pattern.DOTALL)
                .matcher(page);
        assertThat(svg.find()).as(page).isTrue();
        int side = Integer.parseInt(svg.group(1)) * PIXELS_A_MODULE;
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D brush = image.createGraphics();
        brush.setColor(Color.WHITE);
        brush.fillRect(0, 0, side, side);
        brush.setColor(Color.BLACK);
        for (MatchResult run : Pattern.compile("M(\\d+) (\\d+)h(\\d+)")
                .matcher(svg.group(2))
                .results()
                .toList()) {
            brush.fillRect(
                    PIXELS_A_MODULE * Integer.parseInt(run.group(1)),
                    PIXELS_A_MODULE * Integer.parseInt(run.group(2)),
                    PIXELS_A_MODULE * Integer.parseInt(run.group(3)),
                    PIXELS_A_MODULE);
        }
        brush.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }
}
