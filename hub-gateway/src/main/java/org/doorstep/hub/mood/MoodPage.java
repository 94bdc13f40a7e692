package org.doorstep.hub.mood;

import java.util.List;
import org.doorstep.hub.completeness.Shown;
import org.doorstep.hub.web.Frame;

/// The page "How sessions feel": each chart's sentence, and the tables that it is drawn from. `rate` says how many of
/// those who came have answered. `weeks` are answers away from sessions, and what was set aside.
public record MoodPage(
        Frame frame,
        String lead,
        String sessionsSaid,
        List<Session> sessions,
        List<ByWeek> byWeek,
        String weeksSaid,
        List<Week> weeks,
        String asideSaid,
        List<Reason> reasons,
        boolean mayChange,
        List<Field> fields,
        String wrong) {

    /// `answers` of the `visits` and `guests` who came. `missing` is a sentence, empty where nothing is.
    public record Session(
            String title,
            String when,
            long answers,
            Shown visits,
            Shown guests,
            String rate,
            List<Long> faces,
            String missing) {}

    /// All sessions of a week that are shown, together. `came` says so where more may have come.
    public record ByWeek(String name, long sessions, long answers, String came, String rate, List<Long> faces) {}

    /// `of` says whether kiosks or boxes of buttons heard it.
    public record Week(String name, String of, long answers, List<Long> faces) {}

    public record Reason(String words, long times) {}

    /// One of the five words, to be changed.
    public record Field(String name, String label, String value) {}
}
