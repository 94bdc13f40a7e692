package org.doorstep.hub.ingest;

import java.time.LocalDate;
import java.util.List;
import org.doorstep.relay.contract.DeviceId;

/// What is kept and not counted since one device said more of it in a day than goes by itself, and a
/// person's word that it is right. Safe for all threads.
public interface HeldBack {
    /// So many events of a device that came on that day.
    record Waiting(DeviceId device, LocalDate day, long events) {}

    /// The latest day first.
    List<Waiting> waiting();

    /// Whatever has come until now of what that device said on that day counts; what comes later in it
    /// waits again. False if nothing waits.
    boolean letCount(DeviceId device, LocalDate day, String byName);
}
