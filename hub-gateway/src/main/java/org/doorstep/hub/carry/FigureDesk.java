package org.doorstep.hub.carry;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.doorstep.firmware.keys.AreaKeys;
import org.doorstep.firmware.keys.KeyFiles;
import org.doorstep.hub.upstream.FiguresByHand;
import org.doorstep.relay.carry.CarriedFigures;
import org.doorstep.relay.carry.CarriedHeading;
import org.doorstep.relay.carry.CarriedWriter;
import org.doorstep.relay.carry.CarryException;
import org.doorstep.relay.carry.CarryException.Reason;
import org.doorstep.relay.carry.CarryKeys;
import org.doorstep.relay.carry.CarryOut;
import org.doorstep.relay.carry.FiguresTaken;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.passes.PassKeys;

/// The released figures as a file for the central team, sealed to the area and signed by this hub, and the area's word
/// that is carried back. Safe for all threads.
public final class FigureDesk {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int ID_SHOWN = 8;

    private final HubId hub;
    private final CarryKeys.Signer signer;
    private final Optional<AreaKeys.PublicHalves> area;
    private final Optional<FiguresByHand> figures;
    private final InstantSource clock;
    private final SecureRandom random;

    /// Whether figures can be carried, and if not, why.
    enum State {
        /// This hub has no area.
        NO_AREA,
        /// Hub and area were set up before they had keys for this.
        NO_KEYS,
        READY
    }

    /// `figures` is empty for a hub without an area, `area` for one that does not know its keys.
    public FigureDesk(
            HubId hub,
            KeyFiles keys,
            Optional<AreaKeys.PublicHalves> area,
            Optional<FiguresByHand> figures,
            InstantSource clock,
            SecureRandom random) {
        this.hub = hub;
        this.signer =
                CarryKeys.Signer.of(keys.signingKey().id(), keys.signingKey().privateKey());
        this.area = area;
        this.figures = figures;
        this.clock = clock;
        this.random = random;
    }

    State state() {
        if (figures.isEmpty()) {
            return State.NO_AREA;
        }
        return area.isEmpty() ? State.NO_KEYS : State.READY;
    }

    /// How many released figures the area is not known to have.
    long waiting() {
        return figures.map(FiguresByHand::waiting).orElse(0L);
    }

    /// Writes all that was ever released into one file of the folder. Only while [State#READY].
    public Path write(Path folder) throws IOException {
        CarryKeys.Recipient to = recipient(area.orElseThrow().sealing());
        CarriedHeading heading = new CarriedHeading(
                CarriedHeading.Kind.FIGURES,
                hub,
                hub.value(),
                signer.id(),
                to.id(),
                CarriedHeading.randomId(random),
                clock.instant().truncatedTo(ChronoUnit.MINUTES));
        Path file = folder.resolve(name(heading));
        FiguresByHand all = figures.orElseThrow();
        try (CarriedWriter writer = new CarriedWriter(file, heading, to, signer, random)) {
            String ledger = "";
            Optional<CarriedFigures.Part> part = all.after(0);
            while (part.isPresent()) {
                if (!ledger.isEmpty() && !ledger.equals(part.get().batch().ledger())) {
                    throw new IOException("The ledger was given another id meanwhile; ask for the file again.");
                }
                ledger = part.get().batch().ledger();
                writer.frame(part.get().text());
                long through = part.get().batch().through();
                part = through == 0 ? Optional.empty() : all.after(through);
            }
            writer.finish();
        }
        return file;
    }

    /// Takes the area's word. Throws [CarryException] if it is not that, or not for this hub.
    FiguresByHand.Word said(byte[] bytes) throws CarryException {
        if (state() != State.READY) {
            throw new CarryException(Reason.SENDER_WITHOUT_KEY, "This hub knows no area's key.");
        }
        FiguresTaken taken =
                FiguresTaken.read(bytes, PassKeys.parse(area.orElseThrow().signing()));
        if (!taken.hub().equals(hub)) {
            throw new CarryException(Reason.ANOTHER_HUB, "It is for the hub " + taken.hub() + ".");
        }
        return figures.orElseThrow().said(taken.cursor());
    }

    /// The id is in it because two people may ask within the minute to which the time is cut.
    private static String name(CarriedHeading heading) {
        return "doorstep-" + heading.hub() + "-figures-" + STAMP.format(heading.madeAt()) + "-"
                + heading.file().substring(0, ID_SHOWN) + CarryOut.ENDING;
    }

    private static CarryKeys.Recipient recipient(String text) {
        int colon = text.indexOf(':');
        return new CarryKeys.Recipient(
                text.substring(0, colon), Base64.getUrlDecoder().decode(text.substring(colon + 1)));
    }
}
