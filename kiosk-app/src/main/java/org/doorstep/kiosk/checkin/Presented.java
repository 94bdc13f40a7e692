package org.doorstep.kiosk.checkin;

import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.identity.PassSlip;

/// What a reading is worth at the desk.
public sealed interface Presented {

    /// Something to count a visit by. Whether the pass is known is for the hub.
    record Accepted(Credential credential, HubEvent.Assurance assurance) implements Presented {}

    /// A slip of another hub of ours: its resident's pass may be used here.
    record Slip(PassSlip.Good slip) implements Presented {}

    /// Nothing to count by. Nothing changes but a counter; the person is told kindly, and what to
    /// do instead.
    record Refused(Refusal refusal) implements Presented {}

    /// Why. Each has its own sentence and its own count.
    enum Refusal {
        /// Part of it was read: show it again.
        HALF_READ,
        /// It looks like a pass and its text is not whole: show it again, flatter or closer.
        DAMAGED,
        /// The pass's last day is over.
        EXPIRED,
        /// The pass of another hub.
        OTHER_HUB,
        /// A slip whose day is over.
        EXPIRED_SLIP,
        /// A slip of this very hub: it is for others.
        OWN_SLIP,
        /// A slip from a hub that is none of ours.
        OTHER_SLIP,
        /// It names our key and our key did not sign it.
        FORGED,
        /// A code that leads to a web page.
        WEB_ADDRESS,
        /// Some other code or card.
        NOT_A_PASS,
        /// A card or phone that makes its number up anew each time.
        CHANGING_CARD,
        /// A card with a number that many share.
        SHARED_CARD,
        /// More than one card before the reader.
        SEVERAL_CARDS,
        /// It was lost, and somebody at the hub stopped it.
        STOPPED
    }
}
