-- Set where a name in the text was replaced because its holder has left: SHA-256 of the text as it was sent, so that chain
-- and daily proof still hold. Only what the hub has acknowledged is changed so, and its length stays.
ALTER TABLE outbox_event ADD COLUMN digest BLOB CHECK (length(digest) = 32);

DROP TRIGGER outbox_event_is_never_changed;

CREATE TRIGGER outbox_event_is_never_changed
BEFORE UPDATE ON outbox_event
WHEN NEW.digest IS NULL
  OR OLD.digest IS NOT NULL AND OLD.digest <> NEW.digest
  OR length(NEW.text) <> length(OLD.text)
  OR NEW.store <> OLD.store
  OR NEW.lane <> OLD.lane
  OR NEW.sequence <> OLD.sequence
  OR NEW.chain <> OLD.chain
  OR NEW.appended_at <> OLD.appended_at
  OR OLD.sequence > (SELECT through FROM outbox_lane WHERE store = OLD.store AND lane = OLD.lane)
BEGIN
  SELECT RAISE(ABORT, 'an outbox row is never changed, but for the names of people who have left');
END;
