package org.doorstep.provisioning.authority;

import java.io.BufferedReader;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.doorstep.firmware.keys.IdentityFiles;
import org.doorstep.provisioning.folder.Folder;
import org.doorstep.provisioning.folder.FolderException;
import org.doorstep.relay.identity.Identity;
import org.doorstep.relay.identity.Root;
import picocli.CommandLine.Command;

/// `area init`: the certificate of the central team's server.
@Command(
        description = {
            "Gives an area server made by `area new` its certificate, for five years.",
            "Its key is made in its folder and never leaves it. Given again in the last third of the five years, or"
                    + " after, it makes the next for the same key. Give the same --host again."
        })
public final class CertifyArea extends Certifying {
    private static final String SERVER = "identity/server";

    public CertifyArea(BufferedReader typed, SecureRandom random, InstantSource clock) {
        super(typed, random, clock);
    }

    @Override
    public Integer call() {
        Folder area = Folder.made(folder, "area");
        boolean anew = whole(area, SERVER);
        if (anew && !nearItsEnd(area)) {
            throw new FolderException(folder + " has its certificate already. Nothing was changed.");
        }
        List<String> hosts = hosts(area.settings());
        Root root = root();
        if (anew && !isWithRoot(area, root)) {
            throw new FolderException(
                    folder + " was begun with another authority. Nothing was changed; name that one.");
        }
        PublicKey key = key(area, SERVER);
        X509Certificate own = orSay(() -> {
            X509Certificate made = root.area(key, hosts, clock.instant(), random);
            IdentityFiles.place(area.file(SERVER), List.of(made), root.certificate());
            return made;
        });
        say("The area server in " + folder + " has its certificate" + (anew ? " anew" : "") + ", until "
                + Said.day(own.getNotAfter().toInstant()) + "."
                + (anew ? " Its key stays, and a running server takes it at the next call." : ""));
        return 0;
    }

    /// In the last third of its life, or after it.
    private boolean nearItsEnd(Folder area) {
        X509Certificate own = own(area).certificate();
        Instant end = own.getNotAfter().toInstant();
        Duration life = Duration.between(own.getNotBefore().toInstant(), end);
        return clock.instant().isAfter(end.minus(life.dividedBy(3)));
    }

    private boolean isWithRoot(Folder area, Root root) {
        return own(area).root().equals(root.certificate());
    }

    private Identity own(Folder area) {
        return orSay(() -> IdentityFiles.read(area.file(SERVER)));
    }
}
