package org.doorstep.system.identity;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.doorstep.provisioning.Provisioning;

/// The authority of one area and one hub, made by the commands that a technician gives, with their own words heard in
/// place of a screen.
///
/// Its recovery sheet is heard in memory, typed back for the area and the hub, and forgotten: it is never printed and
/// never in a file. So nobody, whoever has all the folders, can make another hub of this authority, and after five
/// years the folders are made anew. What a real authority keeps in a safe, this one has thrown away.
///
/// What a command refuses is an IllegalStateException with its own sentence. For one thread.
public final class SiteAuthority {
    /// How `authority init` sets the sheet's letters off from its sentences.
    private static final String SET_OFF = "    ";

    private static final String IDENTITY = "identity";

    private final Path folder;
    private final SecureRandom random;
    private final InstantSource clock;

    /// `folder` is where it is made.
    public SiteAuthority(Path folder, SecureRandom random, InstantSource clock) {
        this.folder = folder;
        this.random = random;
        this.clock = clock;
    }

    /// Makes it, and gives the area and the hub their certificates. `folder` is new, and so are theirs.
    public void found(String name, Path area, Path hub) {
        String sheet = sheet(command("", "authority", "init", folder.toString(), "--name", name));
        command(sheet, "area", "init", area.toString(), "--authority", folder.toString());
        command(sheet, "hub", "init", hub.toString(), "--authority", folder.toString());
    }

    /// Makes the device's key and request in its own folder, and has the hub certify it.
    public void enrol(Path hub, Path device, String id) {
        command("", "request", device.toString());
        command("", "enrol", request(device), "--hub", hub.toString(), "--id", id);
    }

    /// The device's next certificate, for the key it has.
    public void renew(Path hub, Path device) {
        command("", "request", device.toString());
        command("", "renew", request(device), "--hub", hub.toString());
    }

    /// Shuts out all that this device was ever given.
    public void revoke(Path hub, String id) {
        command("", "revoke", "--hub", hub.toString(), "--id", id);
    }

    /// Where a program's certificates are in its folder, as `broker.identity` and others name it.
    public static Path identity(Path folder) {
        return folder.resolve(IDENTITY);
    }

    private static String request(Path device) {
        return identity(device).resolve("request.pem").toString();
    }

    private static String sheet(String said) {
        return said.lines()
                .filter(line -> line.startsWith(SET_OFF))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The authority showed no sheet."))
                .strip();
    }

    /// Returns what it said. `typed` is what it reads, if it asks.
    private String command(String typed, String... arguments) {
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said, true);
        BufferedReader typing = new BufferedReader(new StringReader(typed + "\n"));
        Provisioning provisioning =
                new Provisioning(writer, writer, new Provisioning.Surroundings(typing, random, clock));
        if (provisioning.run(arguments) != 0) {
            throw new IllegalStateException(Arrays.stream(arguments).limit(2).collect(Collectors.joining(" ", "", ": "))
                    + said.toString().strip());
        }
        return said.toString();
    }
}
