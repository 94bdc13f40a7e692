package org.doorstep.area.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/// Draws pages: a template by its name, and the record it shows. Safe for all threads.
public final class Pages {
    /// Where the build puts the templates' classes (see area-server/pom.xml).
    private static final String PACKAGE = "org.doorstep.area.pages";

    private final TemplateEngine engine = TemplateEngine.createPrecompiled(null, ContentType.Html, null, PACKAGE);
    private final Words words;
    private final String areaName;

    /// What the frame around every page needs. `here` is the navigation's entry of this page; `name` and `csrf` are
    /// empty when nobody is signed in.
    public record Frame(String areaName, String title, String here, String name, String csrf, boolean lead) {
        public boolean signedIn() {
            return !name.isEmpty();
        }
    }

    public Pages(Words words, String areaName) {
        this.words = words;
        this.areaName = areaName;
    }

    /// A page for nobody in particular: signing in.
    public Frame frame(String title) {
        return new Frame(areaName, title, "", "", "", false);
    }

    public Frame frame(String title, String here, String name, String csrf, boolean lead) {
        return new Frame(areaName, title, here, name, csrf, lead);
    }

    /// `template` without its ending; it takes `words`, `frame` and `page`.
    public String draw(String template, Frame frame, Object page) {
        StringOutput output = new StringOutput();
        engine.render(template + ".jte", Map.of("words", words, "frame", frame, "page", page), output);
        return output.toString();
    }
}
