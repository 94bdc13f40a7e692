-- Stores that have ended because their database broke, as the device's own later event at `position` says. `lost` counts
-- the rows that the device has no more and that were not here either when it came.
CREATE TABLE inbox_salvaged (
  position INTEGER PRIMARY KEY REFERENCES inbox_event (position),
  device TEXT NOT NULL,
  store TEXT NOT NULL,
  lane TEXT NOT NULL,
  last INTEGER NOT NULL,
  saved INTEGER NOT NULL,
  lost INTEGER NOT NULL,
  at INTEGER NOT NULL,
  reason TEXT NOT NULL
) STRICT;

CREATE INDEX inbox_salvaged_store ON inbox_salvaged (device, store, lane);
