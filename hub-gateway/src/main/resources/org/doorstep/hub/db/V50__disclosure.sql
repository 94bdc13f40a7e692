-- Kept: everything that ever left this hub as a figure, in the order it was released. Nothing is changed or taken
-- out: what was said cannot be unsaid, and a later release must be held against it.
-- `value` is the count as shown, NULL for suppressed (1 to 7). `chain` is SHA-256 over the chain before and the row.
CREATE TABLE release_ledger (
  number      INTEGER PRIMARY KEY CHECK (number > 0),
  figure      TEXT    NOT NULL,
  activity    TEXT    NOT NULL,
  period      TEXT    NOT NULL CHECK (period IN ('day', 'week')),
  starts      TEXT    NOT NULL CHECK (starts GLOB '????-??-??'),
  version     INTEGER NOT NULL CHECK (version > 0),
  value       INTEGER NULL CHECK (value >= 0 AND value % 5 = 0 AND value <> 5),
  complete    INTEGER NOT NULL CHECK (complete IN (0, 1)),
  released_at INTEGER NOT NULL,
  chain       TEXT    NOT NULL,
  UNIQUE (figure, activity, period, starts, version)
) STRICT;

CREATE INDEX release_ledger_by_period ON release_ledger (period, starts);

CREATE TRIGGER release_ledger_stands_update BEFORE UPDATE ON release_ledger
BEGIN
  SELECT RAISE(ABORT, 'what was released stands');
END;

CREATE TRIGGER release_ledger_stands_delete BEFORE DELETE ON release_ledger
BEGIN
  SELECT RAISE(ABORT, 'what was released stands');
END;

-- Kept: the ledger's random id. Another one is made when a restored ledger has gone another way than the area knows.
CREATE TABLE release_ledger_id (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  id  TEXT NOT NULL CHECK (length(id) = 32)
) STRICT;

-- How far the counts have been looked at for release (their revision), when, and how far the area has taken the ledger.
CREATE TABLE upstream (
  one           INTEGER PRIMARY KEY CHECK (one = 1),
  revision      INTEGER NOT NULL,
  lost          INTEGER NOT NULL,
  looked_at     INTEGER NOT NULL,
  taken_ledger  TEXT    NOT NULL,
  taken_through INTEGER NOT NULL,
  taken_at      INTEGER NOT NULL
) STRICT;

INSERT INTO upstream (one, revision, lost, looked_at, taken_ledger, taken_through, taken_at)
VALUES (1, 0, 0, 0, '', 0, 0);

-- The figures of every event up to `position` of the inbox are in the ledger up to `number`: once the area has taken
-- that number, those events are at the centre.
CREATE TABLE upstream_mark (
  number   INTEGER NOT NULL PRIMARY KEY,
  position INTEGER NOT NULL
) STRICT;
