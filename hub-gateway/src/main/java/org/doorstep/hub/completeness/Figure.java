package org.doorstep.hub.completeness;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What is counted of people, by the name that the API gives it. Each is shown only with a [FigureMark].
public enum Figure {
    @JsonProperty("visits")
    VISITS(Basis.HOW_MANY, false),
    @JsonProperty("guests")
    GUESTS(Basis.HOW_MANY, false),
    /// Companions may become fewer: what was said last of a visit stands.
    @JsonProperty("adults")
    ADULTS(Basis.HOW_MANY, true),
    @JsonProperty("children")
    CHILDREN(Basis.HOW_MANY, true),
    /// Of the children, those of 0 to 4 years.
    @JsonProperty("from0")
    CHILDREN_FROM_0(Basis.HOW_MANY, true),
    @JsonProperty("from5")
    CHILDREN_FROM_5(Basis.HOW_MANY, true),
    @JsonProperty("from12")
    CHILDREN_FROM_12(Basis.HOW_MANY, true),
    /// Counted by a kiosk that did not ask for an age band.
    @JsonProperty("ageNotSaid")
    CHILDREN_AGE_NOT_SAID(Basis.HOW_MANY, true),
    @JsonProperty("companions")
    COMPANIONS(Basis.HOW_MANY, true),
    /// Different passes: people known by pass.
    @JsonProperty("passes")
    PASSES(Basis.HOW_MANY, false),
    @JsonProperty("firstTimers")
    FIRST_TIMERS(Basis.WHO_CAME, true),
    @JsonProperty("returners")
    RETURNERS(Basis.WHO_CAME, true),
    /// Whoever is missing may have come, or may have left.
    @JsonProperty("presentNow")
    PRESENT_NOW(Basis.HOW_MANY, true),
    @JsonProperty("presentByDropIn")
    PRESENT_BY_DROP_IN(Basis.HOW_MANY, true),
    /// Sessions that had anybody.
    @JsonProperty("sessions")
    SESSIONS(Basis.NOTHING_ALIKE, false),
    /// Visits and guests whose time rests on a clock that knew nothing.
    @JsonProperty("unsure")
    UNSURE(Basis.NOTHING_ALIKE, true);

    /// What a figure depends on.
    enum Basis {
        /// On how many came, which is alike from one session to the next.
        HOW_MANY,
        /// On which passes came, and on every time that they came before.
        WHO_CAME,
        /// On what is not alike from one session to the next.
        NOTHING_ALIKE
    }

    private final Basis basis;
    private final boolean mayFall;

    Figure(Basis basis, boolean mayFall) {
        this.basis = basis;
        this.mayFall = mayFall;
    }

    Basis basis() {
        return basis;
    }

    /// Whether it is of this moment, so that it goes on changing when the day has had its last arrival.
    boolean ofNow() {
        return this == PRESENT_NOW || this == PRESENT_BY_DROP_IN;
    }

    /// Whether what is still to come can make it less.
    public boolean mayFall() {
        return mayFall;
    }
}
