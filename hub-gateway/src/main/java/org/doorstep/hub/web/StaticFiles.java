package org.doorstep.hub.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.doorstep.login.Login;

/// The style sheets, scripts, icons and fonts, read once from the class path and kept in memory
/// (under 1.5 MB), packed.
///
/// Their address holds a digest of all of them, so a browser may keep them for ever and still see a
/// change at once, and a style sheet's relative address of a font stays right. Safe for all
/// threads.
public final class StaticFiles {

    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "woff2", "font/woff2");

    private static final String[] NAMES = {
        "tokens.css",
        "components.css",
        "icons.svg",
        "favicon.svg",
        "atkinson-400.woff2",
        "atkinson-700.woff2",
        "live.js",
        "charts.js",
        "calendar.js",
        "vendor/htmx.min.js",
        "vendor/htmx-sse.min.js",
        "vendor/echarts.common.min.js",
    };

    /// `packed` is empty for what is packed already.
    record File(String type, byte[] bytes, Optional<byte[]> packed) {}

    private final Map<String, File> files = new LinkedHashMap<>();
    private final String digest;

    StaticFiles() {
        try {
            MessageDigest sum = MessageDigest.getInstance("SHA-256");
            for (String name : NAMES) {
                byte[] bytes = read(name);
                sum.update(bytes);
                String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
                files.put(name, new File(type, bytes, pack(name, bytes)));
            }
            digest = HexFormat.of().formatHex(sum.digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    String address(String name) {
        if (!files.containsKey(name)) {
            throw new IllegalArgumentException("No static file is called " + name + ".");
        }
        return Login.STATIC + digest + "/" + name;
    }

    /// The file at this digest and name, if there is one; an old digest finds nothing, so nothing
    /// stale is kept.
    Optional<File> find(String digest, String name) {
        return this.digest.equals(digest) ? Optional.ofNullable(files.get(name)) : Optional.empty();
    }

    private static byte[] read(String name) {
        try (InputStream in = StaticFiles.class.getResourceAsStream("static/" + name)) {
            if (in == null) {
                throw new IllegalStateException("The program is incomplete: static/" + name + " is missing.");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<byte[]> pack(String name, byte[] bytes) {
        if (name.endsWith(".woff2")) {
            return Optional.empty();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 3);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(out.toByteArray());
    }
}
