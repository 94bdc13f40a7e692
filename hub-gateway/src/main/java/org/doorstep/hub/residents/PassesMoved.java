package org.doorstep.hub.residents;

import java.util.Collection;
import org.jdbi.v3.core.Handle;

/// Who counts by passes: told, in the transaction in which it was decided, which of them may count
/// elsewhere now.
public interface PassesMoved {
    void passesMoved(Handle transaction, Collection<Long> rows);
}
