package org.doorstep.relay.contract;

import java.time.DayOfWeek;
import java.time.LocalDate;

/// An event of the lane `anonymous`: no time but a date, no boot, no uptime, no clock, and an id
/// that is chance from end to end. There is no field here from which an order or a moment could be
/// read; decision 0036 says why.
///
/// `date` is the session's; of an answer without a session the Monday of its week; of what the
/// relay itself has to say in this lane, the day on which it said it.
public record AnonymousEnvelope(EventId id, Source source, LocalDate date, StoreId store, long sequence, HubEvent data)
        implements AnyEnvelope {
    /// Fewer answers than this never stand together by themselves: the bound under which the NHS
    /// shows no count.
    public static final int LEAST_BATCH = 8;

    public AnonymousEnvelope {
        Required.all(id, source, date, store, data);
        if (sequence < 1) {
            throw new IllegalArgumentException("Sequences begin at 1.");
        }
        if (id.value().version() != 4) {
            throw new IllegalArgumentException("An id of the anonymous lane is chance, and holds no time.");
        }
        switch (data) {
            case HubEvent.MoodAnswered answer -> requireDateOf(answer, date);
            case HubEvent.MoodSetAside _ -> requireMonday(date);
            case HubEvent.RangeLost _, HubEvent.StoreSalvaged _, HubEvent.Unknown _ -> {
                // The relay's own, and what a later version may say.
            }
            case HubEvent.TapRecorded _,
                    HubEvent.SessionChosen _,
                    HubEvent.CompanionsCounted _,
                    HubEvent.GuestCounted _,
                    HubEvent.PassIssued _,
                    HubEvent.PassAdded _,
                    HubEvent.ResidentSaid _,
                    HubEvent.ResidentLeft _,
                    HubEvent.VisitDenied _,
                    HubEvent.VisitClaimed _,
                    HubEvent.BookingAsked _,
                    HubEvent.BookingCancelled _,
                    HubEvent.ToolTaken _,
                    HubEvent.ToolBrought _ ->
                throw new IllegalArgumentException("Such an event does not travel in the anonymous lane.");
        }
    }

    @Override
    public Lane lane() {
        return Lane.ANONYMOUS;
    }

    /// The date under which an answer that lost its session is pooled.
    public static LocalDate weekOf(LocalDate day) {
        return day.with(DayOfWeek.MONDAY);
    }

    private static void requireDateOf(HubEvent.MoodAnswered answer, LocalDate date) {
        LocalDate expected = answer.at().map(SessionId::date).orElseGet(() -> weekOf(date));
        if (!date.equals(expected)) {
            throw new IllegalArgumentException("An answer has its session's date, or a Monday.");
        }
    }

    private static void requireMonday(LocalDate date) {
        if (!date.equals(weekOf(date))) {
            throw new IllegalArgumentException("What was set aside has a Monday.");
        }
    }
}
