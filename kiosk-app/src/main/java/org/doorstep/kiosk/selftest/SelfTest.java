package org.doorstep.kiosk.selftest;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.doorstep.kiosk.hardware.Lamp;
import org.doorstep.kiosk.hardware.Lamp.Shade;
import org.doorstep.kiosk.hardware.MoodButtons;
import org.doorstep.kiosk.hardware.PassReader;
import org.doorstep.kiosk.hardware.ReaderListener;
import org.doorstep.kiosk.hardware.ReaderStatus;
import org.doorstep.kiosk.hardware.Reading;
import org.doorstep.kiosk.hardware.Sounder;
import org.doorstep.kiosk.hardware.SwitchButton;

/// Walks a technician through every part that the settings name: says what to do, what to expect,
/// and what was seen. What it says is kept for the report. Of cards and codes it says the kind
/// only, never a number or a text. For one thread.
public final class SelfTest {
    /// Time to pick up a card and show it twice, or to press four buttons.
    public static final Duration LISTENING = Duration.ofSeconds(20);

    private final PrintStream out;
    private final Answers answers;
    private final Duration listening;
    private final PluggedIn plugged;
    private final List<String> said = new ArrayList<>();
    private final Map<String, Verdict> verdicts = new LinkedHashMap<>();

    /// What the settings name, by the key of each.
    public record Parts(
            Map<String, PassReader> readers,
            Optional<MoodButtons> moodButtons,
            Optional<SwitchButton> switchButton,
            Optional<Lamp> lamp,
            Optional<Sounder> sounder) {}

    public SelfTest(PrintStream out, Answers answers) {
        this(out, answers, LISTENING, Path.of("/dev"));
    }

    SelfTest(PrintStream out, Answers answers, Duration listening, Path dev) {
        this.out = out;
        this.answers = answers;
        this.listening = listening;
        this.plugged = new PluggedIn(dev);
    }

    /// Opens and closes each part in turn. True if there is any, and each was seen to work.
    public boolean run(Parts parts) {
        say("This machine has:");
        plugged.lines().forEach(line -> say("  " + line));
        parts.readers().forEach(this::reader);
        parts.moodButtons().ifPresent(this::moodButtons);
        parts.switchButton().ifPresent(this::switchButton);
        parts.lamp().ifPresent(this::lamp);
        parts.sounder().ifPresent(this::sounder);
        say("");
        if (verdicts.isEmpty()) {
            say("The settings name no part to try.");
        }
        verdicts.forEach((name, verdict) -> say(name + " " + verdict.words() + "."));
        boolean all = verdicts.values().stream().allMatch(verdict -> verdict == Verdict.WORKS);
        say(all ? "Every part works." : "Not every part has been seen to work.");
        return all && !verdicts.isEmpty();
    }

    /// Everything that was said, in order.
    public List<String> report() {
        return List.copyOf(said);
    }

    private void reader(String name, PassReader reader) {
        title(name);
        say("  Show it a card or code of yours, take it away, and show it again. It should be read each time, within a"
                + " second. I listen for " + listening.toSeconds() + " s.");
        BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
        reader.open(new ReaderListener() {
            @Override
            public void read(Reading reading) {
                heard.add(new Heard(kind(reading), !(reading instanceof Reading.Garbage)));
            }

            @Override
            public void changed(ReaderStatus status) {
                heard.add(new Heard(words(status), false));
            }
        });
        int ofUse = listen(heard, 2);
        boolean works = reader.status() instanceof ReaderStatus.Working;
        reader.close();
        verdict(name, !works ? Verdict.AWAY : ofUse > 0 ? Verdict.WORKS : Verdict.NOT_SEEN);
    }

    private void moodButtons(MoodButtons buttons) {
        String name = "buttons.mood";
        title(name);
        say("  Press the four faces once each, from the saddest to the happiest. I listen for " + listening.toSeconds()
                + " s.");
        BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
        List<Integer> faces = Collections.synchronizedList(new ArrayList<>());
        buttons.open(face -> {
            faces.add(face);
            heard.add(new Heard("face " + face + " of " + MoodButtons.FACES + " was pressed", true));
        });
        listen(heard, buttons.works() ? MoodButtons.FACES : 0);
        boolean works = buttons.works();
        buttons.close();
        List<Integer> order = List.copyOf(faces).stream().distinct().toList();
        boolean right = order.equals(List.of(1, 2, 3, 4));
        if (order.size() == MoodButtons.FACES && !right) {
            say("  They came in the order " + order + ": write the pins in buttons.mood in another order.");
        } else if (faces.size() > order.size()) {
            say(
                    "  One press was heard more than once, or a face pressed twice. If it was pressed once, its button bounces.");
        }
        verdict(
                name,
                !works ? Verdict.AWAY : right ? Verdict.WORKS : faces.isEmpty() ? Verdict.NOT_SEEN : Verdict.WRONG);
    }

    private void switchButton(SwitchButton button) {
        String name = "button.switch";
        title(name);
        say("  Press the switch, hold it for a second, and let go. It should go down once and up once. I listen for "
                + listening.toSeconds() + " s.");
        BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
        button.open(new SwitchButton.Listener() {
            @Override
            public void pressed() {
                heard.add(new Heard("down", false));
            }

            @Override
            public void released() {
                heard.add(new Heard("up", true));
            }
        });
        int ups = listen(heard, button.works() ? 1 : 0);
        boolean works = button.works();
        button.close();
        verdict(name, !works ? Verdict.AWAY : ups > 0 ? Verdict.WORKS : Verdict.NOT_SEEN);
    }

    private void lamp(Lamp lamp) {
        title("lights");
        lamp.show(Shade.WELL);
        Verdict green = asked(lamp.works(), "The light should be green now, and nothing blue. Is it?");
        lamp.show(Shade.WAIT);
        Verdict blue = asked(lamp.works(), "It should be blue now, and nothing green. Is it?");
        lamp.show(Shade.DARK);
        lamp.close();
        verdict("lights", green == Verdict.WORKS ? blue : green);
    }

    private void sounder(Sounder sounder) {
        title("buzzer");
        sounder.sound(true);
        Verdict verdict = asked(sounder.works(), "It should sound now. Does it?");
        sounder.sound(false);
        sounder.close();
        verdict("buzzer", verdict);
    }

    private Verdict asked(boolean works, String question) {
        if (!works) {
            return Verdict.AWAY;
        }
        Optional<Boolean> answer = answers.to(question);
        said.add("  " + question + " " + answer.map(yes -> yes ? "Yes." : "No.").orElse("Nobody answered."));
        return answer.map(yes -> yes ? Verdict.WORKS : Verdict.WRONG).orElse(Verdict.NOT_SEEN);
    }

    private record Heard(String words, boolean counts) {}

    /// Says what is heard until enough has been or the time is over; how much of it counts.
    private int listen(BlockingQueue<Heard> heard, int enough) {
        int count = 0;
        try {
            long until = System.nanoTime() + listening.toNanos();
            for (long left = listening.toNanos(); left > 0 && count < enough; left = until - System.nanoTime()) {
                Heard next = heard.poll(left, TimeUnit.NANOSECONDS);
                if (next != null) {
                    say("  " + next.words());
                    count += next.counts() ? 1 : 0;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return count;
    }

    private void title(String name) {
        say("");
        say(name);
    }

    private void verdict(String name, Verdict verdict) {
        say("  " + name + " " + verdict.words() + ".");
        verdicts.put(name, verdict);
    }

    private void say(String line) {
        said.add(line);
        out.println(line);
    }

    private static String kind(Reading reading) {
        return switch (reading) {
            case Reading.CardNumber card ->
                "read a card with a number of " + card.width().bytes() + " bytes";
            case Reading.Code code -> "read a text of " + code.text().length() + " characters";
            case Reading.Garbage garbage -> "read something of no use: " + words(garbage.reason());
        };
    }

    private static String words(ReaderStatus status) {
        return switch (status) {
            case ReaderStatus.Working working -> "opened, and taken for the kiosk alone where that can be";
            case ReaderStatus.Away away -> "away: " + words(away.why());
        };
    }

    private static String words(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
