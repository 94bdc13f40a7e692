package org.doorstep.system.trial;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.doorstep.provisioning.Provisioning;
import org.doorstep.system.program.Program;
import org.doorstep.system.program.Programs;

/// A kiosk from its box, which belongs to no hub until it sees the picture on a manager's page. It runs from the
/// beginning to [#close]. For one thread.
public final class BlankKiosk implements AutoCloseable {
    private static final int PIXELS_A_MODULE = 6;

    private final Path folder;
    private final Programs programs;
    private final int port;
    private Program program;

    private BlankKiosk(Path folder, Programs programs, int port) {
        this.folder = folder;
        this.programs = programs;
        this.port = port;
    }

    /// Makes its folder, as a technician's one command does, and starts it.
    public static BlankKiosk start(Path folder, Programs programs) {
        BlankKiosk kiosk = new BlankKiosk(folder, programs, freePort());
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        int code = new Provisioning(writer, writer, new SecureRandom())
                .run(
                        "device",
                        "blank",
                        folder.toString(),
                        "--port",
                        Integer.toString(kiosk.port),
                        "--qr-reader",
                        "simulated",
                        "--card-reader",
                        "simulated");
        if (code != 0) {
            throw new IllegalStateException("provisioning device blank: " + said);
        }
        kiosk.begin();
        return kiosk;
    }

    /// Starts it, again if it was stopped.
    public void begin() {
        program = Program.start(
                folder.getFileName().toString(),
                programs.command(
                        Programs.Kind.KIOSK,
                        folder.resolve("settings.properties"),
                        programs.sharingClasses(Programs.Kind.KIOSK)),
                Path.of(folder + ".log"));
    }

    public Program program() {
        return program;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /// The code as it stands on a joining page, as a camera would see it.
    public static byte[] picture(String page) {
        Matcher svg = Pattern.compile("joining-qr\" viewBox=\"0 0 (\\d+) .*?<path d=\"([^\"]+)\"", Pattern.DOTALL)
                .matcher(page);
        if (!svg.find()) {
            throw new IllegalStateException("There is no code on this page: " + page);
        }
        int side = Integer.parseInt(svg.group(1)) * PIXELS_A_MODULE;
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D brush = image.createGraphics();
        brush.setColor(Color.WHITE);
        brush.fillRect(0, 0, side, side);
        brush.setColor(Color.BLACK);
        List<MatchResult> runs = Pattern.compile("M(\\d+) (\\d+)h(\\d+)")
                .matcher(svg.group(2))
                .results()
                .toList();
        for (MatchResult run : runs) {
            brush.fillRect(
                    PIXELS_A_MODULE * Integer.parseInt(run.group(1)),
                    PIXELS_A_MODULE * Integer.parseInt(run.group(2)),
                    PIXELS_A_MODULE * Integer.parseInt(run.group(3)),
                    PIXELS_A_MODULE);
        }
        brush.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    @Override
    public void close() {
        program.stop();
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No free port was to be had.", e);
        }
    }
}
