package org.doorstep.hub.fleet;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.doorstep.hub.broker.TurnedAway;
import org.doorstep.hub.enrolment.OwnCertificates;

/// What the kiosks' page is told of who is let in: whether the broker is the hub's own, whom it
/// turned away, and until when the hub's own certificates are good (empty where it has none).
/// `following`: the broker was told of everybody who is to be let in or kept out.
public record Certified(
        boolean ownBroker,
        Supplier<List<TurnedAway.Count>> turnedAway,
        Supplier<Optional<OwnCertificates.Standing>> standing,
        BooleanSupplier following) {}
