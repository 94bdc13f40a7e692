package org.doorstep.system.trial;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Somebody at the pages of a hub or an area, signed in by the one-time link of its first start: what their browser
/// sends and gets, without one. For one thread.
public final class PageHand implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
    private static final String BETWEEN = "----between";

    private final URI pages;
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    public PageHand(String link, String name) throws IOException, InterruptedException {
        pages = URI.create(link);
        String form =
                "name=" + name + "&password=" + URLEncoder.encode("a long walk to the hall", StandardCharsets.UTF_8);
        text(HttpRequest.newBuilder(pages)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    public String page(String path) throws IOException, InterruptedException {
        return text(HttpRequest.newBuilder(pages.resolve(path)));
    }

    /// Gives a file in the page's form, and returns the page that then comes.
    public String give(String path, Path file) throws IOException, InterruptedException {
        Matcher csrf = CSRF.matcher(page(path));
        if (!csrf.find()) {
            throw new IOException("There is no form on " + path + ".");
        }
        String head = "--" + BETWEEN + "\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n" + csrf.group(1)
                + "\r\n--" + BETWEEN + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                + file.getFileName() + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(Files.readAllBytes(file));
        body.writeBytes(("\r\n--" + BETWEEN + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return text(HttpRequest.newBuilder(pages.resolve(path))
                .header("Content-Type", "multipart/form-data; boundary=" + BETWEEN)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    }

    /// Sends a form of this page with these fields, and returns the page that then comes.
    public String press(String path, Map<String, String> fields) throws IOException, InterruptedException {
        return press(path, path, fields);
    }

    /// The same for a form of `page` that goes to another place.
    public String press(String page, String path, Map<String, String> fields) throws IOException, InterruptedException {
        Matcher csrf = CSRF.matcher(page(page));
        if (!csrf.find()) {
            throw new IOException("There is no form on " + page + ".");
        }
        StringBuilder body = new StringBuilder("csrf=" + URLEncoder.encode(csrf.group(1), StandardCharsets.UTF_8));
        fields.forEach((name, value) ->
                body.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return text(HttpRequest.newBuilder(pages.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    /// Saves what is at that place into a folder, under the name that the page gives it.
    public Path save(String path, Path folder) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(
                HttpRequest.newBuilder(pages.resolve(path)).timeout(PATIENCE).build(),
                HttpResponse.BodyHandlers.ofByteArray());
        Matcher name = Pattern.compile("filename=\"([^\"]+)\"")
                .matcher(answer.headers().firstValue("Content-Disposition").orElse(""));
        if (answer.statusCode() != 200 || !name.find()) {
            throw new IOException(path + " gives no file: " + answer.statusCode() + " "
                    + answer.headers().map());
        }
        return Files.write(folder.resolve(name.group(1)), answer.body());
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private String text(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(answer.uri() + " answers " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }
}
