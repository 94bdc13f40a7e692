package org.doorstep.hub.booking.notices;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.doorstep.hub.booking.loans.Loan;
import org.doorstep.hub.booking.loans.Loans;
import org.doorstep.hub.web.Words;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the people who work here, once of each thing, that something of rooms and tools waits for
/// them: several together, in a minute or so. What is said is about rooms and tools and names
/// nobody, since mail is read by others on its way.
///
/// On a thread of its own, outside of every transaction: a mail server that hangs holds up nobody.
public final class Notices implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMinutes(1);

    /// What was not told by then is not news.
    private static final Duration TRIED_FOR = Duration.ofDays(2);

    private static final Duration KEPT = Duration.ofDays(90);

    /// After each failure twice as long, up to this.
    private static final int MOST_PAUSE_MINUTES = 60;

    /// Of more than that the pages say the rest.
    private static final int MOST_AT_ONCE = 20;

    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

    private final Database database;
    private final Words words;
    private final String hubName;
    private final Supplier<Optional<Instant>> time;
    private final List<Way> ways;
    private final CountDownLatch closed = new CountDownLatch(1);

    private enum What {
        ASKED,
        CLASH,
        UNSAFE,
        LATE;

        String stored() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private interface Sending {
        void send(String title, String text, Instant now) throws NotSentException;
    }

    /// One way out, with its own memory of failures. For the one thread.
    private static final class Way {
        private final String column;
        private final Sending sending;
        private int failures;
        private Instant notBefore = Instant.EPOCH;

        private Way(String column, Sending sending) {
            this.column = column;
            this.sending = sending;
        }
    }

    /// `time` is empty while the hub does not know it.
    public Notices(
            NoticeSettings settings,
            Database database,
            Words words,
            String hubName,
            Supplier<Optional<Instant>> time,
            SSLSocketFactory tls) {
        this.database = database;
        this.words = words;
        this.hubName = hubName;
        this.time = time;
        this.ways = new ArrayList<>();
        settings.mail().ifPresent(mail -> {
            SmtpMail smtp = new SmtpMail(mail, tls);
            ways.add(new Way(
                    "mailed", (title, text, now) -> smtp.send("doorstep-" + now.toEpochMilli(), title, text, now)));
        });
        settings.hook().ifPresent(hook -> {
            WebHook post = new WebHook(hook);
            ways.add(new Way("posted", (title, text, now) -> post.post(title, text)));
        });
    }

    /// Does nothing where nobody is to be told.
    public void start() {
        if (!ways.isEmpty()) {
            Thread.ofPlatform().name("notices").daemon().start(this::lookUntilClosed);
        }
    }

    /// Looks what is new, and tells it. How many ways took something.
    int look() {
        Optional<Instant> now = time.get();
        if (now.isEmpty() || ways.isEmpty()) {
            return 0;
        }
        database.write(handle -> collect(handle, now.get()));
        int told = 0;
        for (Way way : ways) {
            if (!way.notBefore.isAfter(now.get()) && tell(way, now.get())) {
                told++;
            }
        }
        return told;
    }

    private int collect(Handle handle, Instant now) {
        int added = handle.createUpdate("DELETE FROM notice WHERE at < :before")
                .bind("before", now.minus(KEPT).toEpochMilli())
                .execute();
        added += add(handle, What.ASKED, now, """
                SELECT 'asked:' || booking.id AS about, bookable.title AS subject
                FROM booking
                JOIN bookable ON bookable.id = booking.bookable
                WHERE booking.state = 'asked' AND booking.ends > :minute
                """);
        added += add(handle, What.CLASH, now, """
                SELECT 'clash:' || clash.id AS about, bookable.title AS subject
                FROM clash
                JOIN bookable ON bookable.id = clash.bookable
                WHERE clash.seen_at IS NULL AND clash.instead IS NULL AND clash.ends > :minute
                """);
        added += add(handle, What.UNSAFE, now, """
                SELECT 'unsafe:' || tool_settled.label || '@' || tool_settled.last AS about, unit.name AS subject
                FROM tool_settled
                JOIN unit ON unit.label = tool_settled.label
                WHERE unit.unsafe = 1 AND :minute > 0
                """);
        for (Loan loan : Loans.out(handle, now)) {
            if (loan.isLate(now)) {
                added += insert(handle, What.LATE, "late:" + loan.id(), loan.title(), now);
            }
        }
        return added;
    }

    private static int add(Handle handle, What what, Instant now, String select) {
        record Found(String about, String subject) {}
        List<Found> found = handle.createQuery(select)
                .bind("minute", now.getEpochSecond() / 60)
                .map((row, context) -> new Found(row.getString("about"), row.getString("subject")))
                .list();
        return found.stream()
                .mapToInt(one -> insert(handle, what, one.about, one.subject, now))
                .sum();
    }

    private static int insert(Handle handle, What what, String about, String subject, Instant now) {
        return handle.createUpdate("""
                        INSERT INTO notice (about, what, subject, at)
                        VALUES (:about, :what, :subject, :at)
                        ON CONFLICT (about) DO NOTHING
                        """)
                .bind("about", about)
                .bind("what", what.stored())
                .bind("subject", subject)
                .bind("at", now.toEpochMilli())
                .execute();
    }

    private record Untold(String about, What what, String subject) {}

    private boolean tell(Way way, Instant now) {
        List<Untold> untold = database.read(handle -> handle.createQuery("""
                        SELECT about, what, subject
                        FROM notice
                        WHERE %s = 0 AND at > :since
                        ORDER BY at, about
                        LIMIT :most
                        """.formatted(way.column))
                .bind("since", now.minus(TRIED_FOR).toEpochMilli())
                .bind("most", MOST_AT_ONCE)
                .map((row, context) -> new Untold(
                        row.getString("about"),
                        What.valueOf(row.getString("what").toUpperCase(Locale.ROOT)),
                        row.getString("subject")))
                .list());
        if (untold.isEmpty()) {
            return false;
        }
        try {
            way.sending.send(words.say("notice.title", hubName, untold.size()), text(untold), now);
        } catch (NotSentException e) {
            way.failures++;
            long pause = Math.min(MOST_PAUSE_MINUTES, 1L << Math.min(way.failures, 6));
            way.notBefore = now.plus(Duration.ofMinutes(pause));
            LOG.warn("A notice was not sent, and is tried again in {} minutes: {}", pause, e.getMessage());
            return false;
        }
        way.failures = 0;
        database.write(handle -> {
            for (Untold one : untold) {
                handle.execute("UPDATE notice SET " + way.column + " = 1 WHERE about = ?", one.about);
            }
            return true;
        });
        return true;
    }

    private String text(List<Untold> untold) {
        StringBuilder text = new StringBuilder();
        for (Untold one : untold) {
            text.append(words.say("notice.line." + one.what.name(), one.subject))
                    .append('\n');
        }
        return text.append('\n').append(words.say("notice.where")).append('\n').toString();
    }

    private void lookUntilClosed() {
        try {
            while (!closed.await(EVERY.toSeconds(), TimeUnit.SECONDS)) {
                try {
                    look();
                } catch (RuntimeException e) {
                    LOG.error("Notices could not be looked at; it is tried again.", e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
