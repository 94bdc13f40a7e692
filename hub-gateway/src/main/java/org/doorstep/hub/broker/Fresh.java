package org.doorstep.hub.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a file says, read again whenever the file is another. Safe for all threads.
///
/// What cannot be read later on, half replaced or broken, leaves what was read before in force, and
/// is tried again: a bad disk must lock nobody out and let nobody in. The first reading must
/// succeed, or its exception is the caller's.
final class Fresh<T> implements Supplier<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Fresh.class);

    private final Path file;
    private final UnaryOperator<T> reading;
    private Stamp read;
    private Stamp complained = new Stamp(FileTime.fromMillis(0), -1);
    private T content;

    private record Stamp(FileTime changed, long size) {}

    Fresh(Path file, Supplier<T> reading) {
        this(file, reading, _ -> reading.get());
    }

    /// `again` reads it later on, and is given what is in force; it throws for what may not take that
    /// one's place.
    Fresh(Path file, Supplier<T> first, UnaryOperator<T> again) {
        this.file = file;
        this.reading = again;
        this.read = stamp();
        this.content = first.get();
    }

    @Override
    public synchronized T get() {
        Stamp now = stamp();
        if (!now.equals(read)) {
            try {
                content = reading.apply(content);
                read = now;
            } catch (RuntimeException e) {
                complain(now, e);
            }
        }
        return content;
    }

    private void complain(Stamp now, RuntimeException why) {
        if (!now.equals(complained)) {
            LOG.error("{} was changed and cannot be used; what it said before still counts.", file, why);
            complained = now;
        }
    }

    private Stamp stamp() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.lastModifiedTime(), attributes.size());
        } catch (IOException e) {
            return new Stamp(FileTime.fromMillis(0), 0);
        }
    }
}
