package org.doorstep.system.network;

import org.doorstep.system.trial.TrialHouse;
import org.junit.jupiter.api.Tag;

/// The same bad lines with Mosquitto between: several minutes, so only when everything is tested.
@Tag("long")
class NetworkAwayOnMosquittoTest extends NetworkAwayTest {

    @Override
    TrialHouse.Broker broker() {
        return TrialHouse.Broker.MOSQUITTO;
    }
}
