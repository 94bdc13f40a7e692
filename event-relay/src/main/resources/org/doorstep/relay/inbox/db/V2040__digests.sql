-- SHA-256 of each text as it came. Marks, chains, conflicts and proofs go by it and need the text no more, so that what is
-- personal in a text can be put out of reach without any of them ceasing to hold. Rows of before have none until the
-- program has next opened the file.
ALTER TABLE inbox_event ADD COLUMN digest BLOB CHECK (length(digest) = 32);

CREATE INDEX inbox_event_without_digest ON inbox_event (position) WHERE digest IS NULL;

CREATE TRIGGER inbox_event_digest_is_set_once
BEFORE UPDATE OF digest ON inbox_event
WHEN OLD.digest IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'a digest is set once');
END;
