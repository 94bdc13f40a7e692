-- Kept for some months: what a kiosk and this hub have of one day (UTC, by the events' raw times), by store and lane.
CREATE TABLE daily_proof (
  device      TEXT NOT NULL,
  day         TEXT NOT NULL CHECK (day GLOB '????-??-??'),
  store       TEXT NOT NULL,
  lane        TEXT NOT NULL CHECK (lane IN ('attendance', 'member', 'booking')),
  count       INTEGER NOT NULL,
  count_here  INTEGER NOT NULL,
  agrees      INTEGER NOT NULL CHECK (agrees IN (0, 1)),
  compared_at INTEGER NOT NULL,
  PRIMARY KEY (device, day, store, lane)
) STRICT, WITHOUT ROWID;

-- Where they differ, as far as it was narrowed down.
CREATE TABLE daily_proof_difference (
  device   TEXT NOT NULL,
  day      TEXT NOT NULL,
  store    TEXT NOT NULL,
  lane     TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  what     TEXT NOT NULL CHECK (what IN ('only there', 'only here', 'other bytes')),
  PRIMARY KEY (device, day, store, lane, sequence)
) STRICT, WITHOUT ROWID;
