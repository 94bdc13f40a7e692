package org.doorstep.kiosk.face;

import java.util.List;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.SessionId;

/// The faces of "About me". `event` is the one by which the kiosk knows who stands before it.
sealed interface AboutView extends View.Personal {
    EventId event();

    String title();

    @Override
    default String sound() {
        return "";
    }

    /// A button. `to` is where its touch goes, empty for home; `session` and `value` go with it.
    record Item(
            String id,
            String to,
            String label,
            String also,
            String picture,
            String session,
            String value,
            boolean quiet) {
        static Item of(String to, String label, String picture) {
            return new Item(to.replace('/', '-'), to, label, "", picture, "", "", false);
        }

        static Item home(String label) {
            return new Item("done", "", label, "", "tick", "", "", true);
        }

        static Item back(String to, String label) {
            return new Item("back", to, label, "", "back", "", "", true);
        }

        Item also(String words) {
            return new Item(id, to, label, words, picture, session, value, quiet);
        }

        Item with(String said) {
            return new Item(
                    id + "-" + said.replaceAll("[^A-Za-z0-9]+", "-"), to, label, also, picture, session, said, quiet);
        }

        /// One of several, each about a session of its own.
        Item each(SessionId of) {
            String own = id + "-" + of.toString().replaceAll("[^A-Za-z0-9]+", "-");
            return new Item(own, to, label, also, picture, of.toString(), value, quiet);
        }

        Item about(SessionId of) {
            return new Item(id, to, label, also, picture, of.toString(), value, quiet);
        }
    }

    /// Some sentences and what can be touched next. `large` stands large between them; often nothing.
    record Menu(
            String name,
            EventId event,
            String title,
            List<String> sentences,
            String large,
            List<Item> items,
            int seconds)
            implements AboutView {
        @Override
        public String template() {
            return "about-menu.jte";
        }

        /// A receipt says nothing of anybody, and is shown once: it comes even if a neighbour's card
        /// came between. The number for one's own copy on paper is not for the next.
        @Override
        public boolean personal() {
            return large.isEmpty() || name.equals(AboutViews.PAPER);
        }

        @Override
        public String spoken() {
            return title + " " + String.join(" ", sentences) + " " + large;
        }
    }

    record Fact(String label, String value) {}

    /// What is held, thing by thing.
    record Facts(
            String name, EventId event, String title, String sentence, List<Fact> facts, List<Item> items, int seconds)
            implements AboutView {
        @Override
        public String template() {
            return "about-facts.jte";
        }

        @Override
        public String spoken() {
            StringBuilder words = new StringBuilder(title).append(". ").append(sentence);
            facts.forEach(fact -> words.append(' ')
                    .append(fact.label)
                    .append(": ")
                    .append(fact.value)
                    .append('.'));
            return words.toString();
        }
    }

    /// `deny` is what its button is called for whoever does not see it beside the visit.
    record Visit(String session, String title, String when, String note, boolean denied, String deny) {}

    record Visits(EventId event, String title, String sentence, List<Visit> visits, List<Item> items, int seconds)
            implements AboutView {
        @Override
        public String name() {
            return "about-visits";
        }

        @Override
        public String template() {
            return "about-visits.jte";
        }

        @Override
        public String spoken() {
            StringBuilder words = new StringBuilder(title);
            visits.forEach(
                    visit -> words.append(". ").append(visit.title).append(", ").append(visit.when));
            return words.toString();
        }
    }

    /// `kind` is nickname or postcode; `problem` says that the hint is about what was typed before.
    record Typing(
            String kind,
            EventId event,
            String title,
            String hint,
            boolean problem,
            int most,
            String space,
            String to,
            String next,
            int seconds)
            implements AboutView {
        static final List<String> NUMBERS = List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "0");

        List<String> letters() {
            return (kind.equals("postcode") ? "abcdefghijklmnopqrstuvwxyz " : "abcdefghijklmnopqrstuvwxyz-' ")
                    .chars()
                    .mapToObj(Character::toString)
                    .toList();
        }

        String spoken(String key) {
            return key.equals(" ") ? space : key;
        }

        @Override
        public String name() {
            return "about-" + kind;
        }

        @Override
        public String template() {
            return "about-typing.jte";
        }

        @Override
        public String spoken() {
            return title + " " + hint;
        }
    }

    /// A part of a copy, to be photographed.
    record Code(EventId event, QrPicture qr, String title, String sentence, String also, List<Item> items, int seconds)
            implements AboutView {
        @Override
        public String name() {
            return "about-copy";
        }

        @Override
        public String template() {
            return "about-code.jte";
        }

        @Override
        public String spoken() {
            return title + " " + sentence;
        }
    }
}
