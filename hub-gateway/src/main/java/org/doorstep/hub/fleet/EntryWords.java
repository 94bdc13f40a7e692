package org.doorstep.hub.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.doorstep.hub.broker.TurnedAway;
import org.doorstep.hub.enrolment.OwnCertificates;
import org.doorstep.hub.web.Words;

/// Who is let in and who was not, said to a manager.
final class EntryWords {
    /// Time to find whoever has the authority's sheet, and a day on which they come.
    private static final Duration WARNED = Duration.ofDays(365);

    private final Certified certified;

    EntryWords(Certified certified) {
        this.certified = certified;
    }

    KiosksPage.Entry of(Words words, long waiting, Instant now) {
        Optional<OwnCertificates.Standing> standing = certified.standing().get();
        return new KiosksPage.Entry(
                waiting == 0 ? "" : words.say("entry.set-aside", waiting),
                standing.map(one -> words.say("entry.certificates", day(words, one.ownUntil())))
                        .orElse(""),
                standing.filter(one -> one.issuingUntil().minus(WARNED).isBefore(now))
                        .map(one -> words.say("entry.ending", day(words, one.issuingUntil())))
                        .orElse(""),
                certified.turnedAway().get().stream()
                        .map(count -> turned(words, count, now))
                        .toList(),
                certified.following().getAsBoolean() ? "" : words.say("entry.not-following"),
                certified.ownBroker() ? "" : words.say("entry.elsewhere"));
    }

    private static KiosksPage.Turned turned(Words words, TurnedAway.Count count, Instant now) {
        return new KiosksPage.Turned(
                count.name().equals(TurnedAway.NOBODY) ? words.say("entry.nobody") : count.name(),
                words.of("entry.why", count.why()),
                words.say("entry.times", count.times()),
                words.when(count.last(), now));
    }

    private static String day(Words words, Instant at) {
        return words.longDay(words.date(at));
    }
}
