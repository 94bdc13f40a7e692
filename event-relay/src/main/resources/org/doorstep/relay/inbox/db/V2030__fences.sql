-- A device that was shut out: stolen, lost or replaced. While `succeeded_at` is empty nobody has its name, and whatever
-- comes under it is set aside; afterwards only what comes of the stores that it had. `because` is a reason's name.
CREATE TABLE inbox_fence (
  number INTEGER PRIMARY KEY,
  device TEXT NOT NULL,
  because TEXT NOT NULL,
  shut_at INTEGER NOT NULL,
  succeeded_at INTEGER
) STRICT;

CREATE UNIQUE INDEX inbox_fence_standing ON inbox_fence (device) WHERE succeeded_at IS NULL;

-- The stores that such a device had, as far as they were ever heard of.
CREATE TABLE inbox_fenced_store (
  device TEXT NOT NULL,
  store TEXT NOT NULL CHECK (length(store) = 32),
  fence INTEGER NOT NULL REFERENCES inbox_fence (number),
  PRIMARY KEY (device, store)
) STRICT, WITHOUT ROWID;

-- What came behind a fence: in the inbox, in its place and under its id, and counted as nothing until a person has
-- looked. Its row there says 'unprojected', and so does one that a person lets count, until it has been. `at` is the
-- device's own time, of the anonymous lane its date.
CREATE TABLE inbox_aside (
  position INTEGER PRIMARY KEY REFERENCES inbox_event (position),
  fence INTEGER NOT NULL REFERENCES inbox_fence (number),
  lane TEXT NOT NULL,
  at INTEGER NOT NULL,
  verdict TEXT NOT NULL DEFAULT 'waiting' CHECK (verdict IN ('waiting', 'counts', 'left-out'))
) STRICT;

CREATE INDEX inbox_aside_waiting ON inbox_aside (fence, lane, at) WHERE verdict <> 'counts';
