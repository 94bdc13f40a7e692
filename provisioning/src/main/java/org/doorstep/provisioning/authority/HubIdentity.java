package org.doorstep.provisioning.authority;

import java.nio.file.Files;
import java.nio.file.Path;
import org.doorstep.firmware.keys.IssuingFiles;
import org.doorstep.firmware.keys.KeyFileException;
import org.doorstep.provisioning.enrol.HubFiles;
import org.doorstep.provisioning.folder.Folder;
import org.doorstep.provisioning.folder.FolderException;
import org.doorstep.relay.contract.DeviceId;

/// The part of a hub's folder that says who the hub and its devices are.
record HubIdentity(Folder hub) {
    static final String FOLDER = "identity";
    static final String ISSUING = FOLDER + "/issuing";
    static final String SERVER = FOLDER + "/server";
    static final String GATEWAY = FOLDER + "/gateway";

    static HubIdentity of(Path path) {
        return new HubIdentity(Folder.made(path, "hub"));
    }

    boolean hasIssuing() {
        return Files.exists(hub.file(ISSUING));
    }

    /// Throws [FolderException] if the hub has no issuing key yet, or it cannot be read.
    IssuingFiles issuing() {
        Path folder = hub.file(ISSUING);
        if (!hasIssuing()) {
            throw new FolderException(
                    hub.path() + " cannot make certificates yet. Give `doorstep hub init` first, with the authority.");
        }
        try {
            return new IssuingFiles(folder);
        } catch (KeyFileException e) {
            throw new FolderException(e.getMessage(), e);
        }
    }

    boolean knows(DeviceId id) {
        return Files.exists(hub.file(HubFiles.DEVICES).resolve(id + ".properties"));
    }
}
