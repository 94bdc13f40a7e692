-- Kept. Whose values are in which boxes of the inbox (org.doorstep.hub.keeping): one row for each pass or card. While it is
-- somebody's, it has the name and the key of their boxes; once they have left it has neither, and a surrogate by chance
-- stands for the name wherever it is counted. `made_at` tells a name that left from the same one that began again.
CREATE TABLE keeper (
  id        INTEGER PRIMARY KEY,
  kind      TEXT NOT NULL CHECK (kind IN ('code', 'card')),
  name      TEXT NULL UNIQUE,
  key       BLOB NULL CHECK (length(key) = 32),
  surrogate TEXT NULL UNIQUE,
  made_at   INTEGER NOT NULL,
  erased_at INTEGER NULL,
  CHECK ((name IS NULL) = (key IS NULL)),
  CHECK ((name IS NULL) = (surrogate IS NOT NULL)),
  CHECK ((name IS NULL) = (erased_at IS NOT NULL))
) STRICT;

CREATE TRIGGER keeper_is_erased_for_good
BEFORE UPDATE ON keeper
WHEN OLD.surrogate IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'who has left is not called back');
END;

-- Kept. Somebody left, by the receipt that they have: nothing of whom. `done_at` is when the last of it was gone from this
-- hub's own files and from its second copy.
CREATE TABLE erasure (
  receipt  TEXT    NOT NULL PRIMARY KEY,
  asked_at INTEGER NOT NULL,
  at       INTEGER NOT NULL,
  done_at  INTEGER NULL
) STRICT, WITHOUT ROWID;
