package org.doorstep.hub.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The API in OpenAPI 3.1, written by hand; a test holds every route and every answer against it.
final class Description {
    private Description() {}

    static String read() {
        try (InputStream in = Description.class.getResourceAsStream("openapi.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
