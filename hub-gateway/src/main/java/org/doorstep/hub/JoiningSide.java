package org.doorstep.hub;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.doorstep.firmware.keys.IdentityFiles;
import org.doorstep.firmware.keys.IssuingFiles;
import org.doorstep.firmware.keys.KeyFiles;
import org.doorstep.firmware.keys.RegisteredDevices;
import org.doorstep.hub.broker.DoorFiles;
import org.doorstep.hub.broker.ShutOutBook;
import org.doorstep.hub.broker.TurnedAway;
import org.doorstep.hub.joining.Claims;
import org.doorstep.hub.joining.DeviceDoor;
import org.doorstep.hub.joining.DoorException;
import org.doorstep.hub.joining.JoinDesk;
import org.doorstep.relay.joining.DoorAddress;
import org.doorstep.relay.joining.Fingerprint;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.time.DeviceClock;

/// The codes by which devices join, and the door at which they do; nothing of either if the
/// settings open no door.
record JoiningSide(Optional<Claims> claims, Optional<DeviceDoor> door) implements AutoCloseable {

    /// `issuing`: the one object of it in this program. `time` is empty while the hub does not know it.
    /// `changed` is run when a page about joining would show something else. Throws
    /// [org.doorstep.hub.joining.DoorException] if the door cannot listen.
    static JoiningSide of(
            Settings settings,
            Optional<IssuingFiles> issuing,
            RegisteredDevices devices,
            KeyFiles keys,
            Supplier<String> sealing,
            Database database,
            DeviceClock clock,
            Supplier<Optional<Instant>> time,
            TurnedAway turnedAway,
            SecureRandom random,
            Runnable changed) {
        if (!(settings.door() instanceof Settings.Door.Open open)
                || !(settings.broker().entry() instanceof Settings.Entry.Certificates ours)) {
            return new JoiningSide(Optional.empty(), Optional.empty());
        }
        DoorFiles files = new DoorFiles(ours.identity(), IdentityFiles::read, new ShutOutBook(database), clock);
        DoorAddress address = DoorAddress.parse(open.host())
                .map(host -> new DoorAddress(host.host(), open.port()))
                .orElseThrow();
        Claims claims = new Claims(address, () -> Fingerprint.of(files.server().certificate()), clock, random, changed);
        JoinDesk desk = new JoinDesk(
                settings.hub(),
                issuing.orElseThrow(() -> new DoorException(
                        "door.port is set, but there is no issuing key in " + ours.identity()
                                + ", so nobody could be given a certificate. Give `doorstep hub init`, or take door.port"
                                + " out.",
                        null)),
                files,
                devices,
                claims,
                () -> told(settings, open, keys, sealing.get()),
                turnedAway,
                time,
                random);
        return new JoiningSide(
                Optional.of(claims), Optional.of(DeviceDoor.open(open.bind(), open.port(), files, desk)));
    }

    /// What `provisioning device new` writes for every kiosk of a hub.
    private static Map<String, String> told(Settings settings, Settings.Door.Open open, KeyFiles keys, String sealing) {
        KeyFiles.PublicKeys known = keys.publicKeys();
        String broker = settings.broker().host();
        Map<String, String> told = new LinkedHashMap<>();
        told.put("hub.id", settings.hub().value());
        told.put("hub.zone", settings.zone().getId());
        told.put("broker.host", Settings.isAnywhere(broker) ? open.host() : broker);
        told.put("broker.port", Integer.toString(settings.broker().port()));
        told.put("pass.keys", known.passKeys());
        told.put("sealing.key", sealing);
        return told;
    }

    @Override
    public void close() {
        door.ifPresent(DeviceDoor::close);
    }
}
