package org.doorstep.hub.joining;

import java.security.SecureRandom;
import java.util.List;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.identity.EcKeys;
import org.doorstep.relay.joining.JoiningCode;

/// For tests of the pages: what they show once a kiosk has joined by its code.
public final class SomeKioskJoins {
    private SomeKioskJoins() {}

    public static void by(Claims claims, String id) {
        Claims.View open = claims.all().stream()
                .filter(view -> view.place().id().equals(new DeviceId(id)))
                .findFirst()
                .orElseThrow();
        claims.with(JoiningCode.parse(open.code()).orElseThrow().claim(), claim -> {
            claim.joined(new Claim.Given(EcKeys.random(new SecureRandom()).getPublic(), List.of()));
            return true;
        });
    }
}
