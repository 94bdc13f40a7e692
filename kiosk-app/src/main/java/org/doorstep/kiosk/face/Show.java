package org.doorstep.kiosk.face;

import java.util.Map;

/// What the page is told to show: a drawn view, and how. `number` grows with each, so that a late
/// one is seen as late.
///
/// `lang`, `dir` and `digits` are those of its words, for the page's root. `wishes` are the
/// other attributes of that root, and `whose` says whose wishes they are. What is `personal` is not
/// shown any more if another face has come since it was asked for, or home.
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
        Map<String, String> wishes,
        long whose,
        boolean personal) {}
