package org.doorstep.provisioning.broker;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.doorstep.firmware.render.MosquittoRules;
import org.doorstep.provisioning.enrol.HubFiles;
import org.doorstep.provisioning.folder.Folder;
import org.doorstep.provisioning.folder.FolderException;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `broker new`: Mosquitto's settings, passwords and rules for one hub and its devices, with the
/// same rights as the embedded broker gives.
@Command(
        description = {
            "Makes the folder of a Mosquitto for a hub made with `--broker external`.",
            "Run it with: mosquitto -c FOLDER/mosquitto.conf"
        })
public final class BrokerCommand implements Callable<Integer> {
    /// Debian's 2.0.11 overruns a receive maximum of the client's below what it has in flight, so
    /// it is kept above anything that a hub's backlog of one moment can be.
    private static final int MOST_QUEUED = 100_000;

    @Spec
    private CommandSpec spec;

    private final SecureRandom random;

    @Parameters(paramLabel = "FOLDER", description = "Where to make it.")
    private Path folder;

    @Option(names = "--hub", paramLabel = "FOLDER", required = true, description = "The folder of its hub.")
    private Path hub;

    @Option(
            names = "--device",
            paramLabel = "FOLDER",
            description = "The folder of a device of that hub. Give it once for each device.")
    private List<Path> devices = List.of();

    public BrokerCommand(SecureRandom random) {
        this.random = random;
    }

    @Override
    public Integer call() {
        Folder hubFolder = Folder.made(hub, "hub");
        Map<String, String> told = hubFolder.settings();
        if (!"external".equals(told.get("broker.mode"))) {
            throw new FolderException(
                    hub + " embeds its broker. Make it with `--broker external`, or leave Mosquitto out.");
        }
        Folder broker = Folder.begin(folder);
        StringBuilder passwords = new StringBuilder();
        List<DeviceId> known = new ArrayList<>();
        passwords.append(
                MosquittoPassword.line(HubFiles.GATEWAY_NAME, hubFolder.readSecret(HubFiles.GATEWAY_SECRET), random));
        for (Path device : devices) {
            Folder deviceFolder = Folder.made(device, "device");
            String id = deviceFolder.settings().get("device.id");
            passwords.append(MosquittoPassword.line(id, deviceFolder.readSecret("broker-secret"), random));
            known.add(new DeviceId(id));
        }
        Path identity = hub.toAbsolutePath().normalize().resolve("identity");
        boolean certificates = Files.isRegularFile(identity.resolve("issuing").resolve("anchor.pem"));
        if (!certificates) {
            broker.writeAnew("passwords", passwords.toString());
        }
        broker.writeAnew("rules", MosquittoRules.of(new HubId(told.get("hub.id")), HubFiles.GATEWAY_NAME, known));
        broker.writeAnew(
                "mosquitto.conf", settings(broker, told, certificates ? byCertificate(identity) : byPassword(broker)));
        broker.finish(Map.of("hub.id", told.get("hub.id")));
        spec.commandLine()
                .getOut()
                .println("The broker of " + told.get("hub.name") + " is in " + folder + ", for " + devices.size()
                        + (devices.size() == 1 ? " device." : " devices."));
        if (certificates) {
            sayHowTheHubKeepsIt(broker);
        }
        return 0;
    }

    /// The hub follows who joins and who is shut out, if it may write the rules and signal this Mosquitto.
    private void sayHowTheHubKeepsIt(Folder broker) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                "So that a new kiosk is let in, and one that was shut out kept out, without anybody doing anything here,");
        out.println("write into the hub's settings, and run hub and Mosquitto by the same account:");
        out.println("broker.rules = " + broker.file("rules"));
        out.println(reload(broker));
    }

    /// By name and number: what is left of a Mosquitto that was killed may be another program's number by now.
    private static String reload(Folder broker) {
        return "broker.reload = /usr/bin/pkill -HUP -x -F " + broker.file("mosquitto.pid") + " mosquitto";
    }

    private static String byPassword(Folder broker) {
        return """
                # Else one device could take over another's session by calling itself by its name.
                use_username_as_clientid true
                password_file %s
                """.formatted(broker.file("passwords"));
    }

    /// The anchor and not the authority: under the authority, another hub's kiosk-1 would be this
    /// one's.
    private static String byCertificate(Path identity) {
        return """
                # Only devices of this hub are let in, by the name in their certificate and no other.
                cafile %1$s/issuing/anchor.pem
                # Read again on SIGHUP, as the rules are. It has no date after which it would shut everybody out.
                crlfile %1$s/issuing/revoked.crl
                certfile %1$s/server/chain.pem
                keyfile %1$s/server/key.pem
                tls_version tlsv1.3
                require_certificate true
                use_identity_as_username true
                # Else one device could take over another's session by calling itself by its name.
                use_username_as_clientid true
                """.formatted(identity);
    }

    private String settings(Folder broker, Map<String, String> told, String entry) {
        return """
                # Made by `doorstep broker new`. What is here is not trusted with anything: a device keeps every event
                # until its hub has committed it, so it has no store of its own, in which erased people would stand on.
                listener %s %s
                # Started by root it would become another account, which may not read its own passwords.
                user %s
                allow_anonymous false
                %s
                acl_file %s
                persistence false
                pid_file %s
                max_packet_size 300000
                max_queued_messages %d
                max_inflight_messages 0
                log_dest stderr
                log_type error
                log_type warning
                log_type notice
                connection_messages false
                """.formatted(
                        told.get("broker.port"),
                        told.get("broker.host"),
                        broker.owner(),
                        entry.strip(),
                        broker.file("rules"),
                        broker.file("mosquitto.pid"),
                        MOST_QUEUED);
    }
}
