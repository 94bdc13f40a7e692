package org.doorstep.relay.joining;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/// Why a hub's door does not do what it was asked, with a sentence that says what to do. Only who
/// proves that they know a code learns what became of its claim: to all others every claim is
/// [#NOT_KNOWN].
public enum DoorRefusal {
    NOT_KNOWN(403, "There is no such code here. Look at the hub's page, and type or scan what stands there now."),
    EXPIRED(410, "The code's time is over. Make a new one on the hub's page."),
    USED(409, "The code was used by another device. Make a new one on the hub's page."),
    VOID(410, "The code was tried wrongly too often, or taken back. Make a new one on the hub's page."),
    /// No certificate, or not one that can be renewed: another hub's, another name's, too long ago.
    NOT_RENEWABLE(403, "This device cannot be renewed as it is. A manager must let it join again."),
    REVOKED(403, "This device was shut out, and is not renewed."),
    UNREADABLE(400, "The hub does not understand what was asked. One of the two may be of an older version."),
    TOO_BUSY(503, "The hub has too much to do just now. Try again in a minute."),
    /// The hub's own trouble: no room to write, a clock outside its certificates' days, a file that
    /// cannot be read.
    CANNOT(500, "The hub cannot make certificates just now. Its log says why.");

    private final int status;
    private final String sentence;

    DoorRefusal(int status, String sentence) {
        this.status = status;
        this.sentence = sentence;
    }

    /// Of HTTP.
    public int status() {
        return status;
    }

    public String sentence() {
        return sentence;
    }

    /// Whether the same request may be answered otherwise a little later.
    public boolean passes() {
        return this == TOO_BUSY || this == CANNOT;
    }

    /// A later version's word is the hub's own trouble to this one.
    @JsonCreator
    static DoorRefusal of(String text) {
        return Arrays.stream(values())
                .filter(each -> each.text().equals(text))
                .findFirst()
                .orElse(CANNOT);
    }

    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// How a refusal is written: `{"refused":"expired"}`.
    public record Answer(DoorRefusal refused) {}
}
