package org.doorstep.system.sweep;

import org.doorstep.system.trial.TrialHouse;
import org.junit.jupiter.api.Tag;

/// The same with Mosquitto between, and somebody who may read all that it carries.
@Tag("long")
class WholeSweepOnMosquittoTest extends WholeSweepTest {

    @Override
    TrialHouse.Broker broker() {
        return TrialHouse.Broker.MOSQUITTO;
    }
}
