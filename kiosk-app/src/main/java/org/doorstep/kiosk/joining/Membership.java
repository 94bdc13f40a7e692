package org.doorstep.kiosk.joining;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/// How long this kiosk's certificate lasts, and how its next one is coming along. Nothing in it is secret.
///
/// `until` is its last moment; `left` what is left by the time that certainly has passed, below zero once it is over;
/// `renewed` and `failed` count what came of asking since the start.
public record Membership(Instant until, Duration left, Renewal renewal, long renewed, long failed) {

    /// Enough days for somebody who comes once a week to hear of it and come again.
    private static final Duration SOON = Duration.ofDays(14);

    public enum Renewal {
        /// Its last third has not begun, or the hub has just given the next.
        NOT_DUE,
        /// Due, and not yet answered: the door was not reached, has trouble of its own, or is somebody else's. Asked
        /// again by itself.
        WAITING,
        /// The hub says no.
        REFUSED,
        /// This kiosk was enrolled by hand and knows no door: it is renewed by hand too.
        BY_HAND
    }

    /// Whether somebody should be told: it ends soon or is over, and does not become a new one by itself.
    public boolean needsAPerson() {
        return renewal == Renewal.REFUSED || renewal != Renewal.NOT_DUE && left.compareTo(SOON) < 0;
    }

    /// Whether its last moment has passed, and not only its last day begun.
    public boolean isOver() {
        return left.isNegative();
    }

    /// How often midnight strikes in `zone` before it ends: none on its last day, nor once it is over.
    public long daysLeft(ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(until.minus(left), zone);
        return Math.max(0, ChronoUnit.DAYS.between(today, LocalDate.ofInstant(until, zone)));
    }
}
