package org.doorstep.relay.carry;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.doorstep.relay.carry.CarryException.Reason;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.StoreId;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.doorstep.relay.contract.passes.PassKeys;
import org.doorstep.relay.contract.talk.Request;

/// The rows of a device's outbox, out of a carried file: first what a device says on connect ([#hello]), then each row
/// with its place, its hash and its chain. One that was opened can be read to its end. For one thread.
public final class CarriedEvents implements AutoCloseable {
    /// One event and what is written beside it.
    private static final int MOST_ROW_BYTES = Wire.MOST_EVENT_BYTES + 256;

    private static final int HASH_BYTES = 32;

    private final CarriedReader reader;
    private final Request.Hello hello;

    /// One event as the device keeps it. The text is not to be changed.
    public record Row(StoreId store, Lane lane, long sequence, byte[] text) {}

    private CarriedEvents(CarriedReader reader, Request.Hello hello) {
        this.reader = reader;
        this.hello = hello;
    }

    /// Opens a file whose heading has been looked at; `sender` are the keys of the device that it names. It is
    /// read through once beforehand: far into a signed file there can be what this version does not know, and it
    /// would be refused when half of it was used.
    public static CarriedEvents open(Path file, PassKeys sender, List<CarryKeys.Opener> own)
            throws CarryException, IOException {
        try (CarriedEvents through = begin(file, sender, own)) {
            Optional<List<Row>> rows = through.next();
            while (rows.isPresent()) {
                rows = through.next();
            }
        }
        return begin(file, sender, own);
    }

    private static CarriedEvents begin(Path file, PassKeys sender, List<CarryKeys.Opener> own)
            throws CarryException, IOException {
        if (CarriedReader.heading(file).kind() != CarriedHeading.Kind.EVENTS) {
            throw new CarryException(Reason.ANOTHER_KIND, "This file carries something else than events.");
        }
        CarriedReader reader = CarriedReader.open(file, sender, own);
        try {
            byte[] first = reader.next().orElseThrow(CarriedEvents::unreadable);
            return new CarriedEvents(reader, hello(first));
        } catch (CarryException | IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /// How far the device had each lane when the file was made.
    public Request.Hello hello() {
        return hello;
    }

    /// The next few rows; empty at the end.
    public Optional<List<Row>> next() throws CarryException, IOException {
        Optional<byte[]> frame = reader.next();
        return frame.isEmpty() ? Optional.empty() : Optional.of(rows(frame.get()));
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    /// Gathers rows into frames. For one thread.
    static final class Frames {
        private final CarriedWriter writer;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final DataOutputStream out = new DataOutputStream(bytes);

        Frames(CarriedWriter writer, Request.Hello hello) throws IOException {
            this.writer = writer;
            writer.frame(Wire.writeMessage(hello));
        }

        void add(Row row, byte[] chain) throws IOException {
            if (bytes.size() + MOST_ROW_BYTES > CarriedForm.MOST_FRAME_BYTES) {
                flush();
            }
            out.writeUTF(row.store.value());
            out.writeUTF(row.lane.text());
            out.writeLong(row.sequence);
            out.write(CarriedForm.sha256().digest(row.text));
            out.write(chain);
            out.writeInt(row.text.length);
            out.write(row.text);
        }

        void flush() throws IOException {
            if (bytes.size() > 0) {
                writer.frame(bytes.toByteArray());
                bytes.reset();
            }
        }
    }

    private static Request.Hello hello(byte[] frame) throws CarryException {
        try {
            if (Wire.readMessage(frame, Request.class) instanceof Request.Hello hello) {
                return hello;
            }
        } catch (WireException e) {
            // Said below.
        }
        throw unreadable();
    }

    private static List<Row> rows(byte[] frame) throws CarryException {
        List<Row> rows = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(frame))) {
            while (in.available() > 0) {
                StoreId store = new StoreId(in.readUTF());
                Lane lane = Lane.parse(in.readUTF());
                long sequence = in.readLong();
                byte[] hash = in.readNBytes(HASH_BYTES);
                // The chain is for whoever looks into a file; the hub works out its own.
                in.skipNBytes(HASH_BYTES);
                int length = in.readInt();
                if (length < 0 || length > frame.length) {
                    throw unreadable();
                }
                byte[] text = in.readNBytes(length);
                if (sequence < 1 || !Arrays.equals(hash, CarriedForm.sha256().digest(text))) {
                    throw unreadable();
                }
                rows.add(new Row(store, lane, sequence, text));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable();
        }
        return rows;
    }

    private static CarryException unreadable() {
        return new CarryException(Reason.UNREADABLE, "Its rows are not of the form.");
    }
}
