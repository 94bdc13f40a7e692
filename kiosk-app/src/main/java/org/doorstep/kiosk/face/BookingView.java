package org.doorstep.kiosk.face;

import java.util.List;
import java.util.stream.Collectors;

/// The faces of rooms and tools. `event` is by what the kiosk knows who stands before it, "" for
/// nobody yet; only then is a face somebody's own.
sealed interface BookingView extends View.Personal {
    String event();

    @Override
    default boolean personal() {
        return !event().isEmpty();
    }

    /// What and when (`facts`), some sentences, and what can be touched next. `large` stands large
    /// between them, often nothing; `columns` is how many stand beside each other on wide glass.
    record Menu(
            String name,
            String event,
            String title,
            List<String> facts,
            List<String> sentences,
            String large,
            int columns,
            List<AboutView.Item> items,
            View.Leaving leaving,
            String sound,
            int seconds)
            implements BookingView {
        @Override
        public String template() {
            return "book-menu.jte";
        }

        /// What somebody was just told by their code is not lost because a neighbour's card came
        /// between.
        @Override
        public boolean personal() {
            return large.isEmpty() && !event.isEmpty();
        }

        /// Digit by digit: it is to be said so.
        @Override
        public String spoken() {
            String digits = large.chars().mapToObj(Character::toString).collect(Collectors.joining(" "));
            return String.join(" ", title, String.join(" ", facts), String.join(" ", sentences), digits)
                    .strip();
        }
    }

    /// Something that can be made more or less before it is booked. `less` and `more` are what
    /// their touches send, "" for as far as it goes.
    record Stepper(String of, String label, String value, String fewer, String less, String further, String more) {
        boolean canLess() {
            return !less.isEmpty();
        }

        boolean canMore() {
            return !more.isEmpty();
        }
    }

    /// What is about to be booked, and what it still takes: a touch, or a pass.
    record Confirm(
            String event,
            String title,
            String sentence,
            String picture,
            List<Stepper> steppers,
            String again,
            String call,
            List<AboutView.Item> items,
            View.Leaving leaving,
            int seconds)
            implements BookingView {
        @Override
        public String name() {
            return "book-confirm";
        }

        @Override
        public String template() {
            return "book-confirm.jte";
        }

        @Override
        public String sound() {
            return "";
        }

        @Override
        public String spoken() {
            return String.join(" ", title + ".", sentence, call).strip();
        }
    }

    /// While the hub is asked: the page sends `to` by itself as soon as this is on the glass.
    record Asking(String event, String title, String sentence, String to, String value, String home, int seconds)
            implements BookingView {
        @Override
        public String name() {
            return "book-asking";
        }

        @Override
        public String template() {
            return "book-asking.jte";
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

    /// A code that opens their bookings on their own phone.
    record OnPhone(
            String event,
            QrPicture qr,
            String title,
            String sentence,
            String also,
            List<AboutView.Item> items,
            int seconds)
            implements BookingView {
        @Override
        public String name() {
            return "book-phone";
        }

        @Override
        public String template() {
            return "book-phone.jte";
        }

        @Override
        public String sound() {
            return "";
        }

        @Override
        public String spoken() {
            return String.join(" ", title, sentence, also);
        }
    }
}
