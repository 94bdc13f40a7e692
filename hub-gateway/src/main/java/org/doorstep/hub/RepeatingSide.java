package org.doorstep.hub;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import org.doorstep.hub.activities.Activities;
import org.doorstep.hub.booking.claims.ClaimBook;
import org.doorstep.hub.booking.feeds.DoorRoutes;
import org.doorstep.hub.booking.feeds.FeedRoutes;
import org.doorstep.hub.booking.feeds.RoomsUsedRoutes;
import org.doorstep.hub.booking.feeds.TomorrowSheets;
import org.doorstep.hub.booking.recurring.SeasonBook;
import org.doorstep.hub.booking.recurring.SeasonRoutes;
import org.doorstep.hub.booking.recurring.SeriesBook;
import org.doorstep.hub.booking.recurring.SeriesFormRoutes;
import org.doorstep.hub.booking.recurring.SeriesRoutes;
import org.doorstep.hub.booking.recurring.SessionRooms;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Words;
import org.doorstep.login.Audit;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.store.Database;

/// What comes back: series and seasons, sessions with their rooms, and what goes out of the bookings
/// as calendars, door pages and paper.
final class RepeatingSide implements AutoCloseable {
    private final HubId hub;
    private final Words words;
    private final Activities activities;
    private final Database database;
    private final ZoneId zone;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Runnable changed;
    private final SeriesBook series;
    private final SessionRooms rooms;
    private final TomorrowSheets sheets;

    /// `freed` is told, in the same transaction, when something has become free; `changed` is run when
    /// something else is booked.
    RepeatingSide(
            Settings settings,
            Words words,
            Activities activities,
            ClaimBook claims,
            SeriesBook.Freed freed,
            Database database,
            InstantSource clock,
            SecureRandom random,
            Runnable changed) {
        this.hub = settings.hub();
        this.words = words;
        this.activities = activities;
        this.database = database;
        this.zone = settings.zone();
        this.clock = clock;
        this.random = random;
        this.changed = changed;
        this.series = new SeriesBook(claims, zone, random, freed);
        this.rooms = new SessionRooms(claims, random, freed);
        this.sheets = new TomorrowSheets(database, words, settings.hubName(), zone, clock, settings.dataDir());
        activities.follow(this::keepUp);
    }

    /// Every day makes sessions, so this comes by every day too.
    private void keepUp() {
        Instant now = clock.instant();
        database.write(handle -> {
            rooms.follow(handle, now);
            series.keepUp(handle, now);
            return null;
        });
        changed.run();
    }

    void addTo(Routes routes, Audit audit) {
        // Before those that take any name for a series.
        new SeriesFormRoutes(series, database, zone, clock, changed, audit).addTo(routes);
        new SeriesRoutes(series, rooms, activities, database, zone, clock, changed, audit).addTo(routes);
        new SeasonRoutes(new SeasonBook(series), database, clock, changed, audit).addTo(routes);
        new FeedRoutes(hub, words, sheets, database, zone, clock, random, audit).addTo(routes);
        new RoomsUsedRoutes(database, zone, clock).addTo(routes);
        new DoorRoutes(database, zone, clock).addTo(routes);
    }

    void start() {
        sheets.start();
    }

    @Override
    public void close() {
        sheets.close();
    }
}
