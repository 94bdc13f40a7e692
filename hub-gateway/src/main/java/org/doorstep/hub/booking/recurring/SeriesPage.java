package org.doorstep.hub.booking.recurring;

import java.util.List;
import org.doorstep.hub.web.Frame;

/// One series with its dates to come.
public record SeriesPage(
        Frame frame,
        boolean mayChange,
        String id,
        String title,
        String what,
        String when,
        boolean ended,
        List<Date> dates,
        List<SeriesFormPage.Choice> bookables,
        String wrong) {

    /// `day` is its date as it is sent; `starts` and `ends` local, as a form has them.
    public record Date(
            String day,
            String when,
            String says,
            boolean good,
            boolean maySkip,
            boolean mayPutBack,
            String starts,
            String ends,
            String bookable) {}
}
