package org.doorstep.area.intake;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.doorstep.area.hubs.HubRegistry;
import org.doorstep.firmware.keys.AreaKeys;
import org.doorstep.relay.carry.CarriedFigures;
import org.doorstep.relay.carry.CarriedHeading;
import org.doorstep.relay.carry.CarriedReader;
import org.doorstep.relay.carry.CarryException;
import org.doorstep.relay.carry.CarryException.Reason;
import org.doorstep.relay.carry.CarryKeys;
import org.doorstep.relay.carry.FiguresTaken;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.figures.FigureBatch;
import org.doorstep.relay.contract.figures.FigureCursor;
import org.doorstep.relay.contract.passes.PassKeys;

/// Takes in figures that were carried here by hand: by the same [Intake] as what is sent, so that a file once, twice,
/// late and out of order comes to the same. A file holds a hub's whole ledger, so what is here already is left out.
/// Safe for all threads.
public final class CarriedIntake {
    private final Intake intake;
    private final HubRegistry hubs;
    private final List<CarryKeys.Opener> openers;
    private final CarryKeys.Signer signer;
    private final InstantSource clock;

    /// What became of a file, and what to carry back.
    public sealed interface Outcome {
        /// Everything in it is here now; so many rows are new.
        record Taken(HubId hub, long fresh, FiguresTaken answer) implements Outcome {}

        /// The hub's ledger has gone another way than what is here: nothing was taken, and the answer tells the hub.
        record AnotherWay(HubId hub, FiguresTaken answer) implements Outcome {}

        /// It is of an earlier ledger than what is here: nothing was taken.
        record Older(HubId hub, FiguresTaken answer) implements Outcome {}

        /// It is a kiosk's file, which lay on the same stick: nothing is wrong with it, and it is not for the area.
        record AnotherKind() implements Outcome {}

        /// Nothing of it was used.
        record Refused(Reason reason, String why) implements Outcome {}
    }

    public CarriedIntake(Intake intake, HubRegistry hubs, AreaKeys keys, InstantSource clock) {
        this.intake = intake;
        this.hubs = hubs;
        this.openers = keys.sealingKeys().stream()
                .map(key -> new CarryKeys.Opener(key.id(), key.privateKey(), key.publicKey()))
                .toList();
        this.signer =
                CarryKeys.Signer.of(keys.signingKey().id(), keys.signingKey().privateKey());
        this.clock = clock;
    }

    /// Takes a file that nobody else can change meanwhile.
    public Outcome take(Path file) throws IOException {
        Optional<HubId> from = Optional.empty();
        try {
            CarriedHeading heading = CarriedReader.heading(file);
            if (heading.kind() != CarriedHeading.Kind.FIGURES) {
                return new Outcome.AnotherKind();
            }
            if (hubs.named(heading.hub()).isEmpty()) {
                throw new CarryException(Reason.UNKNOWN_SENDER, "There is no hub " + heading.hub() + " here.");
            }
            from = Optional.of(heading.hub());
            try (CarriedFigures figures = CarriedFigures.open(file, keysOf(heading.hub()), openers)) {
                return takeIn(figures, heading);
            }
        } catch (CarryException e) {
            from.ifPresent(hub -> intake.refused(hub, "carried-" + word(e.reason())));
            return new Outcome.Refused(e.reason(), e.getMessage());
        }
    }

    /// The answer as it stands in its file.
    public byte[] signed(FiguresTaken answer) {
        return answer.signed(signer);
    }

    private Outcome takeIn(CarriedFigures figures, CarriedHeading heading) throws CarryException, IOException {
        HubId hub = heading.hub();
        long fresh = 0;
        for (Optional<CarriedFigures.Part> part = figures.next(); part.isPresent(); part = figures.next()) {
            FigureBatch batch = part.get().batch();
            FigureCursor cursor = intake.cursor(hub);
            boolean sameLedger = cursor.ledger().equals(batch.ledger());
            if (!sameLedger && isOlder(hub, cursor, batch)) {
                return new Outcome.Older(hub, answer(heading, cursor));
            }
            boolean differs = sameLedger
                    && part.get()
                            .chainAt(cursor.through())
                            .filter(chain -> !chain.equals(cursor.chain()))
                            .isPresent();
            FigureBatch wanted = sameLedger && cursor.through() > batch.after() && cursor.through() < batch.through()
                    ? part.get().above(cursor.through())
                    : batch;
            if (differs || intake.takeCarried(wanted) instanceof Intake.Outcome.DoesNotJoin) {
                return new Outcome.AnotherWay(hub, answer(heading, intake.cursor(hub)));
            }
            fresh += sameLedger && batch.through() <= cursor.through()
                    ? 0
                    : wanted.rows().size();
        }
        return new Outcome.Taken(hub, fresh, answer(heading, intake.cursor(hub)));
    }

    /// Another ledger is begun after the one before; over a wire the hub says so now, but a file can be old.
    private boolean isOlder(HubId hub, FigureCursor cursor, FigureBatch batch) {
        return cursor.through() > 0
                && intake.asOf(hub)
                        .filter(known -> !batch.asOf().isAfter(known))
                        .isPresent();
    }

    private FiguresTaken answer(CarriedHeading heading, FigureCursor cursor) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return new FiguresTaken(heading.hub(), heading.file(), now, cursor);
    }

    private PassKeys keysOf(HubId hub) throws CarryException {
        return hubs.carryKeys(hub)
                .orElseThrow(() -> new CarryException(
                        Reason.SENDER_WITHOUT_KEY,
                        "The hub " + hub + " was made known without a key. Give `doorstep carry new HUB-FOLDER --area"
                                + " AREA-FOLDER`."));
    }

    private static String word(Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
