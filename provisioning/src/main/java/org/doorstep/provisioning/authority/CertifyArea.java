package org.doorstep.provisioning.authority;

import java.io.BufferedReader;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import org.doorstep.firmware.keys.IdentityFiles;
import org.doorstep.provisioning.folder.Folder;
import org.doorstep.provisioning.folder.FolderException;
import org.doorstep.relay.identity.Root;
import picocli.CommandLine.Command;

/// `area init`: the certificate of the central team's server.
@Command(
        description = {
            "Gives an area server made by `area new` its certificate, for five years.",
            "Its key is made in its folder and never leaves it."
        })
public final class CertifyArea extends Certifying {
    private static final String SERVER = "identity/server";

    public CertifyArea(BufferedReader typed, SecureRandom random, InstantSource clock) {
        super(typed, random, clock);
    }

    @Override
    public Integer call() {
        Folder area = Folder.made(folder, "area");
        if (whole(area, SERVER)) {
            throw new FolderException(folder + " has its certificate already. Nothing was changed.");
        }
        List<String> hosts = hosts(area.settings());
        Root root = root();
        PublicKey key = key(area, SERVER);
        X509Certificate own = orSay(() -> {
            X509Certificate made = root.area(key, hosts, clock.instant(), random);
            IdentityFiles.place(area.file(SERVER), List.of(made), root.certificate());
            return made;
        });
        say("The area server in " + folder + " has its certificate, until "
                + Said.day(own.getNotAfter().toInstant()) + ".");
        return 0;
    }
}
