package org.doorstep.relay.identity;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.time.DeviceClock;

/// The time by which a certificate is held against its days, on a machine whose clock may say
/// anything (decision 0051).
///
/// `floor` is a time that has certainly passed, because somebody we trust signed it: see [#floor].
/// If the machine knows the time within a bound (`known`), the later of its time and the floor
/// counts. If it does not, its time counts for nothing: only the floor and what the shown
/// certificates themselves prove to have passed.
public record CheckedAt(Instant own, boolean known, Instant floor) {

    /// By a device's clocks as they are now.
    public static CheckedAt of(DeviceClock clock, Instant floor) {
        return new CheckedAt(clock.instant(), knows(clock), floor);
    }

    /// The same for a machine that holds what is named here (see [#floor]). If it knows the time, a
    /// list dated later than that proves nothing: it was signed by a clock that was wrong, and would
    /// end everybody's days.
    public static CheckedAt of(
            DeviceClock clock, List<X509Certificate> checked, X509Certificate issuing, RevokedList list) {
        boolean mistaken = knows(clock) && list.signedAt().isAfter(clock.instant());
        return of(clock, mistaken ? latestFrom(checked) : floor(checked, issuing, list));
    }

    /// The latest time that these show to have passed: each certificate's first day, and when the
    /// list was signed. They must have been checked. A list dated after the end of the key that
    /// signed it proves nothing: that hub's clock was wrong.
    public static Instant floor(List<X509Certificate> checked, X509Certificate issuing, RevokedList list) {
        Instant floor = latestFrom(checked);
        boolean believable = !list.signedAt().isAfter(issuing.getNotAfter().toInstant());
        return believable && list.signedAt().isAfter(floor) ? list.signedAt() : floor;
    }

    /// The time to compare with, for a chain whose signatures are good.
    Instant against(List<X509Certificate> chain) {
        Instant least = known ? own : latestFrom(chain);
        return least.isAfter(floor) ? least : floor;
    }

    private static boolean knows(DeviceClock clock) {
        return clock.moment().boundMs() < Moment.UNBOUNDED;
    }

    private static Instant latestFrom(List<X509Certificate> chain) {
        Instant latest = Instant.EPOCH;
        for (X509Certificate certificate : chain) {
            Instant from = certificate.getNotBefore().toInstant();
            latest = from.isAfter(latest) ? from : latest;
        }
        return latest;
    }
}
