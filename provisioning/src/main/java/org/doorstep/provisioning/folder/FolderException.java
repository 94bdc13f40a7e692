package org.doorstep.provisioning.folder;

/// A folder could not be made or read. The message is a sentence for the person at the keyboard, with what to do.
public final class FolderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FolderException(String message) {
        super(message);
    }

    public FolderException(String message, Throwable cause) {
        super(message, cause);
    }
}
