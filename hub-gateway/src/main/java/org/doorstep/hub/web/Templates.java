package org.doorstep.hub.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/// The compiled templates of `src/main/jte`. Safe for all threads.
final class Templates {
    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "org.doorstep.hub.pages");

    String render(String template, Object page) {
        StringOutput output = new StringOutput();
        engine.render(template + ".jte", page, output);
        return output.toString();
    }
}
