package org.doorstep.relay.contract.bookings;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Required;
import org.doorstep.relay.contract.Text;

/// Which rooms and tools a hub has, and when each is taken: retained, public facts only, never
/// whose.
///
/// It is as the hub knew it `asOf`, and tells of the days before `until`: of a hub with very many
/// bookings fewer days than of others, so that the text stays within
/// [org.doorstep.relay.contract.Wire#MOST_MESSAGE_BYTES]. `open` is when the hub itself is open.
public record Board(HubId hub, ZoneId zone, Instant asOf, Instant until, List<Span> open, List<Bookable> bookables) {
    /// Two weeks, and today.
    public static final int DAYS = 15;

    public Board {
        Required.all(hub, zone, asOf, until, open, bookables);
        open = List.copyOf(open);
        bookables = List.copyOf(bookables);
    }

    public Optional<Bookable> of(BookableId id) {
        return bookables.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /// When it may be booked at all: its own hours, or the hub's.
    public List<Span> openOf(Bookable bookable) {
        return bookable.open() == null ? open : bookable.open();
    }

    public enum Kind {
        @JsonProperty("place")
        PLACE,
        @JsonProperty("tool")
        TOOL
    }

    /// What a person chooses. `where` says the room it is in or the shelf; `picture` names an icon
    /// of the kiosk's set; `capacity` is how many people there is room for, 0 where nobody counts.
    /// Of a `pool` so many of `count` alike things are taken as are asked for; anything else is
    /// taken whole, and its `count` is 1. Before and after each booking so many minutes are kept
    /// free. `open` is null where it is open as the hub is. What needs `approval` is looked at by a
    /// person, and `labels` are what stands on each; what needs an `induction` is given to who has
    /// had one.
    public record Bookable(
            BookableId id,
            Kind kind,
            String title,
            String where,
            String picture,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) int capacity,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean pool,
            int count,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) int beforeMinutes,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) int afterMinutes,
            int stepMinutes,
            int shortestMinutes,
            int longestMinutes,
            int aheadDays,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean staffOnly,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean approval,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean induction,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<UnitLabel> labels,
            List<Span> open,
            List<Busy> busy,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Leased> leased) {
        /// What is read at a glance on a tile.
        public static final int MOST_TITLE = 80;

        public Bookable {
            Required.all(id, kind);
            Text.require("title", title, 1, MOST_TITLE);
            Text.require("place", where, 0, MOST_TITLE);
            Text.require("picture", picture, 0, 32);
            if (count < 1 || stepMinutes < 1 || shortestMinutes < 1 || longestMinutes < shortestMinutes) {
                throw new IllegalArgumentException("There is at least one of it, for some minutes.");
            }
            if (capacity < 0 || beforeMinutes < 0 || afterMinutes < 0 || aheadDays < 0) {
                throw new IllegalArgumentException("Capacity, minutes and days are not negative.");
            }
            labels = labels == null ? List.of() : List.copyOf(labels);
            open = open == null ? null : List.copyOf(open);
            busy = busy == null ? List.of() : List.copyOf(busy);
            leased = leased == null ? List.of() : List.copyOf(leased);
        }
    }

    /// So many of it are taken then, what is kept free before and after included.
    public record Busy(Span at, int count) {
        public Busy {
            Required.all(at);
        }
    }

    /// Today so many of it are `device`'s alone to give away then; whoever is elsewhere asks there.
    public record Leased(Span at, int count, DeviceId device) {
        public Leased {
            Required.all(at, device);
        }
    }
}
