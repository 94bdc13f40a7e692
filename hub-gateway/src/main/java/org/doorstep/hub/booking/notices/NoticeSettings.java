package org.doorstep.hub.booking.notices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.doorstep.firmware.settings.SettingsReader;

/// Where notices go, from `notices.properties` in the hub's folder; a hub without that file tells
/// nobody. The file is its owner's alone, since it leads to a password.
public record NoticeSettings(Optional<Mail> mail, Optional<Hook> hook) {
    /// Nowhere.
    public static final NoticeSettings NONE = new NoticeSettings(Optional.empty(), Optional.empty());

    private static final String FILE = "notices.properties";

    /// By RFC 8314 and RFC 6409.
    private static final int TLS_PORT = 465;

    private static final int STARTTLS_PORT = 587;

    /// A mail server as it takes in mail from its customers (RFC 6409). `name` and `password` are
    /// '' where it asks for none.
    public record Mail(String host, int port, Security security, String from, String to, String name, String password) {
        public Mail {
            if (security == Security.NONE && !isHere(host)) {
                throw new IllegalArgumentException("Mail leaves this machine only encrypted.");
            }
            if (security == Security.NONE && !name.isEmpty()) {
                throw new IllegalArgumentException("A password is sent only encrypted.");
            }
        }

        @Override
        public String toString() {
            return "mail by " + host + ":" + port;
        }
    }

    /// How the line to a mail server is encrypted.
    public enum Security {
        /// From the first byte (RFC 8314).
        TLS,
        /// Begun in the open, and nothing is said before it is encrypted (RFC 3207).
        STARTTLS,
        /// Not at all: to a server on this machine.
        NONE
    }

    /// An address to which a line of text is posted, as ntfy takes it; `token` is '' where it asks
    /// for none.
    public record Hook(URI address, String token) {
        public Hook {
            boolean encrypted = "https".equals(address.getScheme());
            boolean here = "http".equals(address.getScheme()) && address.getHost() != null && isHere(address.getHost());
            if (!encrypted && !here) {
                throw new IllegalArgumentException("A webhook's address begins with https://.");
            }
        }

        @Override
        public String toString() {
            return "a webhook";
        }
    }

    /// Throws with every mistake of the file at once.
    public static NoticeSettings in(Path folder) {
        Path file = folder.resolve(FILE);
        if (Files.notExists(file)) {
            return NONE;
        }
        SettingsReader reader = SettingsReader.of(file);
        Optional<Hook> hook = reader.optional(
                "webhook.address",
                text -> new Hook(URI.create(text), ""),
                "Write the whole address, as https://ntfy.sh/ and a long name that nobody guesses.");
        Optional<String> token = reader.optional(
                "webhook.token-file", NoticeSettings::secret, "Name a file with the token alone in it.");
        Optional<Mail> mail = reader.says("mail.host") ? mail(reader) : Optional.empty();
        reader.finish();
        return new NoticeSettings(mail, hook.map(one -> new Hook(one.address(), token.orElse(""))));
    }

    private static Optional<Mail> mail(SettingsReader reader) {
        String host = reader.required("mail.host", String::strip, "Name your mail provider's server.");
        Security security = reader.choice("mail.security", Security.class, Security.TLS);
        int port = reader.port("mail.port", security == Security.TLS ? TLS_PORT : STARTTLS_PORT);
        String from = reader.required("mail.from", NoticeSettings::address, "Give the hub's own address.");
        String to = reader.required("mail.to", NoticeSettings::address, "Give the address of whoever sees to it.");
        String name = reader.optional("mail.name", String::strip, "What the server knows you by.")
                .orElse("");
        String password = reader.optional(
                        "mail.password-file", NoticeSettings::secret, "Name a file with the password alone in it.")
                .orElse("");
        if (host == null || from == null || to == null) {
            return Optional.empty();
        }
        return reader.optional(
                "mail.host",
                text -> new Mail(host, port, security, from, to, name, password),
                "Use tls or starttls, as your provider says.");
    }

    /// One address, which cannot smuggle another line or another receiver into the talk.
    private static String address(String text) {
        if (!text.matches("[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}")) {
            throw new IllegalArgumentException("That is no e-mail address of letters, digits and dots.");
        }
        return text;
    }

    private static String secret(String text) {
        try {
            return Files.readString(SettingsReader.readableFile(text)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + text + " cannot be read.", e);
        }
    }

    private static boolean isHere(String host) {
        return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]") || host.equals("::1");
    }
}
