package org.doorstep.hub.booking.waiting;

import java.time.LocalDate;
import java.util.Optional;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.units.Bookable;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Catalogue;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.hub.web.Words;
import org.jdbi.v3.core.Handle;

/// Who, what and when, as people who work here read it.
public record Lines(Handle handle, Catalogue catalogue, Words words) {
    /// Five letters for a resident; a group by its name.
    public String who(Holder holder) {
        return switch (holder) {
            case Holder.Resident(String pass) -> symbol(pass).orElseGet(() -> words.say("waiting.who.gone"));
            case Holder.Party(long id) ->
                catalogue.party(id).map(party -> party.name()).orElseGet(() -> words.say("waiting.who.gone"));
            case Holder.Nobody() -> words.say("waiting.who.gone");
        };
    }

    private Optional<String> symbol(String pass) {
        return handle.createQuery("SELECT symbol FROM pass WHERE name = :name")
                .bind("name", pass)
                .mapTo(String.class)
                .findOne();
    }

    public String what(BookableId bookable, int count) {
        String title = catalogue.find(bookable).map(Bookable::title).orElseGet(bookable::value);
        return count == 1 ? title : words.say("waiting.what.many", title, count);
    }

    public String when(Times times) {
        LocalDate first = words.date(times.starts());
        LocalDate last = words.date(times.ends().minusSeconds(1));
        return first.equals(last)
                ? words.say("waiting.when", words.day(first), words.time(times.starts()), words.time(times.ends()))
                : words.say(
                        "waiting.when.days",
                        words.day(first),
                        words.time(times.starts()),
                        words.day(words.date(times.ends())),
                        words.time(times.ends()));
    }
}
