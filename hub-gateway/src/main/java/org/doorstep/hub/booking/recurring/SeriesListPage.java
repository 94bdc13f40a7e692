package org.doorstep.hub.booking.recurring;

import java.util.List;
import org.doorstep.hub.web.Frame;

/// Bookings that come back, and the rooms of the hub's own activities.
public record SeriesListPage(Frame frame, boolean mayChange, List<One> series, List<Room> rooms, List<String> lacking) {

    /// `trouble` says how many of its dates could not be had; empty if all were.
    public record One(String id, String title, String what, String when, String next, String trouble) {}

    public record Room(String activity, String title, List<Choice> choices) {}

    public record Choice(String value, String name, boolean chosen) {}
}
