package org.doorstep.kiosk.face;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.doorstep.kiosk.wishes.Wishes;

/// Draws views with the templates that were compiled into the program. Safe for all threads.
public final class Painter {
    private final TemplateEngine templates = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Painter.class.getClassLoader(), "org.doorstep.kiosk.face");
    private final AtomicLong shown = new AtomicLong();

    public Show show(View view, Words words) {
        return show(view, words, Wishes.NONE, 0);
    }

    /// As whoever is at the glass wishes; `whose` names them (`AtTheGlass`).
    public Show show(View view, Words words, Wishes wishes, long whose) {
        return new Show(
                shown.incrementAndGet(),
                view.name(),
                view.sound(),
                view.seconds(),
                view.spoken(),
                html(view, words),
                words.language(),
                words.direction(),
                words.digits(),
                wishes.attributes(),
                whose,
                view.personal());
    }

    public String html(View view, Words words) {
        return draw(view.template(), Map.of("view", view, "words", words));
    }

    public String draw(String template, Map<String, Object> parameters) {
        StringOutput html = new StringOutput(4096);
        templates.render(template, parameters, html);
        return html.toString();
    }
}
