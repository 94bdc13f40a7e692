package org.doorstep.hub.booking.units;

/// Something that a person chooses: a room, half of a hall, all of it, a strimmer, folding tables,
/// a kit.
///
/// Buffers (`Limits.before`, `after`) are taken around each booking and are no part of it. `walkUp`
/// is the device that may give away today's free cells alone, '' if none; of a pool, `walkUpShare`
/// of them. `induction` names what one must have been shown before, '' if nothing.
public record Bookable(
        BookableId id,
        Kind kind,
        Details details,
        Takes takes,
        Limits limits,
        Who who,
        boolean approval,
        boolean fromHome,
        String walkUp,
        int walkUpShare,
        String induction,
        boolean retired) {

    /// The words are stored: add, never rename.
    public enum Kind {
        PLACE,
        TOOL
    }

    /// `ALL` of its units together (a room, the whole hall, a kit), or `SOME`: as many as are asked
    /// for (a pool).
    public enum Takes {
        ALL,
        SOME
    }

    /// Who may book it by themselves.
    public enum Who {
        ANYBODY,
        STAFF
    }

    /// `place` says where it is or on which shelf; `picture` is an icon's name; with `capacity` 0
    /// nobody counts heads.
    public record Details(String title, String place, String picture, int capacity) {
        public Details {
            within("The name of what can be booked", title, 1, 80);
            within("Where it is", place, 0, 80);
            within("The name of its picture", picture, 0, 32);
            if (capacity < 0) {
                throw new IllegalArgumentException("For how many people it is cannot be less than 0.");
            }
        }
    }

    /// In minutes, but for `aheadDays`.
    public record Limits(int before, int after, int step, int shortest, int longest, int aheadDays) {
        private static final int DAY = 1440;

        /// As the table has it: 31 days.
        private static final int LONGEST = 31 * DAY;

        public Limits {
            between("The time before each booking", before, 0, DAY);
            between("The time after each booking", after, 0, DAY);
            between("The step between times", step, 1, DAY);
            between("The shortest booking", shortest, 1, LONGEST);
            between("The longest booking", longest, shortest, LONGEST);
            between("How many days ahead it can be booked", aheadDays, 0, 800);
        }
    }

    public Bookable {
        between("The share that the kiosk may give away alone", walkUpShare, 0, 500);
    }

    private static void within(String what, String text, int least, int most) {
        if (text == null || text.length() < least || text.length() > most) {
            throw new IllegalArgumentException(what + " is " + least + " to " + most + " characters long.");
        }
    }

    private static void between(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " is " + least + " to " + most + ".");
        }
    }

    public String title() {
        return details.title;
    }

    public boolean isPool() {
        return takes == Takes.SOME;
    }
}
