package org.doorstep.hub.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.doorstep.login.Visitor;

/// What all pages share: the hub's name, the words, the templates, and the way around, which each feature adds to.
/// Filled while the program starts; read by all threads after that.
public final class Site {
    /// Where every page stands with a sentence that says what it is for.
    static final String ALL = "/pages";

    private final String hubName;
    private final Words words;
    private final Templates templates = new Templates();
    private final StaticFiles files = new StaticFiles();
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(Section section, String key, String path, Access access) {}

    public Site(String hubName, Words words) {
        this.hubName = hubName;
        this.words = words;
    }

    public Words words() {
        return words;
    }

    /// Renders a template of `src/main/jte` with its record.
    public String render(String template, Object page) {
        return templates.render(template, page);
    }

    /// The frame for a page under the navigation entry whose path is `here`.
    public Frame frame(Optional<Visitor<Role>> visitor, String here) {
        List<Frame.Part> parts = Arrays.stream(Section.values())
                .map(section -> new Frame.Part(section, links(visitor, section, here)))
                .filter(part -> !part.links().isEmpty())
                .toList();
        return new Frame(words, hubName, visitor, parts, here.equals(ALL), files);
    }

    private List<Frame.Link> links(Optional<Visitor<Role>> visitor, Section section, String here) {
        return entries.stream()
                .filter(entry -> entry.section == section)
                .filter(entry ->
                        visitor.isPresent() && entry.access.admits(visitor.get().role()))
                .map(entry -> new Frame.Link(entry.key, entry.path, entry.path.equals(here)))
                .toList();
    }

    void addEntry(Section section, String key, String path, Access access) {
        entries.add(new Entry(section, key, path, access));
    }

    StaticFiles files() {
        return files;
    }
}
