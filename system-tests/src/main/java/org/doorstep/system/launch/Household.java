package org.doorstep.system.launch;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.doorstep.firmware.keys.IdentityFiles;
import org.doorstep.firmware.keys.KeyFileException;
import org.doorstep.firmware.keys.KeyFiles;
import org.doorstep.kiosk.area.AreaBook;
import org.doorstep.provisioning.Provisioning;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.passes.PassKeys;
import org.doorstep.relay.link.BrokerAddress;
import org.doorstep.relay.sealing.SealingKey;
import org.doorstep.system.identity.SiteAuthority;
import org.doorstep.system.neighbourhood.KioskSite;
import org.doorstep.system.neighbourhood.Neighbourhood;

/// Makes the folders of one area, one hub and two kiosks by the real provisioning, and gives them
/// certificates, once; and afterwards sets only their ports.
final class Household {
    static final String AREA = "area";
    static final String HUB = "hub";
    static final String SECOND_COPY = "second-copy";
    static final String AUTHORITY = "authority";

    /// In a real hub it is printed and kept by nobody's computer; here it lets anybody try a restore.
    static final String RECOVERY_SHEET = "recovery-sheet.txt";

    static final String DEMO_PASSES = "demo-passes.txt";

    private static final String HUB_ID = "millbrook";

    /// A demonstration that was shut for longer than this must not come back to kiosks whose days
    /// are over.
    private static final Duration RENEWED_BEFORE_ITS_END = Duration.ofDays(30);

    private final DataFolder data;
    private final Ports ports;
    private final InstantSource clock;
    private final SecureRandom random;
    private final PrintStream out;

    Household(DataFolder data, Ports ports, InstantSource clock, SecureRandom random, PrintStream out) {
        this.data = data;
        this.ports = ports;
        this.clock = clock;
        this.random = random;
        this.out = out;
    }

    /// A kiosk's folder; `number` is 1 or 2.
    static String kiosk(int number) {
        return "kiosk-" + number;
    }

    void settle(Neighbourhood neighbourhood) {
        boolean before = Files.exists(data.settings(HUB));
        if (!Files.exists(data.settings(AREA))) {
            provision("area", "new", folder(AREA), "--name", "Millbrook", "--zone", zone(neighbourhood));
        }
        if (!Files.exists(data.settings(HUB))) {
            provision(
                    "hub",
                    "new",
                    folder(HUB),
                    "--id",
                    HUB_ID,
                    "--name",
                    "Millbrook Fold",
                    "--zone",
                    zone(neighbourhood),
                    "--area",
                    folder(AREA),
                    "--release",
                    "at-once");
        }
        secondCopy();
        write(data.of(HUB).resolve("activities.csv"), neighbourhood.activitiesCsv());
        write(data.of(HUB).resolve("you-said.csv"), neighbourhood.youSaidCsv());
        write(data.of(HUB).resolve("bookables.csv"), neighbourhood.bookablesCsv());
        write(data.of(HUB).resolve("open-hours.csv"), neighbourhood.openHoursCsv());
        write(data.of(HUB).resolve("bookings.csv"), neighbourhood.bookingsCsv());
        write(data.of(HUB).resolve("school-terms.csv"), neighbourhood.schoolTermsCsv());
        device(1, "Front door");
        device(2, "Garden gate");
        write(data.of(kiosk(1)).resolve(AreaBook.POSTCODES), neighbourhood.postcodesCsv());
        write(data.of(kiosk(2)).resolve(AreaBook.POSTCODES), neighbourhood.postcodesCsv());
        if (before && !data.certified()) {
            out.println("This data folder has no certificates yet: making an authority of its own, and giving the area,"
                    + " the hub and the kiosks theirs.");
        }
        certify();
        setPorts();
    }

    /// The kiosks as they were made, front door first.
    List<KioskSite> kiosks() {
        return List.of(site(1), site(2));
    }

    private KioskSite site(int number) {
        KeyFiles.PublicKeys keys = KeyFiles.read(data.of(HUB).resolve("keys")).publicKeys();
        return new KioskSite(
                new HubId(HUB_ID),
                new DeviceId(kiosk(number)),
                data.of(kiosk(number)),
                SiteAuthority.identity(data.of(kiosk(number))),
                new BrokerAddress("127.0.0.1", ports.broker()),
                PassKeys.parse(keys.passKeys()),
                SealingKey.parse(keys.sealingKey()));
    }

    /// Where a hub has a stick, the demonstration has a folder.
    private void secondCopy() {
        Path folder = data.of(SECOND_COPY);
        if (Files.exists(folder)) {
            return;
        }
        try {
            Files.createDirectories(folder);
            write(data.of(RECOVERY_SHEET), provision("copy", "new", folder.toString(), "--hub", folder(HUB)));
            Files.writeString(
                    data.settings(HUB),
                    "copy.dir = " + folder.toAbsolutePath().normalize() + "\n",
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new LaunchException("Could not prepare " + folder + " for the hub's second copy.", e);
        }
    }

    private void device(int number, String name) {
        if (!Files.exists(data.settings(kiosk(number)))) {
            provision(
                    "device",
                    "new",
                    folder(kiosk(number)),
                    "--hub",
                    folder(HUB),
                    "--id",
                    kiosk(number),
                    "--name",
                    name,
                    "--card-reader",
                    "simulated",
                    "--qr-reader",
                    "simulated",
                    "--simulated-passes",
                    folder(DEMO_PASSES));
        }
    }

    /// By an authority that is made for this folder, used now and never again: nobody keeps its
    /// sheet. What an interrupted start left of it is of no use to anybody, and is made anew.
    private void certify() {
        SiteAuthority authority = new SiteAuthority(data.of(AUTHORITY), random, clock);
        try {
            if (!data.certified()) {
                if (SettingsLines.has(data.settings(HUB), "broker.identity")) {
                    throw new LaunchException(
                            "The hub in " + data.of(HUB) + " has certificates that ./run did not make."
                                    + " Take broker.identity out of its settings and move its folder identity away, name"
                                    + " another folder with --data DIR, or begin anew with --fresh.");
                }
                found(authority);
            }
            for (int number = 1; number <= 2; number++) {
                Instant until = IdentityFiles.read(SiteAuthority.identity(data.of(kiosk(number))))
                        .certificate()
                        .getNotAfter()
                        .toInstant();
                if (clock.instant().isAfter(until.minus(RENEWED_BEFORE_ITS_END))) {
                    authority.renew(data.of(HUB), data.of(kiosk(number)));
                }
            }
        } catch (IllegalStateException | KeyFileException e) {
            throw new LaunchException(
                    "The certificates in " + data.path() + " cannot be made or used. " + e.getMessage()
                            + " If there is nothing in that folder that you want, begin anew with --fresh.",
                    e);
        }
        nameIdentity(HUB, "broker.identity");
        nameIdentity(kiosk(1), "broker.identity");
        nameIdentity(kiosk(2), "broker.identity");
        nameIdentity(HUB, "area.identity");
        nameIdentity(AREA, "door.identity");
    }

    private void found(SiteAuthority authority) {
        data.remove(data.of(AUTHORITY));
        for (String name : List.of(AREA, HUB, kiosk(1), kiosk(2))) {
            data.remove(SiteAuthority.identity(data.of(name)));
        }
        authority.found("Millbrook", data.of(AREA), data.of(HUB));
        authority.enrol(data.of(HUB), data.of(kiosk(1)), kiosk(1));
        authority.enrol(data.of(HUB), data.of(kiosk(2)), kiosk(2));
        data.isCertified();
    }

    private void nameIdentity(String program, String key) {
        String identity = SiteAuthority.identity(data.of(program)).toString();
        SettingsLines.set(data.settings(program), Map.of(key, identity));
    }

    private void setPorts() {
        String broker = Integer.toString(ports.broker());
        SettingsLines.set(
                data.settings(AREA),
                Map.of("web.port", Integer.toString(ports.area()), "door.port", Integer.toString(ports.areaDoor())));
        String door = Integer.toString(ports.hubDoor());
        SettingsLines.set(
                data.settings(HUB),
                Map.of(
                        "door.port",
                        door,
                        "door.host",
                        "127.0.0.1",
                        "web.port",
                        Integer.toString(ports.hub()),
                        "broker.port",
                        broker,
                        "area.url",
                        "https://127.0.0.1:" + ports.areaDoor()));
        for (int number = 1; number <= 2; number++) {
            SettingsLines.set(
                    data.settings(kiosk(number)),
                    Map.of(
                            "screen.port",
                            Integer.toString(ports.kiosk(number)),
                            "broker.port",
                            broker,
                            "door.host",
                            "127.0.0.1",
                            "door.port",
                            door));
        }
    }

    private String folder(String name) {
        return data.of(name).toString();
    }

    private static String zone(Neighbourhood neighbourhood) {
        return neighbourhood.zone().toString();
    }

    /// Returns what it said.
    private String provision(String... arguments) {
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said, true);
        if (new Provisioning(writer, writer, random).run(arguments) != 0) {
            throw new LaunchException(said.toString().strip());
        }
        return said.toString();
    }

    static void write(Path file, String text) {
        try {
            if (!Files.exists(file) || !Files.readString(file).equals(text)) {
                Files.writeString(file, text);
            }
        } catch (IOException e) {
            throw new LaunchException("Could not write " + file + ".", e);
        }
    }
}
