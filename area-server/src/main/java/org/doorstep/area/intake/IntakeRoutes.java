package org.doorstep.area.intake;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.doorstep.area.hubs.HubRegistry;
import org.doorstep.area.web.Words;
import org.doorstep.login.Anyone;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.doorstep.relay.contract.figures.FigureBatch;
import org.doorstep.relay.contract.figures.FigureProof;
import org.doorstep.relay.contract.figures.FigureWeek;

/// What a hub may ask of the area: to take figures, how far they were taken, whether they are still
/// the ones it released, and to be given back what it has forgotten. By the hub's own bearer token,
/// and by its certificate where there is a door for it ([GatewayProof]).
public final class IntakeRoutes {
    /// Twice the largest batch with long names. More is a mistake or an attack, and is not read to
    /// its end.
    public static final int MOST_BODY_BYTES = 160 * 1024;

    private static final String BEARER = "Bearer ";

    /// Of a row; no ledger is longer.
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");

    private final Intake intake;
    private final Proofs proofs;
    private final HubRegistry hubs;
    private final Taking taking;
    private final Words words;
    private final Shown shown;

    /// What else there is to a request than its token.
    @FunctionalInterface
    interface Shown {
        boolean isOf(HubId hub, Context ctx);
    }

    /// An answer that is no cursor, after RFC 9457.
    record Problem(String title, int status, String detail) {}

    /// By the token alone.
    public IntakeRoutes(Intake intake, Proofs proofs, HubRegistry hubs, Taking taking, Words words) {
        this(intake, proofs, hubs, taking, words, (hub, ctx) -> true);
    }

    private IntakeRoutes(Intake intake, Proofs proofs, HubRegistry hubs, Taking taking, Words words, Shown shown) {
        this.intake = intake;
        this.proofs = proofs;
        this.hubs = hubs;
        this.taking = taking;
        this.words = words;
        this.shown = shown;
    }

    /// The same for a door at which each hub shows its certificate too: it must be of the hub whose
    /// token it is.
    public IntakeRoutes with(GatewayProof proof) {
        return new IntakeRoutes(intake, proofs, hubs, taking, words, proof::isOf);
    }

    /// Where there is a door: says so to a hub that still comes to the pages, whatever it shows.
    public void addSignTo(RoutesConfig routes) {
        for (String path : List.of("cursor", "ledger")) {
            routes.get("/api/v1/hubs/{hub}/" + path, this::byTheDoor, Anyone.ANYONE);
        }
        for (String path : List.of("figures", "proof", "proof/week")) {
            routes.post("/api/v1/hubs/{hub}/" + path, this::byTheDoor, Anyone.ANYONE);
        }
    }

    private void byTheDoor(Context ctx) {
        problem(ctx, 403, "intake.by-the-door");
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/api/v1/hubs/{hub}/cursor", this::tellCursor, Anyone.ANYONE);
        routes.get("/api/v1/hubs/{hub}/ledger", this::tellLedger, Anyone.ANYONE);
        routes.post("/api/v1/hubs/{hub}/figures", this::take, Anyone.ANYONE);
        routes.post("/api/v1/hubs/{hub}/proof", this::prove, Anyone.ANYONE);
        routes.post("/api/v1/hubs/{hub}/proof/week", this::proveWeek, Anyone.ANYONE);
    }

    private void tellCursor(Context ctx) {
        hub(ctx).ifPresent(hub -> ctx.json(intake.cursor(hub)));
    }

    private void tellLedger(Context ctx) {
        hub(ctx).ifPresent(hub -> {
            String after = ctx.queryParam("after");
            if (after == null || !NUMBER.matcher(after).matches()) {
                problem(ctx, 422, "intake.not-figures");
            } else {
                ctx.json(intake.ledger(hub, Long.parseLong(after)));
            }
        });
    }

    private void take(Context ctx) throws IOException {
        read(ctx, FigureBatch.class, FigureBatch::hub).ifPresent(batch -> {
            Intake.Outcome outcome = intake.take(batch);
            taking.answered(outcome);
            answer(ctx, outcome);
        });
    }

    private void prove(Context ctx) throws IOException {
        read(ctx, FigureProof.class, FigureProof::hub).ifPresent(proof -> answer(ctx, proofs.compare(proof)));
    }

    private void proveWeek(Context ctx) throws IOException {
        read(ctx, FigureWeek.class, FigureWeek::hub).ifPresent(week -> answer(ctx, proofs.compare(week)));
    }

    /// What the hub sent, if it is that hub and what it sent is of its form; else the answer was
    /// given already.
    private <T> Optional<T> read(Context ctx, Class<T> form, Function<T, HubId> speaker) throws IOException {
        Optional<HubId> hub = hub(ctx);
        if (hub.isEmpty()) {
            return Optional.empty();
        }
        byte[] body = body(ctx);
        if (body.length > MOST_BODY_BYTES) {
            intake.refused(hub.get(), "too-large");
            problem(ctx, 413, "intake.too-large");
            return Optional.empty();
        }
        try {
            T said = Wire.readMessage(body, form);
            if (speaker.apply(said).equals(hub.get())) {
                return Optional.of(said);
            }
            intake.refused(hub.get(), "another-hub");
            problem(ctx, 422, "intake.another-hub");
        } catch (WireException e) {
            intake.refused(hub.get(), "not-figures");
            problem(ctx, 422, "intake.not-figures");
        }
        return Optional.empty();
    }

    private static void answer(Context ctx, Intake.Outcome outcome) {
        switch (outcome) {
            case Intake.Outcome.Taken taken -> ctx.json(taken.cursor());
            case Intake.Outcome.DoesNotJoin other -> ctx.status(409).json(other.cursor());
        }
    }

    private static void answer(Context ctx, Proofs.Outcome<?> outcome) {
        switch (outcome) {
            case Proofs.Outcome.Compared<?> compared -> ctx.json(compared.answer());
            case Proofs.Outcome.Elsewhere<?> other -> ctx.status(409).json(other.cursor());
        }
    }

    /// The hub that asks; empty if an answer was given already. No hub and a wrong token are the
    /// same answer.
    private Optional<HubId> hub(Context ctx) {
        Optional<HubId> known = Optional.empty();
        String header = ctx.header("Authorization");
        try {
            HubId asked = new HubId(ctx.pathParam("hub"));
            if (header != null && header.startsWith(BEARER)) {
                known = hubs.withToken(asked, header.substring(BEARER.length()).strip())
                        .map(HubRegistry.Hub::id);
            }
        } catch (IllegalArgumentException e) {
            // No hub can have such a name.
        }
        if (known.isEmpty()) {
            taking.stranger();
            ctx.header("WWW-Authenticate", "Bearer");
            problem(ctx, 401, "intake.unknown");
        } else if (!shown.isOf(known.get(), ctx)) {
            taking.stranger();
            problem(ctx, 403, "intake.another-certificate");
            return Optional.empty();
        }
        return known;
    }

    private static byte[] body(Context ctx) throws IOException {
        try (InputStream in = ctx.bodyInputStream()) {
            return in.readNBytes(MOST_BODY_BYTES + 1);
        }
    }

    private void problem(Context ctx, int status, String key) {
        ctx.status(status).json(new Problem(words.say(key + ".title"), status, words.say(key)));
        ctx.contentType("application/problem+json");
    }
}
