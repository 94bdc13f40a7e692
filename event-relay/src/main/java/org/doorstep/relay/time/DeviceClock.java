package org.doorstep.relay.time;

import java.time.Instant;
import java.time.InstantSource;
import org.doorstep.relay.contract.Moment;

/// All the clocks of a device, read together. Safe for all threads.
///
/// `Main` makes the real one from the kernel; everything else is given it.
public interface DeviceClock extends InstantSource {

    /// The wall clock, right or wrong.
    @Override
    Instant instant();

    /// Boot id, CLOCK_BOOTTIME and the trust in the wall clock, now.
    Moment moment();
}
