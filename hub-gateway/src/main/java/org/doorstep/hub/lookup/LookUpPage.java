package org.doorstep.hub.lookup;

import java.util.List;
import org.doorstep.hub.web.Frame;

/// The form by which somebody is looked up. `mistake` says what to mend, `said` what the last look
/// came to; each is often empty. What was typed stays in the form.
public record LookUpPage(
        Frame frame, String reach, String mistake, String said, String whom, String note, List<Choice> choices) {

    public record Choice(String value, String words, boolean chosen) {}
}
