package org.doorstep.provisioning.authority;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.Callable;
import org.doorstep.firmware.keys.IdentityFiles;
import org.doorstep.firmware.keys.KeyFileException;
import org.doorstep.provisioning.folder.Folder;
import org.doorstep.provisioning.folder.FolderException;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.identity.Holder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `request`: what a device asks to be enrolled or renewed with.
@Command(
        description = {
            "Makes a device's key, if it has none, and its request for a certificate: FOLDER/identity/request.pem.",
            "The key never leaves the device's folder. The request is no secret: take it to the hub, and give"
                    + " `doorstep enrol` or `doorstep renew` there."
        })
public final class RequestCommand implements Callable<Integer> {
    static final String REQUEST = "request.pem";

    @Spec
    private CommandSpec spec;

    private final SecureRandom random;

    @Parameters(paramLabel = "FOLDER", description = "The folder of a device, made by `device new`.")
    private Path folder;

    public RequestCommand(SecureRandom random) {
        this.random = random;
    }

    @Override
    public Integer call() {
        Folder device = Folder.made(folder, "device");
        Map<String, String> told = device.settings();
        if (!told.containsKey("device.id")) {
            throw new FolderException(
                    folder + " is no device's folder. A hub is given its own by `doorstep hub init`.");
        }
        Source source = new Source(new HubId(told.get("hub.id")), new DeviceId(told.get("device.id")));
        Path identity = device.makeFolder(HubIdentity.FOLDER);
        try {
            String request = IdentityFiles.request(identity, new Holder.Device(source), random);
            device.writeOver(HubIdentity.FOLDER + "/" + REQUEST, request);
        } catch (KeyFileException e) {
            throw new FolderException(e.getMessage(), e);
        }
        spec.commandLine()
                .getOut()
                .println("The request of " + source.device() + " is in "
                        + folder.resolve(HubIdentity.FOLDER).resolve(REQUEST) + ".");
        return 0;
    }
}
