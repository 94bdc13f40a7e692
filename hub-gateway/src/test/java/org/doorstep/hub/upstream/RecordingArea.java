package org.doorstep.hub.upstream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.doorstep.relay.contract.figures.FigureBatch;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.relay.contract.figures.FigureCursor;
import org.doorstep.relay.contract.figures.FigureDigest;
import org.doorstep.relay.contract.figures.FigureLedger;
import org.doorstep.relay.contract.figures.FigureProof;
import org.doorstep.relay.contract.figures.FigureWeek;

/// An area server that takes figures as the real one does, writes down every byte that comes, and
/// can be away, lose its answers, or refuse. Throws at the sender of anything that is not as
/// agreed.
final class RecordingArea implements AutoCloseable {
    static final String TOKEN = "bearer-token-of-millbrook";

    enum Mood {
        WELL,
        /// Does everything, then hangs up without an answer.
        LOSING_ANSWERS,
        REFUSING
    }

    final ByteArrayOutputStream everything = new ByteArrayOutputStream();
    final Map<FigureCell, FigureBatch.Row> figures = new LinkedHashMap<>();
    final Map<Long, Integer> timesTaken = new HashMap<>();

    /// What it holds of the present ledger, by number: a test may tamper with it.
    final SortedMap<Long, FigureBatch.Row> held = new TreeMap<>();

    /// An area of before the daily proof has no such routes, and gives nothing back.
    volatile boolean old;

    volatile int proofs;

    /// Pages of the ledger that it gave back.
    volatile int pages;

    /// After so many proofs it answers each with this status.
    volatile int lastProof = Integer.MAX_VALUE;

    volatile int afterwards = 503;
    final int port;
    volatile Mood mood = Mood.WELL;
    volatile int requests;

    private FigureCursor cursor = FigureCursor.NONE;
    private HttpServer server;

    RecordingArea() {
        server = open(0);
        port = server.getAddress().getPort();
    }

    HttpAreaServer reached() {
        return new HttpAreaServer(URI.create("http://127.0.0.1:" + port + "/"), TrialHub.HUB, TOKEN);
    }

    void goAway() {
        server.stop(0);
        server = null;
    }

    void comeBack() {
        server = open(port);
    }

    synchronized FigureCursor cursor() {
        return cursor;
    }

    /// As shown now; absent if never said.
    synchronized String shown(String figure, String activity, FigureCell.Period period, LocalDate starts) {
        FigureBatch.Row row = figures.get(new FigureCell(figure, activity, period, starts));
        return row == null ? "absent" : row.value().toString();
    }

    String text() {
        return everything.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
        }
    }

    private HttpServer open(int atPort) {
        try {
            HttpServer opened = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), atPort), 0);
            opened.createContext("/", this::handle);
            opened.start();
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        requests++;
        byte[] body = exchange.getRequestBody().readAllBytes();
        write(exchange.getRequestMethod() + " " + exchange.getRequestURI() + "\n");
        exchange.getRequestHeaders().forEach((name, values) -> write(name + ": " + values + "\n"));
        everything.write(body);
        write("\n");
        if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, FigureCursor.NONE);
            return;
        }
        if (mood == Mood.REFUSING) {
            answer(exchange, 422, FigureCursor.NONE);
            return;
        }
        if (exchange.getRequestURI().getPath().contains("/proof")) {
            prove(exchange, body);
            return;
        }
        if (exchange.getRequestURI().getPath().endsWith("/ledger")) {
            giveBack(exchange);
            return;
        }
        int status = exchange.getRequestMethod().equals("GET") ? 200 : take(body);
        if (mood == Mood.LOSING_ANSWERS) {
            exchange.close();
        } else {
            answer(exchange, status, cursor);
        }
    }

    /// Small pages, so that there are several.
    private void giveBack(HttpExchange exchange) throws IOException {
        if (old) {
            say(exchange, 404, new byte[0]);
            return;
        }
        pages++;
        long after = Long.parseLong(exchange.getRequestURI().getQuery().substring("after=".length()));
        List<FigureBatch.Row> rows =
                held.tailMap(after + 1).values().stream().limit(5).toList();
        say(exchange, 200, Wire.writeMessage(new FigureLedger(cursor.ledger(), after, rows)));
    }

    private int take(byte[] body) {
        try {
            FigureBatch batch = Wire.readMessage(body, FigureBatch.class);
            boolean same = cursor.ledger().equals(batch.ledger());
            boolean joins = same ? batch.after() == cursor.through() : batch.after() == 0;
            if (same && batch.through() <= cursor.through() && !batch.rows().isEmpty()) {
                return 200;
            }
            if (!joins) {
                return 409;
            }
            if (!same) {
                held.clear();
            }
            for (FigureBatch.Row row : batch.rows()) {
                held.put(row.number(), row);
                figures.put(row.cell(), row);
                timesTaken.merge(row.number(), 1, Integer::sum);
            }
            if (!same) {
                timesTaken.clear();
            }
            cursor = new FigureCursor(batch.ledger(), batch.through(), batch.chain());
            return 200;
        } catch (WireException e) {
            throw new IllegalStateException("Not a batch of figures.", e);
        }
    }

    private void prove(HttpExchange exchange, byte[] body) throws IOException {
        if (old) {
            say(exchange, 404, body);
            return;
        }
        try {
            if (exchange.getRequestURI().getPath().endsWith("/week")) {
                say(exchange, 200, Wire.writeMessage(compare(Wire.readMessage(body, FigureWeek.class))));
                return;
            }
            proofs++;
            if (proofs > lastProof) {
                say(exchange, afterwards, Wire.writeMessage(cursor));
                return;
            }
            FigureProof proof = Wire.readMessage(body, FigureProof.class);
            boolean here = cursor.equals(new FigureCursor(proof.ledger(), proof.through(), proof.chain()));
            say(exchange, here ? 200 : 409, Wire.writeMessage(here ? compare(proof) : cursor));
        } catch (WireException e) {
            throw new IllegalStateException("Not a proof.", e);
        }
    }

    private FigureProof.Answer compare(FigureProof proof) {
        Set<LocalDate> differing = new TreeSet<>();
        proof.weeks().forEach(week -> differing.add(week.monday()));
        held.values().forEach(row -> differing.add(row.cell().monday()));
        for (FigureProof.Week week : proof.weeks()) {
            FigureDigest digest = new FigureDigest();
            held.values().stream()
                    .filter(row -> row.cell().monday().equals(week.monday()))
                    .forEach(digest::add);
            if (digest.rows() == week.rows() && digest.hex().equals(week.digest())) {
                differing.remove(week.monday());
            }
        }
        return new FigureProof.Answer(List.copyOf(differing));
    }

    private FigureWeek.Answer compare(FigureWeek week) {
        List<FigureWeek.Difference> differences = new ArrayList<>();
        Map<Long, FigureBatch.Row> theirs = new HashMap<>();
        for (FigureBatch.Row row : week.rows()) {
            theirs.put(row.number(), row);
            FigureBatch.Row before = held.put(row.number(), row);
            if (!row.equals(before)) {
                FigureWeek.What what = before == null ? FigureWeek.What.LACKED : FigureWeek.What.OTHER;
                String had = before == null ? "" : before.value().toString();
                differences.add(new FigureWeek.Difference(row.cell(), row.version(), what, had, true));
            }
        }
        long mended = differences.size();
        for (FigureBatch.Row row : held.values()) {
            boolean inPart = row.cell().monday().equals(week.monday())
                    && row.number() >= week.from()
                    && (row.number() <= week.to() || week.to() == cursor.through());
            if (inPart && !theirs.containsKey(row.number())) {
                differences.add(new FigureWeek.Difference(
                        row.cell(),
                        row.version(),
                        FigureWeek.What.ONLY_THERE,
                        row.value().toString(),
                        false));
            }
        }
        return new FigureWeek.Answer(
                differences.subList(0, Math.min(FigureWeek.MOST_SAID, differences.size())),
                mended,
                differences.size() - mended);
    }

    private void write(String text) {
        everything.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, FigureCursor said) throws IOException {
        say(exchange, status, Wire.writeMessage(said));
    }

    private static void say(HttpExchange exchange, int status, byte[] bytes) throws IOException {
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
