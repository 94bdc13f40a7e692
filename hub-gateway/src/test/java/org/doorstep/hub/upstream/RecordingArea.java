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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.doorstep.relay.contract.FigureBatch;
import org.doorstep.relay.contract.FigureCell;
import org.doorstep.relay.contract.FigureCursor;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;

/// An area server that takes figures as the real one does, writes down every byte that comes, and can be away, lose
/// its answers, or refuse. Throws at the sender of anything that is not as agreed.
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
    synchronized String shown(String figure, String activity, FigureCell.Period period, java.time.LocalDate starts) {
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
        int status = exchange.getRequestMethod().equals("GET") ? 200 : take(body);
        if (mood == Mood.LOSING_ANSWERS) {
            exchange.close();
        } else {
            answer(exchange, status, cursor);
        }
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
            for (FigureBatch.Row row : batch.rows()) {
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

    private void write(String text) {
        everything.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, FigureCursor said) throws IOException {
        byte[] bytes = Wire.writeMessage(said);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
