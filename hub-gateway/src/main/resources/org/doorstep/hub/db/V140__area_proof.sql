-- How this hub's ledger and what the area holds were compared last (docs/decisions/0037). No row: not yet.
-- `mended` and `mended_at` are of the last comparison that set anything right; 0 for none.
CREATE TABLE area_proof (
  one         INTEGER PRIMARY KEY CHECK (one = 1),
  ledger      TEXT    NOT NULL,
  rows        INTEGER NOT NULL CHECK (rows >= 0),
  result      TEXT    NOT NULL CHECK (result IN ('agrees', 'differs', 'ledger-broken', 'too-old')),
  remaining   INTEGER NOT NULL CHECK (remaining >= 0),
  compared_at INTEGER NOT NULL,
  mended      INTEGER NOT NULL CHECK (mended >= 0),
  mended_at   INTEGER NOT NULL
) STRICT;

-- Kept for some months where mended, until the next comparison where not: the figures on which they differed.
-- `held` is what the area held or showed, as a shown count; '' for nothing.
CREATE TABLE area_proof_difference (
  id       INTEGER PRIMARY KEY,
  figure   TEXT    NOT NULL,
  activity TEXT    NOT NULL,
  period   TEXT    NOT NULL CHECK (period IN ('day', 'week')),
  starts   TEXT    NOT NULL CHECK (starts GLOB '????-??-??'),
  version  INTEGER NOT NULL,
  what     TEXT    NOT NULL,
  held     TEXT    NOT NULL,
  mended   INTEGER NOT NULL CHECK (mended IN (0, 1)),
  found_at INTEGER NOT NULL
) STRICT;

CREATE INDEX area_proof_difference_found ON area_proof_difference (found_at);
