package org.doorstep.provisioning.authority;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.doorstep.firmware.keys.IssuingFiles;
import org.doorstep.firmware.keys.RegisteredDevices;
import org.doorstep.provisioning.enrol.HubFiles;
import org.doorstep.provisioning.folder.FolderException;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.identity.IdentityException;
import org.doorstep.relay.identity.SigningRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `enrol`: a device's first certificate.
@Command(
        description = {
            "Gives a device of this hub its first certificate, for 90 days.",
            "Refused if another key has that name: a device that takes another's place comes after `doorstep revoke`."
        })
public final class EnrolCommand extends Issuing {
    @Option(
            names = "--id",
            paramLabel = "ID",
            required = true,
            description = "The device you mean to enrol. A request for any other is refused.")
    private DeviceId id;

    public EnrolCommand(SecureRandom random, InstantSource clock) {
        super(random, clock);
    }

    @Override
    void requireRight(DeviceId asked, HubIdentity of) {
        if (!asked.equals(id)) {
            throw mistake("The request is of " + asked + ", not of " + id + ". Look whose request this is.");
        }
        if (!of.knows(id)) {
            throw mistake(id + " is not known to this hub. Give `doorstep device new` for it first.");
        }
    }

    @Override
    List<X509Certificate> issue(HubIdentity of, IssuingFiles issuing, SigningRequest request, Instant now)
            throws IdentityException {
        RegisteredDevices devices = new RegisteredDevices(of.hub().file(HubFiles.DEVICES));
        int times = devices.standing(id).times();
        devices.expect(id, request.key());
        List<X509Certificate> chain = issuing.enrol(request, now, random);
        // Only now has somebody the name again: what comes of a new store counts from here on.
        if (!devices.letIn(id, times)) {
            issuing.revokeWhatIsLeft(id, now);
            throw new FolderException(id + " was shut out while it was enrolled, and so is this certificate. Make the"
                    + " next with `doorstep device replace`.");
        }
        return chain;
    }
}
