package org.doorstep.system.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.doorstep.system.trial.Part;
import org.junit.jupiter.api.Tag;

/// The same with a month and two thousand people, dumps of the memory of a hub and of a kiosk that run, and a hub made
/// of what is on the stick.
@Tag("long")
class WholeSweepTest extends SweepTest {
    @Override
    int howMany() {
        return 2_000;
    }

    @Override
    int days() {
        return 31;
    }

    @Override
    void afterwards(SweptHouse house) throws Exception {
        super.afterwards(house);
        house.dumpHeap(Part.HUB);
        house.dumpHeap(Part.KIOSK_1);
        assertThat(Files.size(house.restored().resolve("hub.db"))).isPositive();
    }
}
