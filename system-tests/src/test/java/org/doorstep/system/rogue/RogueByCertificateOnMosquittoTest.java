package org.doorstep.system.rogue;

import org.doorstep.system.trial.TrialHouse;
import org.junit.jupiter.api.Tag;

/// The same rogues at a Mosquitto with the settings that `doorstep broker new` writes.
@Tag("long")
class RogueByCertificateOnMosquittoTest extends RogueByCertificateTest {
    @Override
    TrialHouse.Broker broker() {
        return TrialHouse.Broker.MOSQUITTO;
    }
}
