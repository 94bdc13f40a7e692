package org.doorstep.system.network;

import org.doorstep.system.trial.TrialHouse;
import org.junit.jupiter.api.Tag;

@Tag("long")
class NetworkAwayFromMosquittoTest extends NetworkAway {
    NetworkAwayFromMosquittoTest() {
        super(TrialHouse.Broker.MOSQUITTO);
    }
}
