package org.doorstep.hub.fleet;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.doorstep.hub.backup.CopyStatus;
import org.doorstep.hub.completeness.DailyProofs;
import org.doorstep.hub.enrolment.EnrolledDevices;
import org.doorstep.hub.upstream.UpstreamStatus;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Section;
import org.doorstep.hub.web.Words;
import org.doorstep.relay.contract.DeviceState;
import org.doorstep.relay.inbox.Fences;
import org.doorstep.relay.outbox.Room;
import org.doorstep.relay.store.Database;

/// The kiosks and the way to the central team, as a page and as data.
public final class FleetRoutes {
    private static final String PATH = "/kiosks";

    /// Of more places than these a person is told how many; the API has them all.
    private static final int MOST_PLACES_SHOWN = 5;

    private final Database database;
    private final KioskQueries kiosks;
    private final Supplier<UpstreamStatus> upstream;
    private final Supplier<CopyStatus> copy;
    private final BooleanSupplier linked;
    private final EnrolledDevices enrolled;
    private final EntryWords entry;
    private final InstantSource clock;

    /// Whether the hub is well, for whatever watches it; nothing about anybody. `linked`: it hears its broker;
    /// `saving`: its disk takes what is written.
    public record Health(boolean serving, boolean linked, boolean saving) {}

    /// The API's answer.
    public record Kiosks(Instant at, List<KioskFacts> kiosks) {}

    public FleetRoutes(
            Database database,
            KioskQueries kiosks,
            Supplier<UpstreamStatus> upstream,
            Supplier<CopyStatus> copy,
            BooleanSupplier linked,
            EnrolledDevices enrolled,
            Certified certified,
            InstantSource clock) {
        this.database = database;
        this.kiosks = kiosks;
        this.upstream = upstream;
        this.copy = copy;
        this.linked = linked;
        this.enrolled = enrolled;
        this.entry = new EntryWords(certified);
        this.clock = clock;
    }

    public void addTo(Routes routes) {
        Access access = Access.to(Role.MANAGER, Role.SESSION_LEADER);
        routes.get(Access.OPEN, "/health", this::health);
        routes.page(access, Section.KIOSKS, PATH, "nav.kiosks", this::show);
        routes.get(access, Routes.API + "/kiosks", exchange -> exchange.json(all()));
    }

    private void health(Exchange exchange) {
        exchange.json(new Health(true, linked.getAsBoolean(), database.refusal().isEmpty()));
    }

    private Kiosks all() {
        Instant now = clock.instant();
        return new Kiosks(now, database.read(handle -> kiosks.all(handle, now)));
    }

    private void show(Exchange exchange) {
        Kiosks all = all();
        Words words = exchange.words();
        exchange.page(
                "fleet/kiosks",
                new KiosksPage(
                        exchange.frame(PATH),
                        all.kiosks.stream()
                                .map(facts -> kiosk(words, facts, all.at))
                                .toList(),
                        entry.of(words, database.read(Fences::countWaiting), all.at),
                        centre(words, upstream.get(), all.at),
                        SecondCopyWords.of(words, copy.get(), all.at)));
    }

    private KiosksPage.Kiosk kiosk(Words words, KioskFacts facts, Instant now) {
        boolean ever = facts.presence() != KioskFacts.Presence.NEVER;
        return new KiosksPage.Kiosk(
                facts.device().value(),
                facts.name(),
                facts.presence(),
                words.of("kiosk.presence", facts.presence()),
                ever ? words.when(facts.heardAt(), now) : words.say("kiosk.never"),
                waiting(words, facts),
                missing(words, facts),
                facts.missing() > 0 || facts.parted(),
                facts.twin() ? words.say("kiosk.twin") : "",
                words.say(facts.saving() ? "kiosk.saving.yes" : "kiosk.saving.no"),
                facts.saving(),
                words.say("kiosk.blanks", facts.blanks()),
                facts.blanksLow(),
                facts.readers().stream().map(reader -> reader(words, reader)).toList(),
                proof(words, facts, now),
                facts.proofs().stream().allMatch(DailyProofs.Day::agrees),
                facts.version(),
                memory(words, facts, now),
                enrolled.has(facts.device()),
                shutOut(words, facts, now));
    }

    private String shutOut(Words words, KioskFacts facts, Instant now) {
        return enrolled.shutOut(facts.device())
                .map(since -> words.say(
                        "kiosk.shut-out", words.when(since.at(), now), words.of("shut-out.because", since.because())))
                .orElse("");
    }

    private static List<String> memory(Words words, KioskFacts facts, Instant now) {
        List<String> sentences = new ArrayList<>();
        if (facts.fullPercent() >= Room.TIGHT_PERCENT) {
            sentences.add(words.say("kiosk.memory.full", facts.fullPercent()));
        }
        facts.damage()
                .ifPresent(damage -> sentences.add(words.say(
                        "kiosk.memory.damaged",
                        words.when(damage.at(), now),
                        damage.saved(),
                        damage.saved() + damage.lost())));
        return sentences;
    }

    /// Of a kiosk that is away nobody knows what it has counted meanwhile; its last word would be a false one.
    private static String waiting(Words words, KioskFacts facts) {
        if (facts.presence() != KioskFacts.Presence.HERE) {
            return words.say("kiosk.waiting.unknown");
        }
        return facts.waiting() == 0
                ? words.say("kiosk.waiting.none")
                : words.say("kiosk.waiting.some", facts.waiting(), words.length(facts.oldest()));
    }

    private static String missing(Words words, KioskFacts facts) {
        if (facts.parted()) {
            return words.say("kiosk.parted");
        }
        return facts.missing() == 0 ? words.say("kiosk.missing.none") : words.say("kiosk.missing", facts.missing());
    }

    /// The newest day that differs, or else the newest that was compared.
    private static String proof(Words words, KioskFacts facts, Instant now) {
        Optional<DailyProofs.Day> worst = facts.proofs().stream()
                .filter(day -> !day.agrees())
                .findFirst()
                .or(() -> facts.proofs().stream().findFirst());
        if (worst.isEmpty()) {
            return words.say("kiosk.proof.none");
        }
        DailyProofs.Day day = worst.get();
        boolean yesterday =
                day.day().equals(LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(1));
        String when = yesterday ? words.say("kiosk.proof.yesterday") : words.day(day.day());
        if (day.agrees()) {
            return words.say("kiosk.proof.agrees", when, day.events());
        }
        String places = day.places().stream()
                .limit(MOST_PLACES_SHOWN)
                .map(place -> words.say(
                        "kiosk.proof.place",
                        place.lane().text(),
                        Long.toString(place.sequence()),
                        words.say("kiosk.proof.what." + place.what().replace(' ', '-'))))
                .collect(Collectors.joining("; "));
        return words.say(
                "kiosk.proof.differs",
                when,
                day.events(),
                day.eventsHere(),
                day.places().size(),
                places);
    }

    private static KiosksPage.Reader reader(Words words, DeviceState.ReaderState reader) {
        return new KiosksPage.Reader(
                switch (reader.name()) {
                    case "card" -> words.say("kiosk.reader.card");
                    case "code" -> words.say("kiosk.reader.code");
                    // A kiosk of a later version may have one that this hub has no word for.
                    default -> words.say("kiosk.reader", reader.name());
                },
                reader.working(),
                words.say(reader.working() ? "kiosk.reader.working" : "kiosk.reader.away"));
    }

    private static KiosksPage.Centre centre(Words words, UpstreamStatus status, Instant now) {
        return new KiosksPage.Centre(
                words.of("centre", status.state()),
                switch (status.state()) {
                    case NO_AREA -> words.say("centre.what.NO_AREA");
                    case FINE ->
                        status.takenAt().equals(Instant.EPOCH)
                                ? words.say("centre.what.none-yet")
                                : words.say("centre.what.FINE", words.when(status.takenAt(), now), status.waiting());
                    case AWAY -> words.say("centre.what.AWAY", words.when(status.awaySince(), now), status.waiting());
                    case REFUSED -> words.say("centre.what.REFUSED", status.waiting());
                },
                status.state() == UpstreamStatus.State.FINE || status.state() == UpstreamStatus.State.NO_AREA,
                status.state() == UpstreamStatus.State.NO_AREA
                        ? List.of()
                        : CentreProofWords.of(words, status.proof(), now),
                !status.proof().worrying());
    }
}
