package org.doorstep.hub.yousaid;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.doorstep.relay.contract.Schedule;
import org.jdbi.v3.core.Handle;

/// What a new hub shows from its first start on, where somebody has put a file beside its activities: CSV, a line each,
/// what people said and what came of it. A manager writes it anew on the page, and the file is not read again.
public final class YouSaidFile {
    public static final String NAME = "you-said.csv";

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).setTrim(true).get();

    private YouSaidFile() {}

    /// Nothing where there is no such file. Throws [IllegalArgumentException] for a line that is not of two fields of a
    /// line's length, and for more lines than are shown.
    public static void readInto(Handle handle, Path file) {
        if (Files.isRegularFile(file)) {
            YouSaidLines.show(handle, read(file));
        }
    }

    private static Schedule.YouSaid pair(Path file, CSVRecord line) {
        if (line.size() != 2 || line.get(0).isEmpty() || line.get(1).isEmpty()) {
            throw new IllegalArgumentException(
                    "Line " + line.getRecordNumber() + " of " + file + " is not what was said and what came of it.");
        }
        return new Schedule.YouSaid(line.get(0), line.get(1));
    }

    private static List<Schedule.YouSaid> read(Path file) {
        try (BufferedReader text = Files.newBufferedReader(file);
                CSVParser lines = CSVParser.parse(text, FORMAT)) {
            List<Schedule.YouSaid> read =
                    lines.stream().map(line -> pair(file, line)).toList();
            if (read.size() > Schedule.YouSaid.MOST) {
                throw new IllegalArgumentException(
                        file + " has more than the " + Schedule.YouSaid.MOST + " lines that a kiosk shows.");
            }
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException("What people said cannot be read from " + file, e);
        }
    }
}
