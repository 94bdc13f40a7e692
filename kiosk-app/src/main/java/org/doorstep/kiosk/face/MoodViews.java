package org.doorstep.kiosk.face;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.doorstep.kiosk.schedule.ScheduleBoard;
import org.doorstep.relay.contract.HubEvent.MoodAnswered;
import org.doorstep.relay.contract.Schedule;

/// Asks how somebody feels, by four faces and no middle, and why, by one touch or none. Pure but for
/// the words.
public final class MoodViews {
    /// As a greeting: read slowly twice.
    private static final int ASK = 20;

    /// Nobody has to read five words in a hurry.
    private static final int WHY = 20;

    private static final int THANK = 5;

    /// Those that the bundles have in every language.
    private static final Set<String> KNOWN =
            Schedule.Reason.USUAL.stream().map(reason -> reason.id().value()).collect(Collectors.toUnmodifiableSet());

    private final Words words;
    private final ScheduleBoard schedule;

    public MoodViews(Words words, ScheduleBoard schedule) {
        this.words = words;
        this.schedule = schedule;
    }

    /// The four, the saddest first.
    List<View.Face> faces(String about) {
        return IntStream.rangeClosed(1, MoodAnswered.FACES)
                .mapToObj(face -> new View.Face(face, words.say("mood.face." + face), "face-" + face, about))
                .toList();
    }

    /// `about` is the face of whoever is to answer, "" for anybody at home.
    public View ask(String about) {
        boolean anybody = about.isEmpty();
        return new View.Mood(
                words.say(anybody ? "mood.now.title" : "mood.ask.title"),
                words.say(anybody ? "mood.now.sentence" : "mood.ask.sentence"),
                faces(about),
                ASK);
    }

    /// Taken, and what it was, if they like to say. `ticket` is the answer's.
    public View why(String ticket) {
        List<View.Press> reasons = schedule.reasons().stream()
                .map(reason ->
                        new View.Press("mood/because", said(reason), reason.id().value(), ticket))
                .toList();
        boolean none = reasons.isEmpty();
        return new View.MoodWhy(
                words.say("mood.why.title"),
                words.say(none ? "mood.why.none" : "mood.why.sentence"),
                ticket,
                reasons,
                new View.Press("mood/change", words.say("mood.change"), "back", ticket),
                WHY);
    }

    public View thanks() {
        return new View.Notice(
                "mood-thanks",
                "welcome",
                words.say("mood.thanks.title"),
                List.of(words.say("mood.thanks.sentence")),
                List.of(),
                "",
                THANK);
    }

    private String said(Schedule.Reason reason) {
        if (!reason.words().isEmpty()) {
            return reason.words();
        }
        String id = reason.id().value();
        return KNOWN.contains(id) ? words.say("mood.reason." + id) : id;
    }
}
