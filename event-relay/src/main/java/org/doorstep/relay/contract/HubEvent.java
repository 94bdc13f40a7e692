package org.doorstep.relay.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.doorstep.relay.contract.bookings.BookableId;
import org.doorstep.relay.contract.bookings.BookingCode;
import org.doorstep.relay.contract.bookings.BookingRequestId;
import org.doorstep.relay.contract.bookings.Span;
import org.doorstep.relay.contract.bookings.ToolState;
import org.doorstep.relay.contract.bookings.UnitLabel;

/// What happened, as the device saw it. The hub decides what it means.
///
/// The wire name of each is its [JsonTypeName]; no class name travels. A field may be added, never
/// changed or removed.
public sealed interface HubEvent {

    /// How sure the reading was that the pass is the pass (the card identity ladder: a number
    /// anyone can copy, a signature nobody can forge, a chip nobody can copy).
    enum Assurance {
        @JsonProperty("uid")
        UID,
        @JsonProperty("signed")
        SIGNED,
        @JsonProperty("dynamic")
        DYNAMIC
    }

    /// What the kiosk told the resident at once. A hint: the hub's own reckoning counts.
    enum Outcome {
        @JsonProperty("arrival")
        ARRIVAL,
        @JsonProperty("repeat")
        REPEAT,
        @JsonProperty("leaving")
        LEAVING
    }

    /// A pass was shown. `session` is the one the kiosk took it to be for: the only one on, or that
    /// day's drop-in.
    @JsonTypeName("doorstep.tap.recorded.v1")
    record TapRecorded(Credential credential, Assurance assurance, Outcome shown, SessionId session)
            implements HubEvent {
        public TapRecorded {
            Required.all(credential, assurance, shown, session);
        }
    }

    /// Several sessions were on, and the resident touched this one afterwards. `tap` names a
    /// [TapRecorded] or a [GuestCounted].
    @JsonTypeName("doorstep.session.chosen.v1")
    record SessionChosen(EventId tap, SessionId session) implements HubEvent {
        public SessionChosen {
            Required.all(tap, session);
        }
    }

    /// How many came along with the [TapRecorded] or [GuestCounted] that `tap` names: counts, and
    /// nothing else about them. The one of the highest sequence stands. `ages` is how the children
    /// are spread over the age bands, and null where nobody said (kiosks before decision 0082 did not
    /// ask).
    @JsonTypeName("doorstep.companions.counted.v1")
    record CompanionsCounted(EventId tap, int adults, int children, Ages ages) implements HubEvent {
        public static final int MOST = 20;

        public CompanionsCounted {
            Required.all(tap);
            requireCompanions(adults, children, ages);
        }

        public CompanionsCounted(EventId tap, int adults, int children) {
            this(tap, adults, children, null);
        }

        public CompanionsCounted(EventId tap, int adults, Ages ages) {
            this(tap, adults, ages.together(), ages);
        }

        public Ages byAge() {
            return ages == null ? Ages.NOT_SAID : ages;
        }

        private static void requireCompanions(int adults, int children, Ages ages) {
            Text.requireCount("Companions", adults, MOST);
            Text.requireCount("Companions", children, MOST);
            if (ages != null && ages.together() != children) {
                throw new IllegalArgumentException("The age bands are of all the children.");
            }
        }
    }

    /// "I have no card": one person, by one touch, with those they brought. `ages` as in
    /// [CompanionsCounted].
    @JsonTypeName("doorstep.guest.counted.v1")
    record GuestCounted(SessionId session, int adults, int children, Ages ages) implements HubEvent {
        public GuestCounted {
            Required.all(session);
            CompanionsCounted.requireCompanions(adults, children, ages);
        }

        public GuestCounted(SessionId session, int adults, int children) {
            this(session, adults, children, null);
        }

        public Ages byAge() {
            return ages == null ? Ages.NOT_SAID : ages;
        }
    }

    /// A signed blank from this kiosk's stock became somebody's pass.
    @JsonTypeName("doorstep.pass.issued.v1")
    record PassIssued(PassId pass, String key) implements HubEvent {
        public PassIssued {
            Required.all(pass);
            Text.require("pass key", key, 1, 16);
        }
    }

    /// What a resident said of themselves at a kiosk, after showing `credential`: [ResidentWords],
    /// sealed to the hub's public key `key` by HPKE as a [Credential.Sealed] is, under
    /// [ResidentWords#CONTEXT]. So it waits on a kiosk's disk for weeks, and nobody who has the
    /// disk can read it.
    @JsonTypeName("doorstep.resident.said.v1")
    record ResidentSaid(Credential credential, String sealed, String key) implements HubEvent {
        /// Two steps of [ResidentWords#STEP_BYTES] and what sealing adds, as base64url; and room.
        public static final int MOST_SEALED = 2048;

        public ResidentSaid {
            Required.all(credential);
            Text.require("sealed word", sealed, 64, MOST_SEALED);
            Text.require("sealing key", key, 1, 16);
        }
    }

    /// Whoever holds `credential` leaves: everything about them goes, and the counts stay. They
    /// have `receipt`.
    @JsonTypeName("doorstep.resident.left.v1")
    record ResidentLeft(Credential credential, Receipt receipt) implements HubEvent {
        public ResidentLeft {
            Required.all(credential, receipt);
        }
    }

    /// "I wasn't there": whoever holds `credential` says that their passes were not used by them in
    /// that session. It is said of the taps up to now; one that comes of a later moment counts
    /// again.
    @JsonTypeName("doorstep.visit.denied.v1")
    record VisitDenied(Credential credential, SessionId session) implements HubEvent {
        public VisitDenied {
            Required.all(credential, session);
        }
    }

    /// "I was there": whoever holds `credential` says that they were at that session, of which no tap
    /// of theirs says so. It counts once somebody who works there has confirmed it.
    @JsonTypeName("doorstep.visit.claimed.v1")
    record VisitClaimed(Credential credential, SessionId session) implements HubEvent {
        public VisitClaimed {
            Required.all(credential, session);
        }
    }

    /// "Use another card too": both were shown within a short time at one kiosk by somebody who
    /// said that they are theirs. From then on, and before, they count as one.
    @JsonTypeName("doorstep.pass.added.v1")
    record PassAdded(Credential credential, Credential added) implements HubEvent {
        public PassAdded {
            Required.all(credential, added);
            if (credential.equals(added)) {
                throw new IllegalArgumentException("A pass is not added to itself.");
            }
        }
    }

    /// Whoever holds `credential` would like to have so many of `bookable` then: said to be
    /// "Booked" if `lease` is the epoch of the lease by which the kiosk gave it away, else to be
    /// "Saved, not booked yet" (0). `orElse` are times that they would take as well, the dearest
    /// first; `people` is how many come, 0 if nobody said. `orWait`: if none of it is free, they
    /// wait for `at`.
    @JsonTypeName("doorstep.booking.asked.v1")
    record BookingAsked(
            BookingRequestId request,
            Credential credential,
            BookableId bookable,
            int count,
            int people,
            Span at,
            List<Span> orElse,
            boolean orWait,
            BookingCode code,
            long lease)
            implements HubEvent {
        /// What a person can still say aloud without a note.
        public static final int MOST_OR_ELSE = 2;

        public static final int MOST_COUNT = 50;
        public static final int MOST_PEOPLE = 1000;

        public BookingAsked {
            Required.all(request, credential, bookable, at, code);
            orElse = orElse == null ? List.of() : List.copyOf(orElse);
            Text.requireCount("Those who come", people, MOST_PEOPLE);
            if (count < 1 || count > MOST_COUNT || orElse.size() > MOST_OR_ELSE || lease < 0) {
                throw new IllegalArgumentException(
                        "One to " + MOST_COUNT + " are booked, with at most " + MOST_OR_ELSE + " other times.");
            }
        }
    }

    /// Whoever holds `credential` needs what they asked for by `request` no more: a booking, a wish
    /// that waits, or a place on the waiting list.
    @JsonTypeName("doorstep.booking.cancelled.v1")
    record BookingCancelled(BookingRequestId request, Credential credential) implements HubEvent {
        public BookingCancelled {
            Required.all(request, credential);
        }
    }

    /// The tool with this label went with whoever holds `credential`. A fact: it is refused to
    /// nobody. `request` is the name of this taking.
    @JsonTypeName("doorstep.tool.taken.v1")
    record ToolTaken(BookingRequestId request, Credential credential, UnitLabel unit) implements HubEvent {
        public ToolTaken {
            Required.all(request, credential, unit);
        }
    }

    /// The tool with this label is back, in this state; `credential` is who brought it, and null
    /// where nobody said.
    @JsonTypeName("doorstep.tool.brought.v1")
    record ToolBrought(UnitLabel unit, ToolState state, Credential credential) implements HubEvent {
        public ToolBrought {
            Required.all(unit, state);
        }

        public Optional<Credential> by() {
            return Optional.ofNullable(credential);
        }
    }

    /// Rows `from` to `to` of this store and lane are gone for good; the chain begins anew at this
    /// event's own bytes. Figures for the time they cover are incomplete.
    @JsonTypeName("doorstep.range.lost.v1")
    record RangeLost(long from, long to, String reason) implements HubEvent {
        public RangeLost {
            if (from < 1 || to < from) {
                throw new IllegalArgumentException("A lost range runs from 1 or more, to its start or later.");
            }
            Text.require("reason", reason, 1, 200);
        }
    }

    /// This device's database broke, and this store and lane took over from `store`'s. What could
    /// be read of that has been issued again, here, under its old ids: `saved` of the rows that the
    /// hub had not acknowledged. Nothing was written there beyond `last`, as far as the device can
    /// know, and nothing will be. Of the rows `lost` it has nothing any more; the hub may have some
    /// of them.
    @JsonTypeName("doorstep.store.salvaged.v1")
    record StoreSalvaged(StoreId store, long last, long saved, List<Ack.Range> lost, String reason)
            implements HubEvent {
        /// With so many an event stays well below its size; what more there are, go into a further
        /// one.
        public static final int MOST_RANGES = 200;

        public StoreSalvaged {
            Required.all(store);
            lost = lost == null ? List.of() : List.copyOf(lost);
            if (last < 0 || saved < 0 || lost.size() > MOST_RANGES) {
                throw new IllegalArgumentException("A salvage has counts, and at most " + MOST_RANGES + " ranges.");
            }
            for (Ack.Range range : lost) {
                if (range.from() < 1 || range.to() < range.from() || range.to() > last) {
                    throw new IllegalArgumentException("A lost range lies between 1 and the last row.");
                }
            }
            Text.require("reason", reason, 1, 200);
        }
    }

    /// Somebody touched a face: 1 is the saddest, 4 the happiest, and there is none in the middle.
    /// Nothing else is known of it, and it travels only in an [AnonymousEnvelope]. Without a
    /// session it was given away from one, or was of too few to say of which; without a reason none
    /// was touched.
    @JsonTypeName("doorstep.mood.answered.v1")
    record MoodAnswered(SessionId session, int face, ReasonId reason) implements HubEvent {
        public static final int FACES = 4;

        /// All that an answer may say: any other field is refused, since it could be one that tells
        /// the time.
        static final Set<String> FIELDS = Set.of("session", "face", "reason");

        public MoodAnswered {
            if (face < 1 || face > FACES) {
                throw new IllegalArgumentException("A face is 1 to " + FACES + ".");
            }
        }

        public static MoodAnswered of(SessionId session, int face) {
            return new MoodAnswered(session, face, null);
        }

        public static MoodAnswered awayFromSessions(int face) {
            return new MoodAnswered(null, face, null);
        }

        /// The same answer, with the word that was touched beside it.
        public MoodAnswered because(ReasonId word) {
            return new MoodAnswered(session, face, word);
        }

        public MoodAnswered withoutSession() {
            return new MoodAnswered(null, face, reason);
        }

        public Optional<SessionId> at() {
            return Optional.ofNullable(session);
        }

        public Optional<ReasonId> why() {
            return Optional.ofNullable(reason);
        }
    }

    /// A face was touched in a way in which nobody answers: again and again, or one after the other
    /// without a pause. It is kept and counted by itself, with the week's Monday and never with a
    /// session, and no figure of how people felt has it. Travels as a [MoodAnswered] does.
    @JsonTypeName("doorstep.mood.setaside.v1")
    record MoodSetAside(int face) implements HubEvent {
        /// As [MoodAnswered#FIELDS].
        static final Set<String> FIELDS = Set.of("face");

        public MoodSetAside {
            if (face < 1 || face > MoodAnswered.FACES) {
                throw new IllegalArgumentException("A face is 1 to " + MoodAnswered.FACES + ".");
            }
        }
    }

    /// A type that this version does not know. Its text is kept in the inbox as it came.
    record Unknown(String type) implements HubEvent {}
}
