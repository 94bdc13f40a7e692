package org.doorstep.system.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.doorstep.provisioning.Provisioning;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.HubBooks;
import org.doorstep.system.trial.KioskHand;
import org.doorstep.system.trial.PageHand;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.Shown;
import org.doorstep.system.trial.TrialHouse;
import org.eclipse.paho.mqttv5.common.MqttException;

/// A house of real programs, with somebody in each of its lines, at each of its pages and at its stick, who keeps all
/// that is to be had. The programs come in by secrets, so that what is said in the lines can be read: TLS would hide
/// from this test what a broker, or whoever rules it, sees.
final class SweptHouse {
    /// Only ends a test that has failed already.
    static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Path folder;
    private final Programs programs;
    private final TrialHouse house;
    private final List<AutoCloseable> open = new ArrayList<>();
    private final String sheet;
    private PageHand manager;

    SweptHouse(Path folder, Programs programs, TrialHouse.Broker broker) throws IOException {
        this.folder = folder;
        this.programs = programs;
        this.house = TrialHouse.make(folder.resolve("house"), programs, TrialHouse.Plan.readable(broker));
        for (Part kiosk : List.of(Part.KIOSK_1, Part.KIOSK_2)) {
            Wiretap tap = new Wiretap(house.port(Part.BROKER), heard(kiosk.folder()));
            open.add(tap);
            house.set(kiosk, "broker.port", Integer.toString(tap.port()));
        }
        Wiretap upwards = new Wiretap(house.port(Part.AREA), heard("area"));
        open.add(upwards);
        house.set(Part.HUB, "area.url", "http://127.0.0.1:" + upwards.port());
        house.set(Part.HUB, "upstream.release", "at-once");
        this.sheet = stick();
        for (Part part : List.of(Part.AREA, Part.HUB, Part.KIOSK_1, Part.KIOSK_2)) {
            List<String> flags = new ArrayList<>(programs.sharingClasses(kind(part)));
            flags.add("-XX:ErrorFile=" + crash(part));
            house.flags(part, flags);
        }
    }

    TrialHouse house() {
        return house;
    }

    Path folder() {
        return folder;
    }

    LocalDate today() {
        return LocalDate.now(ZoneId.of(house.plan().zone()));
    }

    /// Where there is one beside the hub; with somebody at it who may read everything.
    void startTheBroker() throws IOException, MqttException {
        if (house.plan().broker() == TrialHouse.Broker.MOSQUITTO) {
            RecordingSubscriber.letIn(house);
            house.start(Part.BROKER);
            await("Mosquitto listens").atMost(PATIENCE).ignoreExceptions().until(() -> {
                new Socket(InetAddress.getLoopbackAddress(), house.port(Part.BROKER)).close();
                return true;
            });
            open.add(RecordingSubscriber.at(house, heard("broker").resolve("all")));
        }
    }

    /// Gives each kiosk the list of postcodes and small areas that a technician puts there.
    void listPostcodes(List<Invented> people) throws IOException {
        StringBuilder list = new StringBuilder("pcds,lsoa21cd,lsoa21nm\n");
        people.forEach(person -> list.append(person.postcode())
                .append(',')
                .append(areaCodeOf(person))
                .append(',')
                .append(areaOf(person))
                .append('\n'));
        for (Part kiosk : List.of(Part.KIOSK_1, Part.KIOSK_2)) {
            Files.writeString(house.folder(kiosk).resolve("areas.csv"), list);
        }
    }

    static String areaOf(Invented person) {
        return "Quarter " + person.number() / 10;
    }

    static String areaCodeOf(Invented person) {
        return "E%08d".formatted(1_000_000 + person.number() / 10);
    }

    /// A hand at this kiosk. What it is shown, [#keep] keeps.
    KioskHand hand(Part kiosk) throws IOException, InterruptedException {
        KioskHand hand = new KioskHand(house.url(kiosk));
        open.add(hand);
        hand.look();
        return hand;
    }

    /// The code of the pass that this kiosk gives next; it waits for the hub to send some.
    String awaitBlank(Part kiosk) {
        String[] code = new String[1];
        await("blanks at " + kiosk).atMost(PATIENCE).ignoreExceptions().until(() -> {
            try (Connection books = DriverManager.getConnection(
                            "jdbc:sqlite:file:" + house.folder(kiosk).resolve("kiosk.db") + "?mode=ro");
                    Statement statement = books.createStatement();
                    ResultSet row = statement.executeQuery("SELECT code FROM blank ORDER BY place LIMIT 1")) {
                code[0] = row.next() ? row.getString(1) : null;
                return code[0] != null;
            }
        });
        return code[0];
    }

    /// Waits until the codes that were given are overwritten on the kiosks' disks.
    void awaitNowhere(List<String> codes) {
        Search search = new Search(codes.stream()
                .flatMap(code -> Spellings.ofText(Needle.What.CODE, 0, code, 512).stream())
                .toList());
        await("what was given is overwritten").atMost(PATIENCE).untilAsserted(() -> assertThat(files().stream()
                        .filter(file -> place(file).matches("house/kiosk-\\d/.*"))
                        .flatMap(file -> search.in(file).stream())
                        .map(found -> place(found.file())))
                .isEmpty());
    }

    void keep(Part kiosk, Shown shown) {
        write("shown-" + kiosk.folder(), shown.view() + "\n" + shown.html() + "\n");
    }

    void keepHealth(KioskHand hand, Part kiosk) throws IOException, InterruptedException {
        write("health-" + kiosk.folder(), hand.health() + "\n");
    }

    /// Waits until the hub has all that the kiosks hold, and the copy on the stick too.
    void awaitAllIsSafe() {
        await("everything is at the hub and on the stick")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> nothingWaits() && allSafe());
    }

    PageHand manager() throws IOException, InterruptedException {
        if (manager == null) {
            manager = new PageHand(house.firstSignIn(Part.HUB), "Ada");
            open.add(manager);
        }
        return manager;
    }

    /// All pages of hub and area.
    int pages() throws IOException, InterruptedException {
        PageHand colleague = new PageHand(house.firstSignIn(Part.AREA), "Grace");
        open.add(colleague);
        int pages = new Crawler(manager(), heard("pages-hub"))
                .crawl(List.of("/", "/kiosks", "/health", "/api/v1/today", "/api/v1/kiosks"))
                .size();
        return pages
                + new Crawler(colleague, heard("pages-area"))
                        .crawl(List.of("/", "/hubs", "/compare.csv"))
                        .size();
    }

    /// The heap of a running program as any tool takes it: what is in use, and not what was.
    void dumpHeap(Part part) {
        Path dump = folder("dumps").resolve(part.folder() + ".hprof");
        run(
                "jcmd " + part,
                List.of(
                        programs.java().resolveSibling("jcmd").toString(),
                        Long.toString(house.program(part).pid()),
                        "GC.heap_dump",
                        dump.toString()));
        assertThat(dump).exists();
    }

    /// As a fault in native code would end it; what the JVM then writes down is kept.
    void crash(Part part, Path expected) {
        run(
                "crash " + part,
                List.of("kill", "-SEGV", Long.toString(house.program(part).pid())));
        await(part + " has ended").atMost(PATIENCE).until(() -> !house.program(part)
                .running());
        assertThat(expected).exists();
    }

    Path crash(Part part) {
        return folder("dumps").resolve("hs_err-" + part.folder() + ".log");
    }

    /// Makes a hub of what is on the stick, elsewhere; gives its folder.
    Path restored() throws IOException, InterruptedException {
        Path into = folder.resolve("restored");
        List<String> command = new ArrayList<>(programs.command(Programs.Kind.HUB, into.resolve("none"), List.of()));
        command.subList(command.indexOf("--settings"), command.size()).clear();
        command.removeIf(flag -> flag.startsWith("-Dorg.sqlite.tmpdir"));
        command.addAll(List.of("restore", "--from", folder.resolve("stick").toString(), "--into", into.toString()));
        Path said = folder.resolve("restore.out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try (var typed = process.outputWriter()) {
            typed.append(sheet).append("\n");
        }
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        return into;
    }

    /// Every file of the house, of the stick, and of what was overheard, as it is now.
    List<Path> files() {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where a file is, as rules name it: `house/hub/hub.db-wal`.
    String place(Path file) {
        return folder.relativize(file).toString();
    }

    private boolean nothingWaits() throws Exception {
        for (AutoCloseable each : open) {
            if (each instanceof KioskHand hand && !hand.isAtHubBut(0)) {
                return false;
            }
        }
        return true;
    }

    private boolean allSafe() throws Exception {
        try (HubBooks hub = new HubBooks(house.folder(Part.HUB))) {
            return hub.number("SELECT count(*) FROM inbox_stream WHERE safe < through") == 0;
        }
    }

    private String stick() throws IOException {
        Path stick = Files.createDirectories(folder.resolve("stick"));
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int code = new Provisioning(out, out, new SecureRandom())
                .run(
                        "copy",
                        "new",
                        stick.toString(),
                        "--hub",
                        house.folder(Part.HUB).toString());
        assertThat(code).as(said.toString()).isZero();
        house.set(Part.HUB, "copy.dir", stick.toString());
        return said.toString()
                .lines()
                .map(String::strip)
                .filter(line -> line.matches("[0-9A-Z]{4}(-[0-9A-Z]{4}){6}"))
                .findFirst()
                .orElseThrow();
    }

    private Path heard(String what) {
        return folder("heard").resolve(what);
    }

    private Path folder(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String name, String text) {
        try {
            Path file = folder("heard").resolve(name);
            Files.writeString(file, (Files.exists(file) ? Files.readString(file) : "") + text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Programs.Kind kind(Part part) {
        return switch (part) {
            case AREA -> Programs.Kind.AREA;
            case HUB -> Programs.Kind.HUB;
            case KIOSK_1, KIOSK_2 -> Programs.Kind.KIOSK;
            case BROKER -> throw new IllegalArgumentException("Mosquitto is none of our programs.");
        };
    }

    private void run(String what, List<String> command) {
        try {
            Path said = folder("dumps").resolve("said-by-tools");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(said.toFile()))
                    .start();
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as(what)
                    .isTrue();
            assertThat(process.exitValue())
                    .as(what + ": " + Files.readString(said))
                    .isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(what, e);
        }
    }

    /// Ends every program and line.
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
        house.close();
    }
}
