package org.doorstep.relay.contract;

/// How many children of each age band there are: `from0` of 0 to 4 years, `from5` of 5 to 11,
/// `from12` of 12 to 17. Counts, and nothing else about any of them. Also what several of these add
/// up to.
public record Ages(int from0, int from5, int from12) {
    /// Of children whose age nobody gave; and of none.
    public static final Ages NOT_SAID = new Ages(0, 0, 0);

    public Ages {
        if (from0 < 0 || from5 < 0 || from12 < 0) {
            throw new IllegalArgumentException("Children are counted from 0.");
        }
    }

    public Ages and(Ages more) {
        return new Ages(from0 + more.from0, from5 + more.from5, from12 + more.from12);
    }

    /// All that are in a band.
    public int together() {
        return from0 + from5 + from12;
    }

    /// Those of `children` that are in no band: counted by an older kiosk, or by hand.
    public int leftOf(int children) {
        return children - together();
    }
}
