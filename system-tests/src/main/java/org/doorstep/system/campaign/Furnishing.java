package org.doorstep.system.campaign;

import org.doorstep.system.trial.TrialHouse;

/// How a round's house is made. A hub has a second copy or it has none, and each is restored in its own way; a kiosk's
/// card is copied where there is none, so that neither waits for the other.
record Furnishing(TrialHouse.Broker broker, boolean secondCopy) {
    /// An even round and the one after it are one of each; any four that follow one another have each on both brokers.
    static Furnishing of(int round, TrialHouse.Broker broker) {
        return new Furnishing(broker, (round + round / 2) % 2 == 1);
    }
}
