package org.doorstep.hub.web;

import java.util.List;
import java.util.Optional;
import org.doorstep.login.Visitor;

/// What every page is set in: the words, the hub's name, who is here, and the way around. Made anew for each answer.
/// `parts` are those with a page that this visitor may open; `atAll`: this is the page that lists all of them.
public record Frame(
        Words words,
        String hubName,
        Optional<Visitor<Role>> visitor,
        List<Part> parts,
        boolean atAll,
        StaticFiles files) {

    /// One part of the way around, with its pages, of which there is at least one.
    public record Part(Section section, List<Link> links) {
        /// Whether the page being shown is one of them.
        public boolean here() {
            return links.stream().anyMatch(Link::here);
        }

        /// Where the part's own name leads: its first page.
        public String path() {
            return links.getFirst().path();
        }
    }

    /// One entry of the navigation. `key` is its message key; `here`: the page being shown belongs to it.
    public record Link(String key, String path, boolean here) {}

    /// The pages beside the one being shown, unless it stands alone.
    public Optional<Part> open() {
        return parts.stream()
                .filter(part -> part.here() && part.links().size() > 1)
                .findFirst();
    }

    public String all() {
        return Site.ALL;
    }

    public String say(String key, Object... values) {
        return words.say(key, values);
    }

    /// The address of a static file, which changes when any of them does.
    public String file(String name) {
        return files.address(name);
    }

    /// One symbol of the icon set.
    public String icon(String name) {
        return files.address("icons.svg") + "#" + name;
    }

    /// What goes into every form, and by htmx into every request that changes something.
    public String csrf() {
        return visitor.map(Visitor::csrf).orElse("");
    }

    public boolean isFor(Role... roles) {
        return visitor.isPresent() && List.of(roles).contains(visitor.get().role());
    }
}
