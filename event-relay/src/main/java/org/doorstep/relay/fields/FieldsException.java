package org.doorstep.relay.fields;

/// The file of fields cannot be read, or does not name what a database holds. The message names
/// each line or column and says what to write where.
public final class FieldsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FieldsException(String message) {
        super(message);
    }
}
