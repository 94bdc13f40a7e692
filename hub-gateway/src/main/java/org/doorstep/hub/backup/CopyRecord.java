package org.doorstep.hub.backup;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// One thing that the copy says. The kinds' letters and their order of fields are on sticks in cupboards: add, never
/// change.
sealed interface CopyRecord {
    /// A value is null, a Long, a Double, a String or a byte[], as SQLite keeps it.
    record Row(String table, List<String> columns, List<Object> values) implements CopyRecord {}

    /// The rows that this condition finds are no more.
    record Gone(String table, String condition) implements CopyRecord {}

    /// A small file of the hub's folder: keys, settings, who the devices are.
    record File(String name, byte[] content) implements CopyRecord {}

    record FileGone(String name) implements CopyRecord {}

    /// Here the copy is whole: what the hub was at this moment.
    record Point(Instant at, long position) implements CopyRecord {}

    private static void write(DataOutputStream out, String text) throws IOException {
        write(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    default void writeTo(DataOutputStream out) throws IOException {
        switch (this) {
            case Row row -> {
                out.writeByte('R');
                write(out, row.table);
                out.writeShort(row.columns.size());
                for (int i = 0; i < row.columns.size(); i++) {
                    write(out, row.columns.get(i));
                    writeValue(out, row.values.get(i));
                }
            }
            case Gone gone -> {
                out.writeByte('G');
                write(out, gone.table);
                write(out, gone.condition);
            }
            case File file -> {
                out.writeByte('F');
                write(out, file.name);
                write(out, file.content);
            }
            case FileGone gone -> {
                out.writeByte('X');
                write(out, gone.name);
            }
            case Point point -> {
                out.writeByte('P');
                out.writeLong(point.at.toEpochMilli());
                out.writeLong(point.position);
            }
        }
    }

    private static void writeValue(DataOutputStream out, Object value) throws IOException {
        switch (value) {
            case null -> out.writeByte('0');
            case Number number
            when number instanceof Double || number instanceof Float -> {
                out.writeByte('d');
                out.writeDouble(number.doubleValue());
            }
            case Number number -> {
                out.writeByte('i');
                out.writeLong(number.longValue());
            }
            case String text -> {
                out.writeByte('t');
                write(out, text);
            }
            case byte[] bytes -> {
                out.writeByte('b');
                write(out, bytes);
            }
            default -> throw new IllegalStateException("SQLite gave a " + value.getClass() + ".");
        }
    }

    static CopyRecord read(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case 'R' -> row(in);
            case 'G' -> new Gone(text(in), text(in));
            case 'F' -> new File(text(in), bytes(in));
            case 'X' -> new FileGone(text(in));
            case 'P' -> new Point(Instant.ofEpochMilli(in.readLong()), in.readLong());
            default -> throw new IOException("The copy was made by a later version of this program: use that one.");
        };
    }

    private static Row row(DataInputStream in) throws IOException {
        String table = text(in);
        int count = in.readUnsignedShort();
        List<String> columns = new ArrayList<>(count);
        List<Object> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            columns.add(text(in));
            values.add(value(in));
        }
        return new Row(table, columns, values);
    }

    private static Object value(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case '0' -> null;
            case 'd' -> in.readDouble();
            case 'i' -> in.readLong();
            case 't' -> text(in);
            case 'b' -> bytes(in);
            default -> throw new IOException("The copy was made by a later version of this program: use that one.");
        };
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(bytes(in), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > SealedFrames.MOST_BYTES) {
            throw new IOException("A record of " + length + " bytes is none of ours.");
        }
        return in.readNBytes(length);
    }
}
