package org.doorstep.provisioning.authority;

import java.io.BufferedReader;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.doorstep.firmware.keys.IdentityFiles;
import org.doorstep.firmware.keys.IssuingFiles;
import org.doorstep.provisioning.folder.Folder;
import org.doorstep.provisioning.folder.FolderException;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.identity.Holder;
import org.doorstep.relay.identity.Issuer;
import org.doorstep.relay.identity.Root;
import picocli.CommandLine.Command;

/// `hub init`: the hub's own certificates, and the key by which it makes those of its devices. An
/// interrupted command is given again, and goes on where it was; near the end of the hub's own
/// certificates, or after it, it makes the next for the same keys, without the sheet.
@Command(
        description = {
            "Lets a hub made by `hub new` make the certificates of its own devices, and gives it its own.",
            "Its keys are made in its folder and never leave it. The authority's sheet is needed once in five years.",
            "The hub's own certificates are for two years. Given again in the last third of them, or after, it makes the"
                    + " next without the sheet. Give the same --host again."
        })
public final class CertifyHub extends Certifying {
    public CertifyHub(BufferedReader typed, SecureRandom random, InstantSource clock) {
        super(typed, random, clock);
    }

    @Override
    public Integer call() {
        Folder hub = Folder.made(folder, "hub");
        HubId id = new HubId(hub.settings().get("hub.id"));
        Instant now = clock.instant();
        boolean whole =
                whole(hub, HubIdentity.ISSUING) && whole(hub, HubIdentity.SERVER) && whole(hub, HubIdentity.GATEWAY);
        if (whole && !nearItsEnd(hub, HubIdentity.SERVER, now) && !nearItsEnd(hub, HubIdentity.GATEWAY, now)) {
            throw new FolderException(folder + " has its certificates already. Nothing was changed.");
        }
        List<String> hosts = hosts(hub.settings());
        if (!whole(hub, HubIdentity.ISSUING)) {
            Root root = root();
            PublicKey key = key(hub, HubIdentity.ISSUING);
            orSay(() -> {
                X509Certificate made = root.issuing(new Holder.Issuing(id), key, now, random);
                IdentityFiles.place(hub.file(HubIdentity.ISSUING), List.of(made), root.certificate());
                return made;
            });
        }
        IssuingFiles issuing = new HubIdentity(hub).issuing();
        orSay(() -> {
            issuing.begin(now, random);
            return issuing;
        });
        Issuer issuer = issuing.issuer();
        if (!isOf(issuer.root())) {
            throw new FolderException(
                    folder + " was begun with another authority. Nothing was changed; name that one.");
        }
        PublicKey server = key(hub, HubIdentity.SERVER);
        place(hub, HubIdentity.SERVER, issuer, () -> issuer.server(server, hosts, now, random));
        PublicKey gateway = key(hub, HubIdentity.GATEWAY);
        place(hub, HubIdentity.GATEWAY, issuer, () -> issuer.gateway(gateway, now, random));
        if (whole) {
            say("The hub " + hub.settings().get("hub.name") + " (" + id + ") has its own certificates anew, until "
                    + Said.day(until(hub, HubIdentity.SERVER)) + ". Its keys and its devices' certificates stay.");
            return 0;
        }
        say("The hub " + hub.settings().get("hub.name") + " (" + id + ") makes the certificates of its devices, until "
                + Said.day(issuer.certificate().getNotAfter().toInstant()) + ".");
        return 0;
    }

    /// In the last third of its life, or after it.
    private boolean nearItsEnd(Folder hub, String name, Instant now) {
        return now.isAfter(until(hub, name).minus(Issuer.HUB_LIFE.dividedBy(3)));
    }

    private Instant until(Folder hub, String name) {
        return orSay(() -> IdentityFiles.read(hub.file(name)))
                .certificate()
                .getNotAfter()
                .toInstant();
    }

    private void place(Folder hub, String name, Issuer issuer, Making<X509Certificate> making) {
        orSay(() -> {
            X509Certificate own = making.make();
            IdentityFiles.place(hub.file(name), List.of(own, issuer.certificate()), issuer.root());
            return own;
        });
    }
}
