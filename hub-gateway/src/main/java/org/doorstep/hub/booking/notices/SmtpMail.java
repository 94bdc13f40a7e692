package org.doorstep.hub.booking.notices;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Hands one plain message to a mail server (RFC 5321, 3207, 4954): a line at a time, each
/// answered. The server shows a certificate for its name, or nothing is said to it.
final class SmtpMail {
    /// A server that thinks for longer (RFC 5321 allows minutes) is tried again later: the next one
    /// waits.
    private static final int PATIENCE_MS = (int) Duration.ofSeconds(30).toMillis();

    /// No answer of a server is longer; what is, is no mail server.
    private static final int MOST_ANSWER_LINES = 100;

    private static final int MOST_LINE = 2000;

    private static final DateTimeFormatter DATE = DateTimeFormatter.RFC_1123_DATE_TIME;

    private final NoticeSettings.Mail settings;
    private final SSLSocketFactory tls;

    SmtpMail(NoticeSettings.Mail settings, SSLSocketFactory tls) {
        this.settings = settings;
        this.tls = tls;
    }

    /// Returns once the server has taken it over. `id` is the message's own name.
    void send(String id, String subject, String text, Instant at) throws NotSentException {
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(settings.host(), settings.port()), PATIENCE_MS);
            plain.setSoTimeout(PATIENCE_MS);
            Talk talk =
                    switch (settings.security()) {
                        case TLS -> new Talk(encrypted(plain));
                        case STARTTLS -> startTls(plain);
                        case NONE -> new Talk(plain);
                    };
            if (settings.security() != NoticeSettings.Security.STARTTLS) {
                talk.expect(220);
            }
            talk.say("EHLO [127.0.0.1]", 250);
            if (!settings.name().isEmpty()) {
                String proof = "\0" + settings.name() + "\0" + settings.password();
                talk.say(
                        "AUTH PLAIN " + Base64.getEncoder().encodeToString(proof.getBytes(StandardCharsets.UTF_8)),
                        235);
            }
            talk.say("MAIL FROM:<" + settings.from() + ">", 250);
            talk.say("RCPT TO:<" + settings.to() + ">", 250);
            talk.say("DATA", 354);
            talk.say(message(id, subject, text, at) + "\r\n.", 250);
            talk.say("QUIT", 221);
        } catch (IOException e) {
            throw new NotSentException("The mail server " + settings.host() + " could not be reached.", e);
        }
    }

    private Talk startTls(Socket plain) throws IOException, NotSentException {
        Talk open = new Talk(plain);
        open.expect(220);
        open.say("EHLO [127.0.0.1]", 250);
        open.say("STARTTLS", 220);
        // What stands behind its yes was not said by the server that is about to prove its name.
        open.mustBeRead();
        return new Talk(encrypted(plain));
    }

    private SSLSocket encrypted(Socket plain) throws IOException {
        SSLSocket socket = (SSLSocket) tls.createSocket(plain, settings.host(), settings.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    /// Plain text in base64: no line of it can be taken for a command, or for its end.
    private String message(String id, String subject, String text, Instant at) {
        String domain = settings.from().substring(settings.from().indexOf('@') + 1);
        return String.join(
                "\r\n",
                "From: <" + settings.from() + ">",
                "To: <" + settings.to() + ">",
                "Subject: =?UTF-8?B?" + Base64.getEncoder().encodeToString(subject.getBytes(StandardCharsets.UTF_8))
                        + "?=",
                "Date: " + DATE.format(at.atOffset(ZoneOffset.UTC)),
                "Message-ID: <" + id + "@" + domain + ">",
                // Nobody's holiday answers it.
                "Auto-Submitted: auto-generated",
                "MIME-Version: 1.0",
                "Content-Type: text/plain; charset=UTF-8",
                "Content-Transfer-Encoding: base64",
                "",
                Base64.getMimeEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static final class Talk {
        private final BufferedReader in;
        private final OutputStream out;

        private Talk(Socket socket) throws IOException {
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            out = socket.getOutputStream();
        }

        void say(String line, int answer) throws IOException, NotSentException {
            out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            expect(answer);
        }

        /// The words of an answer are not handed on: they may repeat what was said, and that may be
        /// a secret.
        void expect(int answer) throws IOException, NotSentException {
            for (int lines = 0; lines < MOST_ANSWER_LINES; lines++) {
                String line = line();
                if (!line.startsWith(Integer.toString(answer))) {
                    String code = line.matches("\\d{3}.*") ? line.substring(0, 3) : "no code";
                    throw new NotSentException("The mail server said " + code + " instead of " + answer + ".");
                }
                if (line.length() == 3 || line.charAt(3) == ' ') {
                    return;
                }
            }
            throw new NotSentException("The mail server does not come to an end.");
        }

        void mustBeRead() throws IOException, NotSentException {
            if (in.ready()) {
                throw new NotSentException("The mail server said more than it was asked before it was encrypted.");
            }
        }

        private String line() throws IOException, NotSentException {
            StringBuilder line = new StringBuilder();
            for (int read = in.read(); read != '\n'; read = in.read()) {
                if (read < 0 || line.length() > MOST_LINE) {
                    throw new NotSentException("The mail server ended in the middle.");
                }
                if (read != '\r') {
                    line.append((char) read);
                }
            }
            return line.toString();
        }
    }
}
