-- Projected. One start of a device as one of its stores tells it: the first and last row and uptime that are here, and
-- the earliest of its rows that knew its time within a bound ("known").
CREATE TABLE boot (
  id             INTEGER PRIMARY KEY,
  device         TEXT NOT NULL,
  store          TEXT NOT NULL,
  boot           TEXT NOT NULL,
  first_sequence INTEGER NOT NULL,
  last_sequence  INTEGER NOT NULL CHECK (last_sequence >= first_sequence),
  last_uptime_ms INTEGER NOT NULL,
  known_uptime_ms INTEGER NULL,
  known_at        INTEGER NULL,
  known_bound_ms  INTEGER NULL,
  UNIQUE (device, store, boot)
) STRICT;

CREATE INDEX boot_by_sequence ON boot (device, store, first_sequence);

-- Projected. Taps and guests whose device did not know the time well by itself, and the interval that follows from all
-- that is known now. `own_bound_ms` is what the device said, 2147483647 for nothing.
CREATE TABLE undated (
  event        TEXT NOT NULL PRIMARY KEY,
  boot         INTEGER NOT NULL REFERENCES boot (id),
  uptime_ms    INTEGER NOT NULL,
  raw_at       INTEGER NOT NULL,
  own_bound_ms INTEGER NOT NULL,
  at           INTEGER NOT NULL,
  earliest     INTEGER NOT NULL CHECK (earliest <= at),
  latest       INTEGER NOT NULL CHECK (latest >= at)
) STRICT, WITHOUT ROWID;

CREATE INDEX undated_by_boot ON undated (boot);

-- Kept. Where a person has put a tap or a guest whose time was not sure.
CREATE TABLE placed_by_hand (
  event   TEXT NOT NULL PRIMARY KEY,
  session TEXT NOT NULL,
  at      INTEGER NOT NULL,
  by_name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- `bound_ms`: how far `at` can be out where the device knew; of the others the interval is in `undated`.
ALTER TABLE tap ADD COLUMN bound_ms INTEGER NOT NULL DEFAULT 0 CHECK (bound_ms >= 0);
ALTER TABLE guest ADD COLUMN bound_ms INTEGER NOT NULL DEFAULT 0 CHECK (bound_ms >= 0);
ALTER TABLE guest ADD COLUMN raw_at INTEGER NOT NULL DEFAULT 0;
UPDATE guest SET raw_at = at;

-- Few, and asked for on every opening of the first page.
CREATE INDEX tap_unsure ON tap (at) WHERE unsure = 1;
CREATE INDEX guest_unsure ON guest (at) WHERE unsure = 1;
