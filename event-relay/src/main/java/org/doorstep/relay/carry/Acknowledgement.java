package org.doorstep.relay.carry;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.doorstep.relay.contract.Ack;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.passes.PassKeys;
import org.doorstep.relay.contract.talk.Reply;
import org.doorstep.relay.contract.talk.Request;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.outbox.CarriedWord;
import org.jdbi.v3.core.Handle;

/// A hub's answer to a carried file, to be carried back: what it would have said to the device's hello, and its
/// acknowledgements. `answers` is the id of the file. Signed by the hub and readable by anybody: it holds counts and
/// hashes, and nothing of anybody.
public record Acknowledgement(
        HubId hub,
        DeviceId device,
        String answers,
        Instant madeAt,
        Request.Hello asked,
        Reply.Hello answer,
        List<Ack> acks) {
    /// What its file's name ends with.
    public static final String ENDING = ".acknowledgement";

    /// Longer than any is.
    public static final int MOST_BYTES = SignedNote.MOST_BYTES;

    private static final int SHOWN_OF_ID = 8;

    private static final String MARK = "DOORSTEP ACKNOWLEDGEMENT 1";

    public Acknowledgement {
        if (hub == null || device == null || answers == null || madeAt == null || asked == null || answer == null) {
            throw new IllegalArgumentException("An acknowledgement says whose it is, to what, and how far.");
        }
        if (!answers.matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException("It answers a file by that file's id.");
        }
        acks = acks == null ? List.of() : List.copyOf(acks);
    }

    /// What a hub says now to a device that asked so in a file. Needs a transaction that may write, as a hello does.
    public static Acknowledgement of(
            Handle transaction, Inbox inbox, Source source, String file, Request.Hello asked, Instant now) {
        DeviceId device = source.device();
        return new Acknowledgement(
                source.hub(),
                device,
                file,
                now.truncatedTo(ChronoUnit.SECONDS),
                asked,
                inbox.answerHello(transaction, device, asked),
                inbox.acknowledgements(transaction, device));
    }

    /// As it stands in its file.
    public byte[] signed(CarryKeys.Signer hubKey) {
        return SignedNote.write(MARK, this, hubKey);
    }

    /// Any bytes whatever.
    public static Acknowledgement read(byte[] bytes, PassKeys hubKeys) throws CarryException {
        return SignedNote.read(MARK, bytes, Acknowledgement.class, hubKeys);
    }

    /// A name for its file that tells whose it is.
    public String fileName() {
        return "doorstep-" + hub + "-" + device + "-" + answers.substring(0, SHOWN_OF_ID) + ENDING;
    }

    /// What the device makes of it.
    public CarriedWord word() {
        return new CarriedWord(asked, answer, acks);
    }
}
