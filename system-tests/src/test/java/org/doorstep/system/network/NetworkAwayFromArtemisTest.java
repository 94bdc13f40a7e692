package org.doorstep.system.network;

import org.doorstep.system.trial.TrialHouse;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class NetworkAwayFromArtemisTest extends NetworkAway {
    NetworkAwayFromArtemisTest() {
        super(TrialHouse.Broker.EMBEDDED);
    }
}
