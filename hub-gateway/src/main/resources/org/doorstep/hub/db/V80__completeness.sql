-- Kept: when all that a device had recorded is known to be here, as stretches of the hub's own time. Between two of a
-- device's stretches something may be missing for good; after the last one it may still come.
CREATE TABLE device_known (
  device  TEXT NOT NULL,
  from_at INTEGER NOT NULL,
  to_at   INTEGER NOT NULL CHECK (to_at >= from_at),
  PRIMARY KEY (device, from_at)
) STRICT, WITHOUT ROWID;

-- Kept: the last heartbeat that stated something: by which clock it was said, and its newest store.
CREATE TABLE device_word (
  device   TEXT NOT NULL PRIMARY KEY,
  boot     TEXT NOT NULL,
  said_ms  INTEGER NOT NULL,
  heard_at INTEGER NOT NULL,
  store    TEXT NOT NULL,
  tails    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What heartbeats stated that is not yet wholly here: at that time these were the last rows.
CREATE TABLE device_claim (
  device TEXT NOT NULL,
  at     INTEGER NOT NULL,
  tails  TEXT NOT NULL,
  PRIMARY KEY (device, at)
) STRICT, WITHOUT ROWID;
