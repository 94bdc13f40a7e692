package org.doorstep.hub;

import java.security.SecureRandom;
import java.sql.Connection;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.doorstep.firmware.keys.KeyFiles;
import org.doorstep.hub.aboutme.WordBook;
import org.doorstep.hub.attendance.ClaimsLetGo;
import org.doorstep.hub.booking.claims.BookingsLetGo;
import org.doorstep.hub.booking.claims.ClaimBook;
import org.doorstep.hub.booking.desk.BookingSpeech;
import org.doorstep.hub.booking.loans.LoansLetGo;
import org.doorstep.hub.booking.waiting.Clashes;
import org.doorstep.hub.booking.waiting.WaitingLetGo;
import org.doorstep.hub.booking.waiting.WaitingList;
import org.doorstep.hub.ingest.Projection;
import org.doorstep.hub.keeping.Forgets;
import org.doorstep.hub.keeping.Forgotten;
import org.doorstep.hub.keeping.KeeperBoxes;
import org.doorstep.hub.lookup.LooksLetGo;
import org.doorstep.hub.passes.Erasing;
import org.doorstep.hub.passes.PassRegister;
import org.doorstep.hub.passes.SealedCards;
import org.doorstep.hub.residents.LostLetGo;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.sealing.OpeningKeys;
import org.doorstep.relay.store.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is personal in a hub, put together the same for a hub that runs, one that is restored, and
/// one that takes in a stick: the boxes, the passes, and the way out.
record PersonalSide(
        OpeningKeys opening,
        KeeperBoxes boxes,
        PassRegister passes,
        WordBook words,
        Erasing erasing,
        InstantSource clock,
        SecureRandom random) {
    private static final Logger LOG = LoggerFactory.getLogger(PersonalSide.class);

    /// `forgets`: the features that hold something of a person beside their counted visits.
    static PersonalSide of(
            KeyFiles keys, Forgotten forgotten, InstantSource clock, SecureRandom random, Forgets... forgets) {
        return of(SealedCards.openingKeys(keys.sealingKeys()), keys, forgotten, clock, random, forgets);
    }

    /// The same in a hub that runs, whose sealing keys come and go.
    static PersonalSide of(
            OpeningKeys opening,
            KeyFiles keys,
            Forgotten forgotten,
            InstantSource clock,
            SecureRandom random,
            Forgets... forgets) {
        SealedCards seals = new SealedCards(opening, keys.tokenKey());
        KeeperBoxes boxes = new KeeperBoxes(seals, forgotten, random, clock);
        PassRegister passes = new PassRegister(seals);
        WordBook words = new WordBook(passes, opening);
        return new PersonalSide(
                opening,
                boxes,
                passes,
                words,
                new Erasing(passes, boxes, all(words, clock, forgets), clock),
                clock,
                random);
    }

    /// What follows from the lane `booking`.
    Projection bookings(ZoneId zone) {
        ClaimBook claims = new ClaimBook(zone, random, new KnownStanding());
        WaitingList waiting = new WaitingList(claims, zone, random);
        return BookingSpeech.lane(passes, claims, waiting, new Clashes(waiting), clock);
    }

    /// These are in every hub.
    private static List<Forgets> all(WordBook words, InstantSource clock, Forgets... forgets) {
        return Stream.concat(
                        Stream.<Forgets>of(
                                new LooksLetGo(),
                                new LostLetGo(),
                                new ClaimsLetGo(),
                                new BookingsLetGo(clock),
                                new WaitingLetGo(),
                                new LoansLetGo(),
                                words::forget),
                        Stream.of(forgets))
                .toList();
    }

    /// Before anything is taken in or shown: boxes what an earlier version kept open, and lets
    /// those go again who left after this database was copied.
    void begin(Database database, Inbox inbox) {
        inbox.boxTheRest(database);
        int gone = database.write(transaction -> {
            Connection connection = Database.connection(transaction);
            return erasing.catchUp(connection);
        });
        if (gone > 0) {
            // Else the copy's own pages have them still, in the log's older ones and in unused space.
            boolean anew = database.writeAnew() && database.cutLog();
            LOG.info(
                    "{} passes of people who have left were in this database again, and are gone from it{}.",
                    gone,
                    anew
                            ? ""
                            : "; for want of room its file could not be written anew, and its unused space may have them");
        }
        boxes.forget();
    }
}
