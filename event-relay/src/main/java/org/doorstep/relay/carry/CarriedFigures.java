package org.doorstep.relay.carry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.doorstep.relay.carry.CarryException.Reason;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.doorstep.relay.contract.figures.FigureBatch;
import org.doorstep.relay.contract.passes.PassKeys;

/// A hub's released figures out of a carried file: the whole ledger from its first row, in the batches that it would
/// send. One that was opened can be read to its end. For one thread.
public final class CarriedFigures implements AutoCloseable {
    private final CarriedReader reader;
    private final HubId hub;
    private Optional<FigureBatch> before = Optional.empty();

    /// A batch, and the ledger's chain at each of its rows, so that whoever has taken some of them can see that it was
    /// the same ones.
    public record Part(FigureBatch batch, List<String> chains) {
        public Part {
            chains = List.copyOf(chains);
            if (chains.size() != batch.rows().size()
                    || (!chains.isEmpty() && !chains.getLast().equals(batch.chain()))) {
                throw new IllegalArgumentException("Each row has its chain beside it.");
            }
        }

        /// What is left of it for one who has all rows up to `through`, which is within this part.
        public FigureBatch above(long through) {
            return new FigureBatch(
                    batch.hub(),
                    batch.ledger(),
                    through,
                    batch.through(),
                    batch.chain(),
                    batch.asOf(),
                    batch.today(),
                    batch.activities(),
                    batch.rows().stream().filter(row -> row.number() > through).toList());
        }

        /// The chain at a row; empty if that is not in this part.
        public Optional<String> chainAt(long number) {
            return number > batch.after() && number <= batch.through()
                    ? Optional.of(chains.get(Math.toIntExact(number - batch.after() - 1)))
                    : Optional.empty();
        }

        /// As it stands in the file before it is sealed.
        public byte[] text() {
            return Wire.writeMessage(this);
        }
    }

    private CarriedFigures(CarriedReader reader, HubId hub) {
        this.reader = reader;
        this.hub = hub;
    }

    /// Opens a file whose heading has been looked at; `sender` are the keys of the hub that it names. It is read
    /// through once beforehand, as events are ([CarriedEvents#open]).
    public static CarriedFigures open(Path file, PassKeys sender, List<CarryKeys.Opener> own)
            throws CarryException, IOException {
        try (CarriedFigures through = begin(file, sender, own)) {
            Optional<Part> part = through.next();
            while (part.isPresent()) {
                part = through.next();
            }
        }
        return begin(file, sender, own);
    }

    private static CarriedFigures begin(Path file, PassKeys sender, List<CarryKeys.Opener> own)
            throws CarryException, IOException {
        CarriedHeading heading = CarriedReader.heading(file);
        if (heading.kind() != CarriedHeading.Kind.FIGURES) {
            throw new CarryException(Reason.ANOTHER_KIND, "This file carries something else than figures.");
        }
        return new CarriedFigures(CarriedReader.open(file, sender, own), heading.hub());
    }

    /// The next part, of the hub that the heading names, beginning where the one before it ended; empty at the end.
    public Optional<Part> next() throws CarryException, IOException {
        Optional<byte[]> frame = reader.next();
        if (frame.isEmpty()) {
            return Optional.empty();
        }
        Part part = part(frame.get());
        FigureBatch batch = part.batch;
        if (!batch.hub().equals(hub)) {
            throw new CarryException(Reason.UNREADABLE, "It names another hub inside than outside.");
        }
        if (before.isPresent() && !follows(batch, before.get())) {
            throw new CarryException(Reason.UNREADABLE, "Its figures do not follow one another.");
        }
        before = Optional.of(batch);
        return Optional.of(part);
    }

    private static Part part(byte[] frame) throws CarryException {
        try {
            return Wire.readMessage(frame, Part.class);
        } catch (WireException e) {
            throw new CarryException(Reason.UNREADABLE, "Its figures are not of the form.");
        }
    }

    private static boolean follows(FigureBatch batch, FigureBatch before) {
        return batch.ledger().equals(before.ledger()) && batch.after() == before.through();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
