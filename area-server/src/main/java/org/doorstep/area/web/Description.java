package org.doorstep.area.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// What hubs may ask, in OpenAPI 3.1, written by hand; a test holds every route and every answer against it.
final class Description {
    static final String PATH = WebServer.API + "/openapi.json";

    private Description() {}

    static String read() {
        try (InputStream in = Description.class.getResourceAsStream("openapi.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
