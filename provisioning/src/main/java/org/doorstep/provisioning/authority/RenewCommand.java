package org.doorstep.provisioning.authority;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.doorstep.firmware.keys.IssuingFiles;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.identity.IdentityException;
import org.doorstep.relay.identity.SigningRequest;
import picocli.CommandLine.Command;

/// `renew`: a device's next certificate.
@Command(
        description = {
            "Gives a device of this hub its next certificate, for the key it has.",
            "Also when the last one has ended, for a year afterwards: a device that lay in a cupboard comes back."
        })
public final class RenewCommand extends Issuing {
    public RenewCommand(SecureRandom random, InstantSource clock) {
        super(random, clock);
    }

    @Override
    void requireRight(DeviceId asked, HubIdentity of) {
        if (!of.knows(asked)) {
            throw mistake(asked + " was taken out of this hub. If it belongs here, give `doorstep device new` for it.");
        }
    }

    @Override
    List<X509Certificate> issue(HubIdentity of, IssuingFiles issuing, SigningRequest request, Instant now)
            throws IdentityException {
        return issuing.renew(request, now, random);
    }
}
