package org.doorstep.hub.booking.feeds;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Catalogue;
import org.doorstep.hub.web.Words;
import org.doorstep.relay.contract.ActivityId;
import org.doorstep.relay.contract.HubId;
import org.jdbi.v3.core.Handle;

/// The calendars that go out: of a room or tool, of an activity, of a group by its secret. What is in
/// the first two anybody may read, so a person's booking is in them without a word about whose it is.
final class Feeds {
    /// Somebody looks up when they were here last.
    private static final Duration BACK = Duration.ofDays(35);

    /// A school year, and the summer before it: as far as series are made.
    private static final Duration AHEAD = Duration.ofDays(401);

    private final HubId hub;
    private final Words words;

    Feeds(HubId hub, Words words) {
        this.hub = hub;
        this.words = words;
    }

    Optional<String> ofRoom(Handle handle, String id, Instant now) {
        return Catalogue.read(handle).offered().stream()
                .filter(bookable -> bookable.id().value().equals(id))
                .findFirst()
                .map(bookable -> CalendarText.of(bookable.title(), room(handle, bookable.id(), now), now));
    }

    /// What is in a room's calendar.
    List<Entry> room(Handle handle, BookableId id, Instant now) {
        return Shown.of(handle, id, now.minus(BACK), now.plus(AHEAD)).stream()
                .map(shown -> entry(shown, shown.called(words.say("feed.booked"))))
                .toList();
    }

    Optional<String> ofParty(Handle handle, String secret, Instant now) {
        record Named(long id, String name) {}
        return handle.createQuery("SELECT id, name FROM party WHERE feed = :feed")
                .bind("feed", secret)
                .map((row, context) -> new Named(row.getLong("id"), row.getString("name")))
                .findOne()
                .map(party -> CalendarText.of(party.name, party(handle, party.id, now), now));
    }

    List<Entry> party(Handle handle, long party, Instant now) {
        return Shown.ofParty(handle, party, now.minus(BACK), now.plus(AHEAD)).stream()
                .map(shown -> entry(shown, shown.title().isEmpty() ? shown.thing() : shown.title()))
                .toList();
    }

    private Entry entry(Shown shown, String title) {
        String thing = shown.count() == 1 ? shown.thing() : words.say("series.many", shown.count(), shown.thing());
        return new Entry(
                "booking-" + shown.id() + "@" + hub + ".doorstep",
                title,
                shown.place().isEmpty() ? thing : thing + ", " + shown.place(),
                shown.asked() ? words.say("feed.asked") : "",
                shown.times().starts(),
                shown.times().ends(),
                shown.asked() ? Entry.Standing.TENTATIVE : Entry.Standing.CONFIRMED);
    }

    Optional<String> ofActivity(Handle handle, String id, Instant now) {
        record Named(ActivityId id, String title) {}
        return handle.createQuery("SELECT id, title FROM activity WHERE id = :id AND id <> 'drop-in'")
                .bind("id", id)
                .map((row, context) -> new Named(new ActivityId(row.getString("id")), row.getString("title")))
                .findOne()
                .map(activity -> CalendarText.of(activity.title, activity(handle, activity.id, now), now));
    }

    List<Entry> activity(Handle handle, ActivityId id, Instant now) {
        return handle.createQuery("""
                        SELECT s.name, a.title, a.room, s.starts, s.ends, s.cancelled, s.why
                        FROM session s
                        JOIN activity a ON a.id = s.activity
                        WHERE s.activity = :activity AND s.ends > :from AND s.starts < :to
                        ORDER BY s.starts, s.name
                        LIMIT :most
                        """)
                .bind("activity", id.value())
                .bind("from", now.minus(BACK).toEpochMilli())
                .bind("to", now.plus(AHEAD).toEpochMilli())
                .bind("most", Shown.MOST)
                .map((row, context) -> new Entry(
                        "session-" + row.getString("name") + "@" + hub + ".doorstep",
                        row.getString("title"),
                        row.getString("room"),
                        row.getString("why"),
                        Instant.ofEpochMilli(row.getLong("starts")),
                        Instant.ofEpochMilli(row.getLong("ends")),
                        row.getBoolean("cancelled") ? Entry.Standing.CANCELLED : Entry.Standing.CONFIRMED))
                .list();
    }
}
