package org.doorstep.kiosk.face;

import java.util.List;
import java.util.stream.Collectors;
import org.doorstep.kiosk.checkin.Companions;
import org.doorstep.relay.contract.EventId;

/// One face of the page, ready to be drawn: its template's only parameter beside the words.
public sealed interface View {
    /// As the page's own mark of what it shows, for its style and for tests.
    String name();

    String template();

    /// How long it stays before the page goes home by itself; 0 stays.
    int seconds();

    String sound();

    /// What a screen reader is told at once.
    String spoken();

    default boolean personal() {
        return false;
    }

    /// A session as it is drawn anywhere. `picture` is one of our own.
    record Card(String session, String title, String room, String times, String picture, String when) {}

    record Home(
            String hubName,
            String clock,
            String date,
            List<Card> today,
            List<More> more,
            TodayState todayState,
            String todayNote,
            List<String> troubles,
            String prompt,
            boolean readersWork,
            boolean asksMood,
            boolean books,
            List<Words> languages,
            List<Door> doors,
            List<Said> said)
            implements View {
        @Override
        public String name() {
            return "home";
        }

        @Override
        public String template() {
            return "home.jte";
        }

        @Override
        public int seconds() {
            return 0;
        }

        @Override
        public String sound() {
            return "";
        }

        @Override
        public String spoken() {
            return "";
        }
    }

    /// The door of one of today's rooms: open while something is on behind it.
    public record Door(String room, String behind, boolean open) {
        String picture() {
            return open ? "door-open" : "door-shut";
        }
    }

    /// What people asked for and what came of it, as the hub wrote it.
    public record Said(String said, String did) {}

    /// What to say beneath so many rows of today: the page knows how many fit.
    record More(int rows, String words) {}

    enum TodayState {
        SOMETHING,
        NOTHING_MORE,
        NOT_KNOWN_YET
    }

    /// What only whoever has just shown their pass is shown: it comes no more once another face has
    /// come, or home.
    non-sealed interface Personal extends View {
        @Override
        default boolean personal() {
            return true;
        }
    }

    /// What is to be told when a face is gone home from, and the event that goes with it; `to` is
    /// empty for nothing.
    record Leaving(String to, String event) {
        static final Leaving NOTHING = new Leaving("", "");
    }

    /// A way from a greeting to what is whoever's own who is greeted.
    record Own(String id, String to, String label, String picture, EventId event) {}

    /// Welcome, again, guest, goodbye: somebody came or went, and said what for.
    record Greeting(
            String name,
            String picture,
            String title,
            String sentence,
            List<Card> session,
            List<Counter> counters,
            List<Own> own,
            List<Face> faces,
            String sound,
            int seconds)
            implements View {
        @Override
        public String template() {
            return "greeting.jte";
        }

        @Override
        public String spoken() {
            return title + " " + sentence;
        }
    }

    /// One of four, by number from the saddest; `about` is the face on the glass of whoever answers,
    /// "" for anybody.
    record Face(int number, String label, String picture, String about) {}

    /// "How do you feel?"
    record Mood(String title, String sentence, List<Face> faces, int seconds) implements View {
        @Override
        public String name() {
            return "mood";
        }

        @Override
        public String template() {
            return "mood.jte";
        }

        @Override
        public String sound() {
            return "";
        }

        @Override
        public String spoken() {
            return title + " " + sentence;
        }
    }

    /// Thanks for an answer, and asks why; `change` takes it back. Whoever goes home from it says no
    /// more.
    record MoodWhy(String title, String sentence, String ticket, List<Press> reasons, Press change, int seconds)
            implements Personal {
        @Override
        public String name() {
            return "mood-why";
        }

        @Override
        public String template() {
            return "moodwhy.jte";
        }

        @Override
        public String sound() {
            return "welcome";
        }

        @Override
        public String spoken() {
            return title + " " + sentence;
        }
    }

    /// "+1 adult": what the two buttons beside the number send. What they may not change they leave.
    /// `of` is whom it counts, as the page's own mark of it.
    record Counter(
            String of,
            String label,
            String fewer,
            String more,
            int count,
            EventId event,
            Companions now,
            Companions less,
            Companions plus) {
        boolean canLess() {
            return !less.equals(now);
        }

        boolean canMore() {
            return !plus.equals(now);
        }
    }

    /// Several large choices and one that is none of them: `none` sends a touch, or goes home if it
    /// sends to nowhere.
    record Choice(
            String name,
            EventId event,
            String title,
            String sentence,
            List<Card> sessions,
            None none,
            String sound,
            int seconds)
            implements View {
        record None(String to, String label, String also) {}

        @Override
        public String template() {
            return "choose.jte";
        }

        @Override
        public String spoken() {
            return title + " " + sentence;
        }
    }

    record NewPass(EventId event, QrPicture qr, boolean asks, int seconds) implements View {
        @Override
        public String name() {
            return "pass";
        }

        @Override
        public String template() {
            return "pass.jte";
        }

        @Override
        public String sound() {
            return "welcome";
        }

        @Override
        public String spoken() {
            return "";
        }
    }

    /// Pictures to touch four of: what was `touched` so far, and the `page` of those that may be
    /// touched next. `again` is where a touch goes, `then` where all four go; empty until there are
    /// four.
    record Pictures(
            EventId event,
            String title,
            List<Picture> touched,
            List<Picture> shown,
            String again,
            String soFar,
            int page,
            int pages,
            String then,
            int seconds)
            implements View {
        /// `then` is what was touched, once this one is too.
        record Picture(String name, String label, String then) {}

        @Override
        public String name() {
            return "pictures";
        }

        @Override
        public String template() {
            return "pictures.jte";
        }

        @Override
        public String sound() {
            return "";
        }

        @Override
        public String spoken() {
            return title;
        }
    }

    /// The languages to read in, each in its own words; `now` is what is read at present. It leads
    /// back to somebody's own face.
    record Tongues(String title, List<Words> languages, String now, int seconds) implements Personal {
        @Override
        public String name() {
            return "languages";
        }

        @Override
        public String template() {
            return "tongues.jte";
        }

        @Override
        public String sound() {
            return "question";
        }

        @Override
        public String spoken() {
            return title;
        }
    }

    /// A kind word with at most two things to do next.
    record Notice(
            String name,
            String picture,
            String title,
            List<String> sentences,
            List<Press> presses,
            Leaving leaving,
            String sound,
            int seconds)
            implements View {
        Notice(
                String name,
                String picture,
                String title,
                List<String> sentences,
                List<Press> presses,
                String sound,
                int seconds) {
            this(name, picture, title, sentences, presses, Leaving.NOTHING, sound, seconds);
        }

        @Override
        public String template() {
            return "notice.jte";
        }

        @Override
        public String spoken() {
            return title + " " + String.join(" ", sentences);
        }
    }

    /// One thing that can be wished of the screen. `to` and `value` are what its touch sends.
    record Wish(String id, String label, String state, boolean on, String to, String value, String picture) {}

    /// "How this screen works for you." It leads to somebody's own pass, or to what the hub keeps of
    /// whoever `event` is of; that is empty where nobody has shown a card.
    record Sheet(
            String name, String title, List<Wish> items, List<Press> presses, String event, String spoken, int seconds)
            implements Personal {
        @Override
        public String template() {
            return "wishes.jte";
        }

        @Override
        public String sound() {
            return "";
        }
    }

    /// Somebody's own pass, with their wishes in it, to be photographed.
    record Written(QrPicture qr, boolean cards, int seconds) implements Personal {
        @Override
        public String name() {
            return "wishes-written";
        }

        @Override
        public String template() {
            return "wishes-written.jte";
        }

        @Override
        public String sound() {
            return "";
        }

        @Override
        public String spoken() {
            return "";
        }
    }

    /// A button that sends a touch without anything more to say.
    /// `event` is what the touch belongs to, "" for nothing.
    record Press(String to, String label, String picture, String event) {
        Press(String to, String label, String picture) {
            this(to, label, picture, "");
        }

        Press(String to, String label, String picture, EventId event) {
            this(to, label, picture, event.toString());
        }
    }

    /// A new kiosk on its way into a hub: what to do, or how far it is, or why not, with at most
    /// two things to do next. `trouble` is said beside it; empty for none.
    record Joining(
            String name,
            String picture,
            String title,
            List<String> sentences,
            List<Step> steps,
            List<Press> presses,
            String trouble,
            String sound)
            implements View {
        /// One of the things that joining takes.
        record Step(String words, How how) {
            String mark() {
                return switch (how) {
                    case DONE -> "is-done";
                    case NOW -> "is-now";
                    case TO_COME -> "is-to-come";
                };
            }

            String picture() {
                return switch (how) {
                    case DONE -> "tick";
                    case NOW -> "waiting";
                    case TO_COME -> "less";
                };
            }
        }

        enum How {
            DONE,
            NOW,
            TO_COME
        }

        @Override
        public String template() {
            return "joining.jte";
        }

        @Override
        public int seconds() {
            return 0;
        }

        @Override
        public String spoken() {
            String now = steps.stream()
                    .filter(step -> step.how() == How.NOW)
                    .map(Step::words)
                    .collect(Collectors.joining(" "));
            return String.join(" ", title, String.join(" ", sentences), now, trouble);
        }
    }

    /// Address and code, typed by touch: what the hub's page shows beneath its picture. `pane` is
    /// what is to be typed now, `address` or `code`; `problem` what is wrong with it, empty for
    /// nothing.
    record Typing(String pane, String problem) implements View {
        static final List<String> NUMBERS = List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", ".", "0", ":");
        static final List<String> LETTERS = "abcdefghijklmnopqrstuvwxyz-.:"
                .chars()
                .mapToObj(Character::toString)
                .toList();

        /// Crockford's base 32, of which codes are made.
        static final List<String> SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
                .chars()
                .mapToObj(Character::toString)
                .toList();

        @Override
        public String name() {
            return "typing";
        }

        @Override
        public String template() {
            return "typing.jte";
        }

        @Override
        public int seconds() {
            return 0;
        }

        @Override
        public String sound() {
            return "";
        }

        @Override
        public String spoken() {
            return problem;
        }
    }
}
