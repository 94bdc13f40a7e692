package org.doorstep.system.trial;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.doorstep.firmware.keys.KeyFiles;
import org.doorstep.provisioning.Provisioning;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.link.LinkSecurity;
import org.doorstep.relay.time.KernelClock;
import org.doorstep.system.identity.DeviceEntry;
import org.doorstep.system.identity.SiteAuthority;
import org.doorstep.system.program.Program;
import org.doorstep.system.program.Programs;

/// An area, a hub, its broker and two kiosks on free ports of this machine, in folders that the provisioning command
/// made as it would for a technician. Each program is started, stopped and killed by itself. Safe for threads that each
/// look after parts of their own.
public final class TrialHouse implements AutoCloseable {
    public static final String HUB = "millbrook";

    /// A program on a machine that does several other things at once: twenty times what it takes alone.
    public static final Duration STARTING = Duration.ofSeconds(60);

    private static final List<Path> MOSQUITTO = List.of(
            Path.of("/usr/sbin/mosquitto"), Path.of("/usr/bin/mosquitto"), Path.of("/usr/local/sbin/mosquitto"));

    private final Path folder;
    private final Programs programs;
    private final Plan plan;
    private final Map<Part, Integer> ports = new EnumMap<>(Part.class);
    private final Map<Part, Program> running = new ConcurrentHashMap<>();
    private final Map<Part, List<String>> flags = new ConcurrentHashMap<>();
    private final Map<Part, List<String>> wraps = new ConcurrentHashMap<>();
    private final SiteAuthority authority;
    private int areaDoor;
    private int hubDoor;

    /// Whose broker the hub uses.
    public enum Broker {
        EMBEDDED,
        MOSQUITTO
    }

    /// How programs come in at each other's doors.
    public enum Entry {
        /// By certificates of an authority of this house's own, over TLS.
        CERTIFICATES,
        /// By secrets that whoever is on the line can read, and so can tests that look into what passes.
        SECRETS
    }

    /// A kiosk's readers, as its settings name them.
    public record Readers(String card, String qr) {
        public static final Readers SIMULATED = new Readers("simulated", "simulated");
    }

    public record Plan(Broker broker, String zone, Readers first, Readers second, Entry entry) {
        /// By certificates, as houses are.
        public Plan(Broker broker, String zone, Readers first, Readers second) {
            this(broker, zone, first, second, Entry.CERTIFICATES);
        }

        public static Plan simulated(Broker broker) {
            return new Plan(broker, "Europe/London", Readers.SIMULATED, Readers.SIMULATED);
        }

        /// The same by secrets.
        public static Plan readable(Broker broker) {
            return new Plan(broker, "Europe/London", Readers.SIMULATED, Readers.SIMULATED, Entry.SECRETS);
        }
    }

    private TrialHouse(Path folder, Programs programs, Plan plan) {
        this.folder = folder;
        this.programs = programs;
        this.plan = plan;
        this.authority = new SiteAuthority(folder.resolve("authority"), new SecureRandom(), InstantSource.system());
    }

    /// Makes the folders; starts nothing yet.
    public static TrialHouse make(Path folder, Programs programs, Plan plan) {
        TrialHouse house = new TrialHouse(folder, programs, plan);
        house.choosePorts();
        house.provision();
        return house;
    }

    /// Whether a Mosquitto is installed here.
    public static boolean hasMosquitto() {
        return MOSQUITTO.stream().anyMatch(Files::isExecutable);
    }

    public Path folder(Part part) {
        return folder.resolve(part.folder());
    }

    /// Of a kiosk, or of what [#device] enrolled.
    public Path folder(DeviceId device) {
        return folder.resolve(device.value());
    }

    public Plan plan() {
        return plan;
    }

    /// Where a part serves, or where the broker listens for either kind of broker.
    public int port(Part part) {
        return ports.get(part);
    }

    public String url(Part part) {
        return "http://127.0.0.1:" + port(part);
    }

    /// The parts of this house in the order in which they start.
    public List<Part> parts() {
        List<Part> parts = new ArrayList<>(List.of(Part.values()));
        if (plan.broker == Broker.EMBEDDED) {
            parts.remove(Part.BROKER);
        }
        return parts;
    }

    /// Changes one setting, for the next start.
    public void set(Part part, String key, String value) {
        Path file = folder(part).resolve("settings.properties");
        try {
            List<String> lines = new ArrayList<>(Files.readAllLines(file));
            lines.removeIf(line -> line.startsWith(key + " "));
            lines.add(key + " = " + value);
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Flags for its Java from the next start on, in place of those that make it start soon.
    public void flags(Part part, List<String> java) {
        flags.put(part, List.copyOf(java));
    }

    /// What its command stands behind from the next start on: `env NAME=VALUE`, `unshare ...`. It must give way to the
    /// program and not stay as its parent, so that a signal reaches the program.
    public void wrap(Part part, List<String> before) {
        wraps.put(part, List.copyOf(before));
    }

    public KeyFiles keys() {
        return KeyFiles.read(folder(Part.HUB).resolve("keys"));
    }

    /// Enrols one more device with this house's hub, which serves no page and has no part of its own; gives its folder.
    public Path device(String id) {
        Path made = folder.resolve(id);
        provision("device", "new", made.toString(), "--hub", path(Part.HUB), "--id", id, "--name", id);
        if (plan.entry == Entry.CERTIFICATES) {
            authority.enrol(folder(Part.HUB), made, id);
        }
        return made;
    }

    /// What a device of this house proves itself with at the broker, in this machine's time.
    public LinkSecurity security(String device) {
        return switch (plan.entry) {
            case CERTIFICATES ->
                new DeviceEntry(new HubId(HUB), identity(device)).security(new KernelClock(InstantSource.system()));
            case SECRETS -> new LinkSecurity.SharedSecret(device, secret(device));
        };
    }

    /// The folder of a device's key and certificates.
    public Path identity(String device) {
        return SiteAuthority.identity(folder.resolve(device));
    }

    /// Gives a device its next certificate, for the key it has.
    public void renew(String device) {
        authority.renew(folder(Part.HUB), folder.resolve(device));
    }

    /// Shuts a device out, as a technician does at the hub.
    public void revoke(String device) {
        authority.revoke(folder(Part.HUB), device);
    }

    /// Makes the kiosk that takes this one's name and place, with certificates, for its next start; this one is
    /// stopped. Gives where the folder of this one is from now on.
    public Path replace(Part kiosk) throws IOException {
        Path before = Files.move(folder(kiosk), folder.resolve(kiosk.folder() + "-before"));
        provision(
                "device",
                "replace",
                path(kiosk),
                "--hub",
                path(Part.HUB),
                "--id",
                kiosk.folder(),
                "--port",
                portText(kiosk),
                "--card-reader",
                plan.first.card,
                "--qr-reader",
                plan.first.qr);
        authority.enrol(folder(Part.HUB), folder(kiosk), kiosk.folder());
        set(kiosk, "broker.identity", identity(kiosk.folder()).toString());
        return before;
    }

    private String secret(String device) {
        try {
            return Files.readString(folder.resolve(device).resolve("broker-secret"))
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts it and waits until it serves.
    public Program start(Part part) {
        Program program = begin(part);
        if (part != Part.BROKER) {
            program.awaitReady(STARTING);
        }
        return program;
    }

    /// Starts it and waits for nothing.
    public Program begin(Part part) {
        Program before = running.get(part);
        if (before != null && before.running()) {
            throw new IllegalStateException(part + " is running.");
        }
        List<String> command = new ArrayList<>(wraps.getOrDefault(part, List.of()));
        command.addAll(command(part));
        Program program = Program.start(part.folder(), command, folder.resolve(part.folder() + ".log"));
        running.put(part, program);
        return program;
    }

    public void startAll() {
        parts().forEach(this::start);
    }

    public Program program(Part part) {
        Program program = running.get(part);
        if (program == null) {
            throw new IllegalStateException(part + " was not started.");
        }
        return program;
    }

    /// The one-time link that a hub or area printed when it started with nobody who could sign in.
    public String firstSignIn(Part part) {
        return program(part)
                .said("first-sign-in")
                .orElseThrow(() -> new IllegalStateException(part + " printed no one-time link."));
    }

    public void stop(Part part) {
        program(part).stop();
    }

    public void freeze(Part part) {
        program(part).freeze();
    }

    public void thaw(Part part) {
        program(part).thaw();
    }

    /// `kill -9`.
    public void kill(Part part) {
        program(part).kill();
    }

    /// Stops everything, those that started last first.
    @Override
    public void close() {
        List<Part> parts = parts();
        for (Part part : parts.reversed()) {
            Program program = running.get(part);
            if (program != null) {
                program.stop();
            }
        }
    }

    private List<String> command(Part part) {
        return switch (part) {
            case AREA -> command(part, Programs.Kind.AREA);
            case HUB -> command(part, Programs.Kind.HUB);
            case KIOSK_1, KIOSK_2 -> command(part, Programs.Kind.KIOSK);
            case BROKER ->
                List.of(
                        MOSQUITTO.stream()
                                .filter(Files::isExecutable)
                                .findFirst()
                                .orElseThrow(() -> new IllegalStateException("Mosquitto is not installed."))
                                .toString(),
                        "-c",
                        folder(part).resolve("mosquitto.conf").toString());
        };
    }

    private List<String> command(Part part, Programs.Kind kind) {
        List<String> extra = flags.getOrDefault(part, programs.sharingClasses(kind));
        return programs.command(kind, folder(part).resolve("settings.properties"), extra);
    }

    private void choosePorts() {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (Part part : Part.values()) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                held.add(socket);
                ports.put(part, socket.getLocalPort());
            }
            for (int door = 0; door < 2; door++) {
                held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            areaDoor = held.getLast().getLocalPort();
            hubDoor = held.get(held.size() - 2).getLocalPort();
            for (ServerSocket socket : held) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("No free port was to be had.", e);
        }
    }

    private void provision() {
        provision(
                "area",
                "new",
                path(Part.AREA),
                "--name",
                "Trial Fold",
                "--port",
                portText(Part.AREA),
                "--zone",
                plan.zone);
        boolean embedded = plan.broker == Broker.EMBEDDED;
        provision(
                "hub",
                "new",
                path(Part.HUB),
                "--id",
                HUB,
                "--name",
                "Millbrook",
                "--area",
                path(Part.AREA),
                "--port",
                portText(Part.HUB),
                "--zone",
                plan.zone,
                "--broker",
                embedded ? "embedded" : "external",
                "--broker-port",
                portText(Part.BROKER));
        kiosk(Part.KIOSK_1, "Front door", plan.first);
        kiosk(Part.KIOSK_2, "Garden door", plan.second);
        if (plan.entry == Entry.CERTIFICATES) {
            certify();
        }
        if (!embedded) {
            makeBroker(List.of(folder(Part.KIOSK_1), folder(Part.KIOSK_2)));
        }
    }

    /// Mosquitto's settings from the hub's folder and these devices' as they are now, for its next start. What it kept
    /// is gone.
    public void makeBrokerAnew(List<Path> devices) throws IOException {
        try (Stream<Path> files = Files.walk(folder(Part.BROKER))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        makeBroker(devices);
    }

    private void makeBroker(List<Path> devices) {
        List<String> arguments = new ArrayList<>(List.of("broker", "new", path(Part.BROKER), "--hub", path(Part.HUB)));
        devices.forEach(device -> arguments.addAll(List.of("--device", device.toString())));
        provision(arguments.toArray(String[]::new));
        if (plan.entry == Entry.CERTIFICATES) {
            // As the command says.
            set(Part.HUB, "broker.rules", folder(Part.BROKER).resolve("rules").toString());
            set(
                    Part.HUB,
                    "broker.reload",
                    "/usr/bin/pkill -HUP -x -F " + folder(Part.BROKER).resolve("mosquitto.pid") + " mosquitto");
        }
    }

    private void certify() {
        authority.found("Trial", folder(Part.AREA), folder(Part.HUB));
        for (Part kiosk : List.of(Part.KIOSK_1, Part.KIOSK_2)) {
            authority.enrol(folder(Part.HUB), folder(kiosk), kiosk.folder());
        }
        for (Part part : List.of(Part.HUB, Part.KIOSK_1, Part.KIOSK_2)) {
            set(part, "broker.identity", identity(part.folder()).toString());
        }
        set(Part.HUB, "door.port", Integer.toString(hubDoor));
        set(Part.HUB, "door.host", "127.0.0.1");
        set(Part.AREA, "door.identity", identity(Part.AREA.folder()).toString());
        set(Part.AREA, "door.port", Integer.toString(areaDoor));
        set(Part.HUB, "area.identity", identity(Part.HUB.folder()).toString());
        set(Part.HUB, "area.url", "https://127.0.0.1:" + areaDoor);
    }

    private void kiosk(Part part, String name, Readers readers) {
        provision(
                "device",
                "new",
                path(part),
                "--hub",
                path(Part.HUB),
                "--id",
                part.folder(),
                "--name",
                name,
                "--port",
                portText(part),
                "--card-reader",
                readers.card,
                "--qr-reader",
                readers.qr);
    }

    private String path(Part part) {
        return folder(part).toString();
    }

    private String portText(Part part) {
        return Integer.toString(port(part));
    }

    private static void provision(String... arguments) {
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        int code = new Provisioning(
                        writer,
                        writer,
                        new Provisioning.Surroundings(
                                new BufferedReader(Reader.nullReader()), new SecureRandom(), InstantSource.system()))
                .run(arguments);
        if (code != 0) {
            throw new IllegalStateException("provisioning " + String.join(" ", arguments) + ": " + said);
        }
    }

    /// Settings of a part as they stand.
    public Properties settings(Part part) {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(folder(part).resolve("settings.properties"))) {
            properties.load(reader);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
