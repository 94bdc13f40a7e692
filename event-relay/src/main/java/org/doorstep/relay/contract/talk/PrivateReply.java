package org.doorstep.relay.contract.talk;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;
import org.doorstep.relay.contract.PassName;
import org.doorstep.relay.contract.PinHash;
import org.doorstep.relay.contract.Receipt;
import org.doorstep.relay.contract.Required;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.Text;
import org.doorstep.relay.contract.bookings.BookingOutcome;
import org.doorstep.relay.contract.bookings.BookingRequestId;
import org.doorstep.relay.contract.bookings.HeldBooking;
import org.doorstep.relay.contract.bookings.ToolInHand;

/// The hub's answer to a [PrivateRequest]: it travels only inside a [Reply.Private], which nobody
/// but the device that asked can open, and that only until its program ends.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(PrivateReply.AboutMe.class),
    @JsonSubTypes.Type(PrivateReply.Blanks.class),
    @JsonSubTypes.Type(PrivateReply.BookingAnswer.class),
    @JsonSubTypes.Type(PrivateReply.BookingsBecame.class),
    @JsonSubTypes.Type(PrivateReply.Kept.class),
    @JsonSubTypes.Type(PrivateReply.LostPass.class),
    @JsonSubTypes.Type(PrivateReply.MyBookings.class),
    @JsonSubTypes.Type(PrivateReply.NotYet.class),
    @JsonSubTypes.Type(PrivateReply.CopyWaits.class),
    @JsonSubTypes.Type(PrivateReply.PhonePage.class),
    @JsonSubTypes.Type(PrivateReply.PhraseChosen.class),
    @JsonSubTypes.Type(PrivateReply.Refused.class),
    @JsonSubTypes.Type(PrivateReply.Roster.class),
    @JsonSubTypes.Type(PrivateReply.StaffPasses.class),
    @JsonSubTypes.Type(PrivateReply.TokenKey.class)
})
public sealed interface PrivateReply {

    /// Everything the hub holds about a resident; of their visits a page, the latest first, out of
    /// `visits` in all. `firstDay` is "" while there is none; `looks` are who of the staff looked them
    /// up, the latest first; `missed` are sessions of late at which none of their visits is counted,
    /// the latest first, so that they can say that they were there (none from a hub that does not
    /// tell).
    @JsonTypeName("about-me")
    record AboutMe(
            List<HeldPass> passes,
            ResidentWords said,
            String firstDay,
            int visits,
            List<HeldVisit> latest,
            List<Look> looks,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Missed> missed)
            implements PrivateReply {
        /// As many are drawn at once at most; a page of the longest titles has 20 kB.
        public static final int MOST_VISITS = 40;

        public static final int MOST_LOOKS = 40;

        /// Two busy weeks have about as many sessions.
        public static final int MOST_MISSED = 40;

        public AboutMe(
                List<HeldPass> passes,
                ResidentWords said,
                String firstDay,
                int visits,
                List<HeldVisit> latest,
                List<Look> looks) {
            this(passes, said, firstDay, visits, latest, looks, List.of());
        }

        public AboutMe {
            Required.all(passes, said, firstDay, latest, looks);
            passes = List.copyOf(passes);
            latest = List.copyOf(latest);
            looks = List.copyOf(looks);
            missed = missed == null ? List.of() : List.copyOf(missed);
            if (latest.size() > MOST_VISITS || looks.size() > MOST_LOOKS || missed.size() > MOST_MISSED) {
                throw new IllegalArgumentException("That is more than a page.");
            }
        }

        /// What stands here is about one person, and belongs in no log.
        @Override
        public String toString() {
            return "AboutMe";
        }
    }

    /// A pass by its symbol; `card` for a card they brought, else it is a code that a hub signed.
    record HeldPass(
            String symbol,
            boolean card,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean stopped) {}

    /// One visit; `title` is "" for a drop-in. `leftByTap` is false where the end of the session is
    /// assumed, `unsure` where a kiosk did not know the time. A visit that was `denied` counts no
    /// more, and its times are the session's.
    record HeldVisit(
            SessionId session,
            String title,
            Instant arrived,
            Instant left,
            boolean leftByTap,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean unsure,
            int adults,
            int children,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean denied) {}

    /// A session at which no visit of theirs is counted. `claimed` if they have said that they were
    /// there, and nobody has looked at it yet; `refused` if somebody has, and could not confirm it.
    record Missed(
            SessionId session,
            String title,
            Instant starts,
            Instant ends,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean claimed,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean refused) {
        public Missed {
            Required.all(session, title, starts, ends);
        }
    }

    /// Somebody who works at the hub looked: in which role, and why, in the hub's words.
    record Look(Instant at, String role, String reason) {}

    /// The tap that was named is not counted here yet, or was too long ago, or not at this device.
    @JsonTypeName("not-yet")
    record NotYet() implements PrivateReply {}

    /// Signed pass codes, each ready to be a QR: whoever has one has the pass.
    @JsonTypeName("blanks")
    record Blanks(List<String> codes) implements PrivateReply {
        public Blanks {
            codes = List.copyOf(codes);
        }
    }

    /// What came of `request`.
    @JsonTypeName("booking")
    record BookingAnswer(BookingRequestId request, BookingOutcome outcome) implements PrivateReply {
        public BookingAnswer {
            Required.all(request, outcome);
        }
    }

    /// What became of each, in the order in which they were asked about.
    @JsonTypeName("what-became")
    record BookingsBecame(List<Fate> answers) implements PrivateReply {
        public BookingsBecame {
            answers = List.copyOf(answers);
        }
    }

    /// What became of one wish.
    record Fate(BookingRequestId request, BookingOutcome outcome) {
        public Fate {
            Required.all(request, outcome);
        }
    }

    /// What a person has booked, waits for, or lost, the soonest first, and the tools they have.
    @JsonTypeName("my-bookings")
    record MyBookings(
            List<HeldBooking> bookings,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ToolInHand> tools) implements PrivateReply {
        /// More than anybody may have open.
        public static final int MOST = 40;

        public MyBookings {
            bookings = List.copyOf(bookings);
            tools = tools == null ? List.of() : List.copyOf(tools);
            if (bookings.size() > MOST || tools.size() > MOST) {
                throw new IllegalArgumentException("That is more than a page.");
            }
        }

        /// What stands here is about one person, and belongs in no log.
        @Override
        public String toString() {
            return "MyBookings";
        }
    }

    /// Those of the names that were asked about whose holders have left.
    @JsonTypeName("kept")
    record Kept(List<Gone> gone) implements PrivateReply {
        public Kept {
            gone = List.copyOf(gone);
        }
    }

    /// Whoever held `pass` has left, and `by` stands for them in what was shown up to `until`.
    record Gone(PassName pass, PassName by, Instant until) {
        public Gone {
            Required.all(pass, by, until);
            if (pass.value().length() != by.value().length()) {
                throw new IllegalArgumentException("A name is replaced by one of its form.");
            }
        }
    }

    /// `heard`: somebody who works here has opened this kiosk for it, and will look. Whether the
    /// pictures are anybody's is not told.
    @JsonTypeName("lost-pass")
    record LostPass(boolean heard) implements PrivateReply {}

    /// Somebody who works here prints it for whoever says this number, until then.
    @JsonTypeName("print-copy")
    record CopyWaits(Receipt number, Instant until) implements PrivateReply {
        public CopyWaits {
            Required.all(number, until);
        }
    }

    /// It opens once, until then, for whoever has it.
    @JsonTypeName("phone-page")
    record PhonePage(String address, Instant until) implements PrivateReply {
        /// What a code on the glass holds and any phone still reads from an arm away.
        public static final int MOST_ADDRESS = 200;

        public PhonePage {
            Text.require("address", address, 1, MOST_ADDRESS);
            Required.all(until);
        }

        /// Whoever reads it in a log has somebody's bookings.
        @Override
        public String toString() {
            return "PhonePage[" + until + "]";
        }
    }

    /// False if the pass is none that this hub can know.
    @JsonTypeName("choose-phrase")
    record PhraseChosen(boolean kept) implements PrivateReply {}

    /// A page of the roster: what changed up to `upTo`, the oldest change first. If `edition` is
    /// another than was asked for, the device forgets all that it had and begins anew with this
    /// page. While there is `more`, it asks again at once.
    @JsonTypeName("roster")
    record Roster(String edition, long upTo, boolean more, List<Entry> entries) implements PrivateReply {
        /// An entry has at most some 250 bytes: 50 kB, well below what a private message may have.
        public static final int MOST = 200;

        public Roster {
            Text.require("edition", edition, 1, 64);
            entries = List.copyOf(entries);
            if (upTo < 0 || entries.size() > MOST) {
                throw new IllegalArgumentException("A page of the roster has at most " + MOST + " entries.");
            }
        }
    }

    /// What a kiosk has to know of a pass before its next tap: whether it was `stopped`, and how to
    /// greet who holds it, if they said.
    record Entry(
            PassName pass,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean stopped,
            Greeting greeting) {
        public Entry {
            Required.all(pass);
            greeting = greeting == null ? Greeting.PLAIN : greeting;
        }
    }

    /// It was understood, and will not be answered. `why` is for a log, and names nobody.
    @JsonTypeName("refused")
    record Refused(String why) implements PrivateReply {}

    /// All passes that, with their PIN, open the way out of a kiosk's page. They are nobody's, and
    /// count nobody.
    @JsonTypeName("staff-passes")
    record StaffPasses(List<StaffPass> passes) implements PrivateReply {
        /// A hub has a few people who see to its kiosks: 8 kB.
        public static final int MOST = 40;

        public StaffPasses {
            passes = List.copyOf(passes);
            if (passes.size() > MOST) {
                throw new IllegalArgumentException("A hub has at most " + MOST + " passes for staff.");
            }
        }
    }

    record StaffPass(PassName pass, PinHash pin) {
        public StaffPass {
            Required.all(pass, pin);
        }
    }

    /// The key as base64url of 32 bytes: with it, whoever sees tokens finds the card numbers.
    /// `sealing` is what to seal with from now on, `id:key` as in the setting `sealing.key`; "" from
    /// a hub that does not say.
    @JsonTypeName("token-key")
    record TokenKey(
            int version,
            String key,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String sealing) implements PrivateReply {
        public TokenKey {
            sealing = sealing == null ? "" : sealing;
        }

        public TokenKey(int version, String key) {
            this(version, key, "");
        }

        public TokenKey withSealing(String text) {
            return new TokenKey(version, key, text);
        }
    }
}
