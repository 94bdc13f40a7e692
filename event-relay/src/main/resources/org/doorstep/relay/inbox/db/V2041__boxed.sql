-- 1 once nothing personal is left outside of a box in the text (org.doorstep.relay.inbox.Boxes). The text is then kept, and
-- its digest is that of the text as it came. What nobody could read may be emptied, where it names somebody who has left.
ALTER TABLE inbox_event ADD COLUMN boxed INTEGER NOT NULL DEFAULT 0 CHECK (boxed IN (0, 1));

CREATE INDEX inbox_event_not_boxed ON inbox_event (position) WHERE boxed = 0;

DROP TRIGGER inbox_event_is_kept_as_received;

CREATE TRIGGER inbox_event_is_kept_as_received
BEFORE UPDATE OF position, stream, sequence, id, received_at ON inbox_event
BEGIN
  SELECT RAISE(ABORT, 'an inbox row is kept as received');
END;

CREATE TRIGGER inbox_event_text_is_boxed_once
BEFORE UPDATE OF text, boxed ON inbox_event
WHEN OLD.boxed = 1 OR NEW.boxed = 0 OR NEW.digest IS NULL
BEGIN
  SELECT RAISE(ABORT, 'an inbox row is kept as received, or boxed once');
END;
