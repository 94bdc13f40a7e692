package org.doorstep.kiosk.face;

/// What the page is told to show: a drawn view, and how. `number` grows with each, so that a late
/// one is seen as late.
///
/// `lang`, `dir` and `digits` are those of its words, for the page's root. `large` and `aloud` as
/// whoever it is about asked for. What is `personal` is not shown any more if another face has come
/// since it was asked for, or home.
public record Show(
        long number,
        String view,
        String sound,
        int seconds,
        String say,
        String html,
        String lang,
        String dir,
        String digits,
        boolean large,
        boolean aloud,
        boolean personal) {}
