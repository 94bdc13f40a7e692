package org.doorstep.relay.contract.figures;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import org.doorstep.relay.contract.ActivityId;
import org.doorstep.relay.contract.Names;
import org.doorstep.relay.contract.Required;

/// Which number a figure is: what is counted, of which activity or the whole hub, for which day or week.
///
/// `activity` is an activity's name or [#WHOLE_HUB]. A week starts on its Monday; dates are the hub's own.
public record FigureCell(String figure, String activity, Period period, LocalDate starts) {
    /// No activity can be called this.
    public static final String WHOLE_HUB = "*";

    /// Visits by pass: one for each pass and session.
    public static final String VISITS = "visits";
    /// People counted by one touch, without a pass. Never part of the visits.
    public static final String GUESTS = "guests";
    /// Grown-ups who came along with somebody.
    public static final String ADULTS = "accompanied-adults";
    /// Children who came along with somebody.
    public static final String CHILDREN = "accompanied-children";
    /// Different passes in a week: people known by pass.
    public static final String KNOWN = "known-by-pass";
    /// Of those, passes that had never come before.
    public static final String FIRST_TIMERS = "first-timers";

    public enum Period {
        @JsonProperty("day")
        DAY,
        @JsonProperty("week")
        WEEK
    }

    public FigureCell {
        Required.all(figure, activity, period, starts);
        Names.require("figure", figure);
        if (!activity.equals(WHOLE_HUB)) {
            Names.require("activity", activity);
        }
        if (period == Period.WEEK && starts.getDayOfWeek() != DayOfWeek.MONDAY) {
            throw new IllegalArgumentException("A week starts on a Monday.");
        }
    }

    /// The last day it covers.
    public LocalDate ends() {
        return period == Period.DAY ? starts : starts.plusDays(6);
    }

    /// The Monday of the week that it is, or is in.
    public LocalDate monday() {
        return starts.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    /// Empty for the whole hub.
    public Optional<ActivityId> activityId() {
        return activity.equals(WHOLE_HUB) ? Optional.empty() : Optional.of(new ActivityId(activity));
    }
}
