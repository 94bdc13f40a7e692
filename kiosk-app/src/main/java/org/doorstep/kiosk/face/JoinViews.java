package org.doorstep.kiosk.face;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.doorstep.kiosk.health.Readers;
import org.doorstep.kiosk.joining.JoinState;

/// The words and pictures for each state of joining.
public final class JoinViews {
    private final Words words;
    private final Readers readers;

    public JoinViews(Words words, Readers readers) {
        this.words = words;
        this.readers = readers;
    }

    public View of(JoinState state) {
        return switch (state) {
            case JoinState.Waiting(JoinState.Shown shown) -> waiting(shown);
            case JoinState.Asking(JoinState.Step step) -> asking(step);
            case JoinState.Failed(JoinState.Why why, String host) -> failed(why, host);
            case JoinState.Joined(String name) -> joined(name);
        };
    }

    private View waiting(JoinState.Shown shown) {
        boolean reads = readers.has(Readers.Kind.CODE);
        boolean away = readers.away().contains(Readers.Kind.CODE);
        String trouble =
                switch (shown) {
                    case NOTHING -> reads && away ? words.say("join.reader-away") : "";
                    case SOMETHING_ELSE -> words.say("join.something-else");
                    case SPOILT -> words.say("join.spoilt");
                };
        return new View.Joining(
                "join",
                "joining",
                words.say("join.title"),
                List.of(words.say("join.first"), reads ? words.say("join.second.show") : words.say("join.second.type")),
                List.of(),
                List.of(type()),
                trouble,
                shown == JoinState.Shown.NOTHING ? "" : "notice");
    }

    private View asking(JoinState.Step now) {
        List<View.Joining.Step> steps = new ArrayList<>();
        steps.add(new View.Joining.Step(words.say("join.step.read"), View.Joining.How.DONE));
        for (JoinState.Step step : JoinState.Step.values()) {
            int at = step.compareTo(now);
            steps.add(new View.Joining.Step(
                    words.say("join.step." + step.name().toLowerCase(Locale.ROOT)),
                    at < 0 ? View.Joining.How.DONE : at == 0 ? View.Joining.How.NOW : View.Joining.How.TO_COME));
        }
        return new View.Joining("join-asking", "clock", words.say("join.asking"), List.of(), steps, List.of(), "", "");
    }

    private View failed(JoinState.Why why, String host) {
        String key = why.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new View.Joining(
                "join-failed",
                why == JoinState.Why.NOT_THE_HUB || why == JoinState.Why.CANNOT_SAVE ? "trouble" : "puzzled",
                words.say("join.failed.title." + key),
                List.of(words.say("join.failed.sentence." + key, host), words.say("join.failed.also")),
                List.of(),
                why.sameCodeMayDo() ? List.of(again(), another()) : List.of(another(), type()),
                "",
                "notice");
    }

    private View joined(String name) {
        return new View.Joining(
                "joined",
                "welcome",
                words.say("joined.title"),
                List.of(
                        name.isEmpty() ? words.say("joined.sentence.unnamed") : words.say("joined.sentence", name),
                        words.say("joined.also")),
                List.of(),
                List.of(),
                "",
                "welcome");
    }

    private View.Press type() {
        return new View.Press("join/type", words.say("join.type"), "digital");
    }

    private View.Press again() {
        return new View.Press("join/again", words.say("join.again"), "again");
    }

    private View.Press another() {
        return new View.Press("join/another", words.say("join.another"), "pass");
    }
}
