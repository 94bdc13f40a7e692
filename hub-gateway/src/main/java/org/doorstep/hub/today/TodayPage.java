package org.doorstep.hub.today;

import java.util.List;
import org.doorstep.hub.completeness.Shown;
import org.doorstep.hub.web.Frame;

/// The page of [Today], in words. `picture` is also drawn alone, for the live page.
public record TodayPage(Frame frame, String day, Picture picture) {

    /// What changes while one looks. `missing` says what may not be counted yet, and `whoCame` what that leaves
    /// open of who is new; often nothing.
    public record Picture(
            Frame frame,
            String at,
            Shown present,
            String presentNote,
            Shown visits,
            String visitsName,
            String visitsNote,
            Shown guests,
            Shown companions,
            String companionsNote,
            String missing,
            String whoCame,
            List<Session> sessions,
            List<Worry> worries) {}

    /// `link` is empty for a role that may not open the list; `missing` where nothing is.
    public record Session(
            String id,
            String link,
            String title,
            String where,
            String when,
            String phase,
            Tone tone,
            Shown visits,
            String visitsName,
            String guests,
            String companions,
            String why,
            boolean cancelled,
            boolean on,
            String missing) {}

    /// `link` is where to do something about it, or empty.
    public record Worry(String id, String words, String what, String link, Tone tone) {}

    public enum Tone {
        GOOD,
        NOTICE,
        TROUBLE,
        PLAIN
    }
}
