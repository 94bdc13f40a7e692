package org.doorstep.hub.web;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import io.javalin.http.UploadedFile;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.doorstep.login.Visitor;

/// One request and its answer, in the words that routes need. Made by [Routes] once the visitor's
/// role has been checked; for one thread.
public final class Exchange {
    private static final int SEE_OTHER = 303;

    private final Context context;
    private final Site site;
    private final Optional<Visitor<Role>> visitor;

    Exchange(Context context, Site site, Optional<Visitor<Role>> visitor) {
        this.context = context;
        this.site = site;
        this.visitor = visitor;
    }

    /// Who asks. Only for routes that name roles.
    public Visitor<Role> visitor() {
        return visitor.orElseThrow();
    }

    public Words words() {
        return site.words();
    }

    /// A `{name}` in the route's path.
    public String path(String name) {
        return context.pathParam(name);
    }

    /// A parameter of the address; empty text if absent.
    public String query(String name) {
        String value = context.queryParam(name);
        return value == null ? "" : value.strip();
    }

    /// A field of the sent form, without the spaces around it; empty text if it was not sent.
    public String field(String name) {
        String value = context.formParam(name);
        return value == null ? "" : value.strip();
    }

    /// A file of the sent form; empty if none was chosen. It ends with the request.
    public Optional<InputStream> file(String name) {
        UploadedFile file = context.uploadedFile(name);
        return file == null || file.size() == 0 ? Optional.empty() : Optional.of(file.content());
    }

    /// Whether the form was sent with this field, empty or not.
    public boolean has(String name) {
        return context.formParam(name) != null;
    }

    /// A cookie of this browser's; empty text if it has none of that name.
    public String cookie(String name) {
        String value = context.cookie(name);
        return value == null ? "" : value;
    }

    /// Has the browser keep something for a while under `path`, where no script reads it and from
    /// where no other site has it sent with a form. For no time at all takes it away.
    public void keepCookie(String name, String value, String path, Duration time) {
        boolean encrypted = context.scheme().equals("https");
        context.cookie(new Cookie(name, value, path, (int) time.toSeconds(), encrypted, true, null, SameSite.LAX));
    }

    /// Whether the browser is in the building, as far as its address says ([OwnNetwork]).
    public boolean isNear() {
        return OwnNetwork.has(context.ip());
    }

    /// Where this hub is reached, as the browser sees it: for a link to hand on.
    public URI host() {
        return URI.create(context.scheme() + "://" + context.host());
    }

    public Frame frame(String here) {
        return site.frame(visitor, here);
    }

    /// Answers with a page: a template of `src/main/jte` and its record.
    public void page(String template, Object page) {
        page(200, template, page);
    }

    public void page(int status, String template, Object page) {
        context.status(status).html(site.render(template, page));
    }

    /// Answers with data of the API.
    public void json(Object answer) {
        context.json(answer);
    }

    /// Answers with text of a type.
    public void text(String type, String text) {
        context.contentType(type).result(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Answers with a file to keep.
    public void download(String name, String type, String text) {
        context.contentType(type)
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .result(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Answers with a file to keep, which is small enough to be held in memory.
    public void download(String name, String type, byte[] content) {
        context.contentType(type)
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .result(content);
    }

    /// Answers with a file to keep, of any bytes. The stream is closed when it has been sent.
    public void download(String name, InputStream content) {
        context.contentType("application/octet-stream")
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .result(content);
    }

    /// Sends the browser on after a change, so that reloading does not repeat it.
    public void goTo(String path) {
        context.status(SEE_OTHER).header("Location", path);
    }

    /// Says in words that this is not here, or not any more.
    public void notHere() {
        context.status(404);
        Refusal.answer(context, site, visitor, Refusal.NOT_HERE);
    }
}
