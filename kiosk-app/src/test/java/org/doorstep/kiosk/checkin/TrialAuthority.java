package org.doorstep.kiosk.checkin;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.passes.PassCode;
import org.doorstep.relay.identity.CheckedAt;
import org.doorstep.relay.identity.EcKeys;
import org.doorstep.relay.identity.Holder;
import org.doorstep.relay.identity.Identity;
import org.doorstep.relay.identity.IdentityException;
import org.doorstep.relay.identity.Issuer;
import org.doorstep.relay.identity.PassSlip;
import org.doorstep.relay.identity.Root;
import org.doorstep.relay.identity.Trust;

/// An authority, and the hubs that it certified, as far as slips need them.
final class TrialAuthority {
    static final String KEY = "0a0b";
    private static final Instant BEGAN = Instant.parse("2026-01-01T00:00:00Z");

    private final SecureRandom random;
    private final Root root;

    /// A hub with its two keys: one for slips, one for its passes.
    record Hub(Issuer issuer, KeyPair passes) {
        String slip(PassId pass, LocalDate lastDay) {
            return issuer.slip(pass, KEY, passes.getPublic(), lastDay);
        }

        String pass(PassId pass, LocalDate lastDay) {
            return PassCode.sign(pass, lastDay, KEY, passes.getPrivate());
        }
    }

    TrialAuthority(SecureRandom random) {
        this.random = random;
        KeyPair pair = EcKeys.random(random);
        try {
            root = new Root(pair.getPrivate(), Root.certificate("Fold", pair, BEGAN, random));
        } catch (IdentityException e) {
            throw new AssertionError(e);
        }
    }

    Hub hub(String name) {
        try {
            KeyPair pair = EcKeys.random(random);
            Identity issuing = new Identity(
                    pair.getPrivate(),
                    List.of(root.issuing(new Holder.Issuing(new HubId(name)), pair.getPublic(), BEGAN, random)),
                    root.certificate());
            return new Hub(
                    new Issuer(issuing), KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        } catch (IdentityException | NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    PassSlip.Result read(String text, Instant now) {
        return PassSlip.read(text, new Trust(root.certificate()), new CheckedAt(now, true, Instant.EPOCH));
    }
}
