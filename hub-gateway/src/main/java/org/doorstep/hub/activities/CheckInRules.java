package org.doorstep.hub.activities;

/// The two times that turn taps into visits, the same for hub and kiosks: kiosks get them with the schedule.
public final class CheckInRules {
    /// People come early to put the chairs out; half an hour before, they are here for this and not for what was on
    /// until then.
    public static final int EARLY_SECONDS = 30 * 60;

    /// Sooner than this, a second tap is somebody making sure; later, it is somebody going home.
    public static final int LEAVE_AFTER_SECONDS = 20 * 60;

    /// Coats are found, children fetched, words exchanged at the door: somebody who is still here so long after the
    /// end is leaving what they were at. Whoever comes later has come for something else. Kiosks have the same.
    public static final int LATE_SECONDS = 30 * 60;

    private CheckInRules() {}
}
