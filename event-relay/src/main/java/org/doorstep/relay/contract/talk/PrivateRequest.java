package org.doorstep.relay.contract.talk;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.PassName;
import org.doorstep.relay.contract.Required;
import org.doorstep.relay.contract.Text;
import org.doorstep.relay.contract.bookings.BookingRequestId;

/// What a device asks its hub about people: it travels only inside a [Request.Private], where
/// nobody but the hub can read it. The answer is the [PrivateReply] of the same kind.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(PrivateRequest.AboutMe.class),
    @JsonSubTypes.Type(PrivateRequest.AnswerOffer.class),
    @JsonSubTypes.Type(PrivateRequest.Blanks.class),
    @JsonSubTypes.Type(PrivateRequest.Book.class),
    @JsonSubTypes.Type(PrivateRequest.Kept.class),
    @JsonSubTypes.Type(PrivateRequest.ChoosePhrase.class),
    @JsonSubTypes.Type(PrivateRequest.LostPass.class),
    @JsonSubTypes.Type(PrivateRequest.MyBookings.class),
    @JsonSubTypes.Type(PrivateRequest.PhonePage.class),
    @JsonSubTypes.Type(PrivateRequest.PrintCopy.class),
    @JsonSubTypes.Type(PrivateRequest.Roster.class),
    @JsonSubTypes.Type(PrivateRequest.StaffPasses.class),
    @JsonSubTypes.Type(PrivateRequest.TokenKey.class),
    @JsonSubTypes.Type(PrivateRequest.WhatBecame.class)
})
public sealed interface PrivateRequest {

    /// "Whoever made the tap `tap` just now, here, asks what you hold about them." Their visits
    /// from the `from`th latest on: 0 to begin with.
    @JsonTypeName("about-me")
    record AboutMe(EventId tap, int from) implements PrivateRequest {
        public AboutMe {
            Required.all(tap);
            if (from < 0) {
                throw new IllegalArgumentException("Visits are asked for from 0 or later.");
            }
        }
    }

    /// "With this pass in hand: yes, I still want what became free for me", or no. The answer is a
    /// [PrivateReply.BookingAnswer].
    @JsonTypeName("answer-offer")
    record AnswerOffer(Credential credential, BookingRequestId request, boolean accepted) implements PrivateRequest {
        public AnswerOffer {
            Required.all(credential, request);
        }
    }

    /// "With a pass in hand: may they have this?" `wish` is what would be written down if no answer
    /// came, under the same name; its `lease` is one by which the asker could give it away itself,
    /// or 0. The answer, a [PrivateReply.BookingAnswer], comes after the hub's commit.
    @JsonTypeName("book")
    record Book(HubEvent.BookingAsked wish) implements PrivateRequest {
        public Book {
            Required.all(wish);
        }
    }

    /// "With this pass in hand: what have I booked, and which tools have I?"
    @JsonTypeName("my-bookings")
    record MyBookings(Credential credential) implements PrivateRequest {
        public MyBookings {
            Required.all(credential);
        }
    }

    /// "What became of what I kept under these names?"
    @JsonTypeName("what-became")
    record WhatBecame(List<BookingRequestId> requests) implements PrivateRequest {
        /// 8 kB; what more there is, is asked about after it.
        public static final int MOST = 200;

        public WhatBecame {
            requests = List.copyOf(requests);
            if (requests.size() > MOST) {
                throw new IllegalArgumentException("At most " + MOST + " are asked about at once.");
            }
        }
    }

    /// "I have `have` signed blanks left; fill me up to `want`."
    @JsonTypeName("blanks")
    record Blanks(int have, int want) implements PrivateRequest {}

    /// "I still keep rows with these names, that you have: has any of their holders left?" The hub
    /// has no list of names to tell from, since it has destroyed them.
    @JsonTypeName("kept")
    record Kept(List<PassName> names) implements PrivateRequest {
        /// 25 kB.
        public static final int MOST = 500;

        public Kept {
            names = List.copyOf(names);
            if (names.size() > MOST) {
                throw new IllegalArgumentException("At most " + MOST + " names are asked about at once.");
            }
        }
    }

    /// "With this pass in hand: let these four pictures be mine."
    @JsonTypeName("choose-phrase")
    record ChoosePhrase(Credential credential, PicturePhrase phrase) implements PrivateRequest {
        public ChoosePhrase {
            Required.all(credential, phrase);
        }
    }

    /// "I lost my pass, and these were my pictures; I have this one now."
    @JsonTypeName("lost-pass")
    record LostPass(Credential credential, PicturePhrase phrase) implements PrivateRequest {
        public LostPass {
            Required.all(credential, phrase);
        }
    }

    /// "With this pass in hand: by which address can they open their bookings on their own phone?"
    @JsonTypeName("phone-page")
    record PhonePage(Credential credential) implements PrivateRequest {
        public PhonePage {
            Required.all(credential);
        }
    }

    /// "Whoever made the tap `tap` just now, here, would like what you hold about them on paper: under
    /// which number may they ask for it at the desk?"
    @JsonTypeName("print-copy")
    record PrintCopy(EventId tap) implements PrivateRequest {
        public PrintCopy {
            Required.all(tap);
        }
    }

    /// "What has changed in the roster since `since` of this `edition`?" A device that has none yet
    /// asks since 0 of "".
    @JsonTypeName("roster")
    record Roster(String edition, long since) implements PrivateRequest {
        public Roster {
            Text.require("edition", edition, 0, 64);
            if (since < 0) {
                throw new IllegalArgumentException("A roster is asked for since 0 or later.");
            }
        }
    }

    /// "Which passes open the way out of my page?" The answer is kept in memory only.
    @JsonTypeName("staff-passes")
    record StaffPasses() implements PrivateRequest {}

    /// "Which key do I make tokens with?" The answer is kept in memory only.
    @JsonTypeName("token-key")
    record TokenKey() implements PrivateRequest {}
}
