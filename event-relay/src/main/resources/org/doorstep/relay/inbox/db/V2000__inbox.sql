-- The hub's database names itself by chance, so that a device can tell a restored or new one from the one it knew.
CREATE TABLE inbox_hub (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  incarnation TEXT NOT NULL CHECK (length(incarnation) = 32),
  began_at INTEGER NOT NULL
) STRICT;

-- One row for each (device, store, lane). All rows up to `through` are here (or declared lost), and `chain` is theirs;
-- `highest` is the highest that is here; `stated` is the last that the device says it has.
CREATE TABLE inbox_stream (
  number INTEGER PRIMARY KEY,
  device TEXT NOT NULL,
  store TEXT NOT NULL CHECK (length(store) = 32),
  lane TEXT NOT NULL CHECK (lane IN ('attendance', 'member', 'booking', 'anonymous')),
  through INTEGER NOT NULL DEFAULT 0 CHECK (through >= 0),
  chain BLOB NOT NULL DEFAULT (zeroblob(32)) CHECK (length(chain) = 32),
  highest INTEGER NOT NULL DEFAULT 0 CHECK (highest >= through),
  stated INTEGER NOT NULL DEFAULT 0,
  safe INTEGER NOT NULL DEFAULT 0,
  centre INTEGER NOT NULL DEFAULT 0,
  began_at INTEGER NOT NULL,
  heard_at INTEGER NOT NULL,
  parted_at INTEGER,
  UNIQUE (device, store, lane)
) STRICT;

-- Every event, as its bytes came. `position` counts in the order of arrival and is what projections and cursors use.
-- `id` is empty where the row is not counted under it: issued again under a new store, or set aside unread.
CREATE TABLE inbox_event (
  position INTEGER PRIMARY KEY,
  stream INTEGER NOT NULL REFERENCES inbox_stream (number),
  sequence INTEGER NOT NULL CHECK (sequence > 0),
  id BLOB UNIQUE CHECK (length(id) = 16),
  state TEXT NOT NULL CHECK (state IN ('projected', 'unprojected', 'unknown', 'again', 'unreadable')),
  received_at INTEGER NOT NULL,
  text BLOB NOT NULL,
  chain BLOB CHECK (length(chain) = 32),
  note TEXT,
  UNIQUE (stream, sequence)
) STRICT;

CREATE INDEX inbox_event_awaiting ON inbox_event (state, position) WHERE state IN ('unprojected', 'unknown');

-- Ranges that a device has declared gone for good, by the event at `sequence`.
CREATE TABLE inbox_lost (
  stream INTEGER NOT NULL REFERENCES inbox_stream (number),
  sequence INTEGER NOT NULL,
  first INTEGER NOT NULL CHECK (first > 0),
  last INTEGER NOT NULL CHECK (last >= first),
  PRIMARY KEY (stream, sequence)
) STRICT, WITHOUT ROWID;

-- What a person should look at. A text that is also in inbox_event (position) is not kept twice.
CREATE TABLE inbox_quarantine (
  number INTEGER PRIMARY KEY,
  device TEXT NOT NULL,
  store TEXT NOT NULL,
  lane TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  reason TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  position INTEGER REFERENCES inbox_event (position),
  text BLOB,
  digest BLOB NOT NULL CHECK (length(digest) = 32),
  times INTEGER NOT NULL DEFAULT 1,
  CHECK ((position IS NULL) <> (text IS NULL)),
  UNIQUE (device, store, lane, sequence, digest)
) STRICT;

CREATE TABLE inbox_refusal (
  device TEXT NOT NULL,
  reason TEXT NOT NULL,
  times INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (device, reason)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER inbox_event_is_never_deleted
BEFORE DELETE ON inbox_event
BEGIN
  SELECT RAISE(ABORT, 'an inbox row is never deleted');
END;

CREATE TRIGGER inbox_event_is_kept_as_received
BEFORE UPDATE OF position, stream, sequence, id, received_at, text ON inbox_event
BEGIN
  SELECT RAISE(ABORT, 'an inbox row is kept as received');
END;

CREATE TRIGGER inbox_event_chain_is_set_once
BEFORE UPDATE OF chain ON inbox_event
WHEN OLD.chain IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'a chain value is set once');
END;
