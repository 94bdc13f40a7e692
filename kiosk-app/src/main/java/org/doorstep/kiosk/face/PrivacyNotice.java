package org.doorstep.kiosk.face;

import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.doorstep.relay.fields.Fields;

/// The privacy notice in easy words: a few faces with two sentences each. What it says of time is
/// what the file of fields says, by which the hub forgets.
public final class PrivacyNotice {
    /// The touch that shows its first face.
    static final String FIRST = "desk/privacy/kept";

    /// A slow reader reads two sentences twice.
    private static final int SECONDS = 40;

    private final Words words;
    private final long months;

    /// The faces, in the order in which they are read. `tells` are the kinds of the file of fields
    /// that its sentences speak of: a new kind about residents needs a place here, and words.
    public enum Face {
        KEPT(
                "pass",
                Set.of(
                        "pass-name",
                        "pass-life",
                        "pass-elsewhere",
                        "pass-key",
                        "visit",
                        "tap",
                        "event",
                        "set-aside-text",
                        "kiosk-today",
                        "nickname",
                        "age-and-area",
                        "needs",
                        "screen-wishes",
                        "booking",
                        "loan",
                        "induction")),
        SEEN("welcome", Set.of("pass-symbol", "looked-up")),
        LONG("clock", Set.of("kiosk-outbox", "copy-note", "stopped", "same-person", "phrase")),
        YOURS("goodbye", Set.of());

        private final String picture;
        private final Set<String> tells;

        Face(String picture, Set<String> tells) {
            this.picture = picture;
            this.tells = tells;
        }

        Set<String> tells() {
            return tells;
        }

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public PrivacyNotice(Words words, Fields fields) {
        this.words = words;
        this.months = fields.unseenFor().map(Period::toTotalMonths).orElseThrow();
    }

    public View view(Face face) {
        Face[] faces = Face.values();
        boolean last = face.ordinal() == faces.length - 1;
        return new View.Notice(
                "privacy",
                face.picture,
                words.say("privacy.title." + face.key()),
                List.of(
                        words.say("privacy.first." + face.key(), months),
                        words.say("privacy.second." + face.key(), months)),
                last
                        ? List.of()
                        : List.of(new View.Press(
                                "desk/privacy/" + faces[face.ordinal() + 1].key(), words.say("privacy.more"), "more")),
                "",
                SECONDS);
    }
}
