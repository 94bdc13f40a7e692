package org.doorstep.hub;

import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.doorstep.firmware.settings.OwnAddress;
import org.doorstep.firmware.settings.SettingsReader;
import org.doorstep.hub.upstream.Cadence;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.joining.DoorAddress;

/// Everything a hub is told at its start, read once. Files with secrets are named here, never their
/// contents.
public record Settings(
        Path dataDir,
        HubId hub,
        String hubName,
        ZoneId zone,
        Web web,
        Broker broker,
        Door door,
        Path devicesDir,
        Path activitiesFile,
        Area area,
        Copy copy) {

    /// Where the pages are served. Loopback unless somebody says otherwise. `phones` is by what
    /// phones in the building reach them, if they can.
    public record Web(String bind, int port, Optional<URI> phones) {
        public Web(String bind, int port) {
            this(bind, port, Optional.empty());
        }

        URI url() {
            return URI.create("http://" + (bind.contains(":") ? "[" + bind + "]" : bind) + ":" + port + "/");
        }
    }

    /// Whose broker, and where it listens.
    public sealed interface Broker {
        String host();

        int port();

        Entry entry();

        /// Ours, in this process.
        record Embedded(String host, int port, Entry entry) implements Broker {}

        /// Somebody else's (Mosquitto), which this hub joins as `gateway`.
        record External(String host, int port, Entry entry, Rules rules) implements Broker {}
    }

    /// Who writes down at an external broker who may enter it.
    public sealed interface Rules {
        /// This hub: into `file`, and then runs the command `reload`, so that the broker reads it again.
        record Kept(Path file, List<String> reload) implements Rules {}

        /// Whoever looks after the broker.
        record ByHand() implements Rules {}
    }

    /// Where devices call to join and to be renewed.
    public sealed interface Door {
        /// `host`: under which kiosks reach it.
        record Open(String bind, int port, String host) implements Door {}

        record Closed() implements Door {}
    }

    /// How a broker is entered.
    public sealed interface Entry {
        /// By certificate, over TLS, with the files in this folder (`server`, `gateway`, `issuing`).
        record Certificates(Path identity) implements Entry {}

        /// By a secret in the clear: this one's, or, at our own broker, one that nobody else ever
        /// learns.
        record SecretIn(Path file) implements Entry {}

        record OwnSecret() implements Entry {}
    }

    /// The central team's server, if there is one.
    public sealed interface Area {
        /// `cadence`: how often figures are looked at for sending (docs/decisions/0021).
        record Server(URI url, Path tokenFile, Line line, Cadence cadence) implements Area {}

        record None() implements Area {}
    }

    /// What stands between this hub and its area, beside the token.
    public sealed interface Line {
        /// TLS at the area's own door: this hub shows the certificate in the folder's `gateway`, and the area its own
        /// of the same authority.
        record Certificates(Path identity) implements Line {}

        /// Nothing of ours: the loopback, or a web server before the area, which the machine's list of authorities
        /// vouches for.
        record NotOurs() implements Line {}
    }

    /// Where the second copy goes, if it goes anywhere.
    public sealed interface Copy {
        /// A stick, a second disk or a share, made ready by `doorstep copy new`.
        record Folder(Path path) implements Copy {}

        record None() implements Copy {}
    }

    private enum BrokerMode {
        EMBEDDED,
        EXTERNAL
    }

    private static final String SECRET_REMEDY = "Name the file that the provisioning command made.";

    private static final String IDENTITY_REMEDY =
            "Name the folder that `doorstep hub init` made: HUB/identity, absolute or from where the hub is started.";

    private static final String RULES_REMEDY =
            "Write both lines as `doorstep broker new` says them: the broker's rules, and a command with its whole path.";

    private static final String DOOR_HOST_REMEDY =
            "Give the name or address by which kiosks reach this hub, such as 192.168.1.10.";

    private static final int HIGHEST_PORT = 65_535;

    private static final String PHONES_REMEDY =
            "Give the address by which phones in the building reach this hub's pages, such as http://192.168.1.10:8400/.";

    private static final String FILE_REMEDY = "Give the path of a file, absolute or from where the hub is started.";

    /// Throws [org.doorstep.firmware.settings.SettingsException] with every mistake.
    public static Settings read(Path file) {
        SettingsReader reader = SettingsReader.of(file);
        Path data = reader.required("data.dir", Path::of, "Name the folder that this hub keeps its data in.");
        HubId hub = reader.required("hub.id", HubId::new, "Give the hub's short name, such as millbrook.");
        String name = reader.required("hub.name", Settings::name, "Give the hub's name as people say it.");
        ZoneId zone = reader.required("hub.zone", Settings::zone, "Give a time zone, such as Europe/London.");
        Web web = new Web(
                reader.optional("web.bind", text -> text, "Give an address of this machine.")
                        .orElse("127.0.0.1"),
                reader.port("web.port", 8400),
                reader.optional("web.phones", Settings::webAddress, PHONES_REMEDY));
        Broker broker = broker(reader);
        Door door = door(reader, broker);
        Path devices = reader.required("devices.dir", Path::of, "Name the folder with one file for each device.");
        Path activities =
                reader.optional("activities.file", Path::of, FILE_REMEDY).orElse(Path.of("activities.csv"));
        Area area = area(reader);
        Copy copy = reader.optional("copy.dir", Path::of, "Name the folder that `doorstep copy new` made ready.")
                .<Copy>map(Copy.Folder::new)
                .orElseGet(Copy.None::new);
        reader.finish();
        return new Settings(data, hub, name, zone, web, broker, door, devices, data.resolve(activities), area, copy);
    }

    private static Broker broker(SettingsReader reader) {
        BrokerMode mode = reader.choice("broker.mode", BrokerMode.class, BrokerMode.EMBEDDED);
        String host = reader.optional("broker.host", text -> text, "Give a host name or address.")
                .orElse("127.0.0.1");
        int port = reader.port("broker.port", 1883);
        Optional<Entry> certificates = reader.optional(
                        "broker.identity", SettingsReader::readableFolder, IDENTITY_REMEDY)
                .map(Entry.Certificates::new);
        if (mode == BrokerMode.EXTERNAL && certificates.isEmpty()) {
            if (reader.says("broker.rules")) {
                reader.mistake(
                        "broker.rules",
                        "The hub can keep a broker's rules only where devices have certificates.",
                        IDENTITY_REMEDY);
            }
            return new Broker.External(host, port, secret(reader), new Rules.ByHand());
        }
        reader.optional("broker.secret-file", Path::of, FILE_REMEDY);
        if (mode == BrokerMode.EXTERNAL) {
            return new Broker.External(host, port, certificates.orElseThrow(), rules(reader));
        }
        if (certificates.isEmpty() && !OwnAddress.isLoopback(host)) {
            reader.mistake(
                    "broker.identity",
                    "Without certificates the broker listens on 127.0.0.1 alone, since what is said there can be read.",
                    IDENTITY_REMEDY);
        }
        return new Broker.Embedded(host, port, certificates.orElseGet(Entry.OwnSecret::new));
    }

    private static Rules rules(SettingsReader reader) {
        Optional<Path> file = reader.optional("broker.rules", Path::of, RULES_REMEDY);
        if (file.isEmpty()) {
            reader.optional("broker.reload", Settings::command, RULES_REMEDY);
            return new Rules.ByHand();
        }
        List<String> reload = reader.required("broker.reload", Settings::command, RULES_REMEDY);
        return new Rules.Kept(file.get(), reload);
    }

    /// No shell reads it: it is parted at its spaces.
    private static List<String> command(String text) {
        List<String> words = List.of(text.strip().split("\\s+"));
        if (!words.getFirst().startsWith("/")) {
            throw new IllegalArgumentException("A command with its whole path is needed.");
        }
        return words;
    }

    private static Door door(SettingsReader reader, Broker broker) {
        int port = reader.whole("door.port", 0, 0, HIGHEST_PORT);
        String bind = reader.optional("door.bind", text -> text, "Give an address of this machine.")
                .orElseGet(() -> broker instanceof Broker.Embedded ? broker.host() : "127.0.0.1");
        String host =
                reader.optional("door.host", text -> text, DOOR_HOST_REMEDY).orElse(bind);
        if (port == 0) {
            return new Door.Closed();
        }
        if (!(broker.entry() instanceof Entry.Certificates)) {
            reader.mistake(
                    "door.port",
                    "A kiosk that joins is given a certificate, and the broker takes none: broker.identity is not set.",
                    IDENTITY_REMEDY);
        }
        if (isAnywhere(host) || DoorAddress.parse(host).isEmpty()) {
            reader.mistake("door.host", "Kiosks cannot call at " + host + ".", DOOR_HOST_REMEDY);
        }
        return new Door.Open(bind, port, host);
    }

    /// Every address of this machine: good for listening, and none that anybody could call at.
    static boolean isAnywhere(String host) {
        return host.equals("0.0.0.0") || host.equals("::");
    }

    private static Entry secret(SettingsReader reader) {
        return new Entry.SecretIn(reader.required(
                "broker.secret-file",
                SettingsReader::readableFile,
                "An external broker asks who we are. " + SECRET_REMEDY));
    }

    private static Area area(SettingsReader reader) {
        Optional<URI> url =
                reader.optional("area.url", Settings::webAddress, "Give the area server's address, or none.");
        Cadence cadence = reader.choice("upstream.release", Cadence.class, Cadence.HOURLY);
        Line line = line(reader, url);
        if (url.isEmpty()) {
            reader.optional("area.token-file", Path::of, FILE_REMEDY);
            return new Area.None();
        }
        return new Area.Server(
                url.get(),
                reader.required(
                        "area.token-file",
                        SettingsReader::readableFile,
                        "The area server asks who we are. " + SECRET_REMEDY),
                line,
                cadence);
    }

    private static Line line(SettingsReader reader, Optional<URI> url) {
        Optional<Path> identity = reader.optional("area.identity", SettingsReader::readableFolder, IDENTITY_REMEDY);
        boolean https = url.isEmpty() || url.get().getScheme().equals("https");
        if (identity.isPresent() && !https) {
            reader.mistake(
                    "area.url",
                    "With certificates the area is called by https.",
                    "Give https:// and the port of the area's door, or take area.identity out.");
        }
        if (identity.isEmpty() && !https && !OwnAddress.isLoopback(url.get().getHost())) {
            reader.mistake(
                    "area.identity",
                    "Without certificates figures and token would go readably over a network.",
                    IDENTITY_REMEDY + " Or give the https address of a web server before the area.");
        }
        return identity.<Line>map(Line.Certificates::new).orElseGet(Line.NotOurs::new);
    }

    private static String name(String text) {
        if (text.length() > 80) {
            throw new IllegalArgumentException("It is longer than 80 characters.");
        }
        return text;
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("There is no such time zone.", e);
        }
    }

    private static URI webAddress(String text) {
        URI url = URI.create(text);
        if (url.getHost() == null || !(text.startsWith("http://") || text.startsWith("https://"))) {
            throw new IllegalArgumentException("It is not a web address.");
        }
        return url;
    }
}
