package org.doorstep.kiosk.checkin;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.doorstep.kiosk.hardware.Reading;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.passes.PassCode;
import org.doorstep.relay.contract.passes.PassKeys;
import org.doorstep.relay.identity.PassSlip;
import org.doorstep.relay.time.DeviceClock;

/// Tells what a reading is worth, without the network, and counts what is refused by its reason. It
/// takes any reading and never throws. Safe for all threads.
final class PassCheck {
    private final CardTokens cards;
    private final PassKeys keys;
    private final Slips slips;
    private final DeviceClock clock;
    private final ZoneId zone;
    private final Map<Presented.Refusal, AtomicLong> refused = new EnumMap<>(Presented.Refusal.class);

    PassCheck(CardTokens cards, PassKeys keys, Slips slips, DeviceClock clock, ZoneId zone) {
        this.cards = cards;
        this.keys = keys;
        this.slips = slips;
        this.clock = clock;
        this.zone = zone;
        for (Presented.Refusal refusal : Presented.Refusal.values()) {
            refused.put(refusal, new AtomicLong());
        }
    }

    /// As [#check], and counts nothing.
    Presented look(Reading reading) {
        return switch (reading) {
            case Reading.CardNumber card -> new Presented.Accepted(cards.of(card), HubEvent.Assurance.UID);
            case Reading.Code(String text) -> code(text);
            case Reading.Garbage(Reading.Reason reason) -> new Presented.Refused(refusal(reason));
        };
    }

    Presented check(Reading reading) {
        Presented presented = look(reading);
        if (presented instanceof Presented.Refused(Presented.Refusal refusal)) {
            refused.get(refusal).incrementAndGet();
        }
        return presented;
    }

    /// It was read well, and is not to be taken.
    Presented.Refusal stopped() {
        refused.get(Presented.Refusal.STOPPED).incrementAndGet();
        return Presented.Refusal.STOPPED;
    }

    /// How many readings have been refused since the start, by reason.
    Map<Presented.Refusal, Long> refused() {
        Map<Presented.Refusal, Long> counts = new EnumMap<>(Presented.Refusal.class);
        refused.forEach((refusal, count) -> counts.put(refusal, count.get()));
        return counts;
    }

    private Presented code(String text) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        if (PassSlip.looksLikeOne(text)) {
            return slips.read(text, slipDay());
        }
        return switch (PassCode.read(text, keys, today)) {
            case PassCode.OtherHub other ->
                slips.pass(text, other.key(), slipDay())
                        .map(result -> pass(result, text))
                        .orElseGet(() -> new Presented.Refused(Presented.Refusal.OTHER_HUB));
            case PassCode.Result result -> pass(result, text);
        };
    }

    private Presented pass(PassCode.Result result, String text) {
        return switch (result) {
            case PassCode.Valid valid -> signed(valid.pass(), valid.key());
            // A Pi without a clock may wake in any year. Its opinion of a pass's last day is worth nothing, and a
            // person turned away at the door is worse than a visit the hub looks at again.
            case PassCode.Expired expired when timeIsUnsure() -> signed(expired.pass(), expired.key());
            case PassCode.Expired expired -> new Presented.Refused(Presented.Refusal.EXPIRED);
            case PassCode.OtherHub other -> new Presented.Refused(Presented.Refusal.OTHER_HUB);
            case PassCode.Forged forged -> new Presented.Refused(Presented.Refusal.FORGED);
            case PassCode.Damaged damaged -> new Presented.Refused(Presented.Refusal.DAMAGED);
            case PassCode.NotAPass other ->
                new Presented.Refused(
                        isWebAddress(text) ? Presented.Refusal.WEB_ADDRESS : Presented.Refusal.NOT_A_PASS);
        };
    }

    /// The day by which a slip has ended: none, while the time is unsure.
    LocalDate slipDay() {
        return timeIsUnsure() ? PassCode.FIRST_DAY : LocalDate.ofInstant(clock.instant(), zone);
    }

    private boolean timeIsUnsure() {
        Moment now = clock.moment();
        return now.clock() == Moment.Clock.UNKNOWN || now.boundMs() == Moment.UNBOUNDED;
    }

    private static Presented signed(PassId pass, String key) {
        return new Presented.Accepted(new Credential.Pass(pass, key), HubEvent.Assurance.SIGNED);
    }

    private static boolean isWebAddress(String text) {
        String start = text.strip().toLowerCase(Locale.ROOT);
        return start.startsWith("http://") || start.startsWith("https://") || start.startsWith("www.");
    }

    private static Presented.Refusal refusal(Reading.Reason reason) {
        return switch (reason) {
            case HALF_READ, CHECK_FAILED, PART_LOST, NOT_READABLE -> Presented.Refusal.HALF_READ;
            case TOO_LONG, CONTROL_CHARACTERS, NOT_A_CARD_NUMBER -> Presented.Refusal.NOT_A_PASS;
            case CHANGES_EACH_TIME -> Presented.Refusal.CHANGING_CARD;
            case SEVERAL_AT_ONCE -> Presented.Refusal.SEVERAL_CARDS;
            case SHARED_BY_MANY -> Presented.Refusal.SHARED_CARD;
        };
    }
}
