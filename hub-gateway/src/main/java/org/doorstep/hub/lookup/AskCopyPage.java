package org.doorstep.hub.lookup;

import org.doorstep.hub.web.Frame;

/// Where a number is typed for which somebody's copy is printed. `mistake` says what to mend, and is often empty.
public record AskCopyPage(Frame frame, String mistake) {}
