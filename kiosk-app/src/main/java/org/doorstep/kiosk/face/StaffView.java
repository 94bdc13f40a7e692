package org.doorstep.kiosk.face;

import java.util.List;
import org.doorstep.relay.contract.EventId;

/// The faces of the way out of the page, for those who see to the kiosk.
public sealed interface StaffView extends View.Personal {
    @Override
    default String sound() {
        return "";
    }

    /// Where the PIN is typed. `problem` says that the hint is about what was typed before.
    record Pin(EventId knock, String title, String hint, boolean problem, String next, int most, int seconds)
            implements StaffView {
        static final List<String> DIGITS = List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "0");

        @Override
        public String name() {
            return "staff-pin";
        }

        @Override
        public String template() {
            return "staff-pin.jte";
        }

        @Override
        public String spoken() {
            return title + " " + hint;
        }
    }

    /// Let out. `still` is said if the browser did not close itself.
    record Open(String title, String sentence, String close, String still, int seconds) implements StaffView {
        @Override
        public String name() {
            return "staff-open";
        }

        @Override
        public String template() {
            return "staff-open.jte";
        }

        @Override
        public String spoken() {
            return title + " " + sentence;
        }
    }
}
