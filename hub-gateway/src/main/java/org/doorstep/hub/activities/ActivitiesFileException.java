package org.doorstep.hub.activities;

import java.nio.file.Path;

/// A list of activities with a mistake in it; nothing of it was taken.
public final class ActivitiesFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ActivitiesFileException(Path file, int line, String problem, Throwable cause) {
        super("The activities in " + file + (line > 0 ? ", line " + line : "") + " cannot be taken: " + problem, cause);
    }
}
