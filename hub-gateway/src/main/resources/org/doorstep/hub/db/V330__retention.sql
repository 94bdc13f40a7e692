-- When retention ran, and what it took away (docs/decisions/0080). `waiting` is how many residents were due and were not
-- erased, because they were too many at once: a manager says whether that is right.
CREATE TABLE retention_run (
  number  INTEGER PRIMARY KEY,
  ran_at  INTEGER NOT NULL,
  waiting INTEGER NOT NULL CHECK (waiting >= 0)
) STRICT;

CREATE INDEX retention_run_at ON retention_run (ran_at);

-- Of each run, what went: whole rows, single values, or residents with all that was held of them. Counts alone.
CREATE TABLE retention_removed (
  run  INTEGER NOT NULL REFERENCES retention_run (number) ON DELETE CASCADE,
  kind TEXT    NOT NULL,
  what TEXT    NOT NULL CHECK (what IN ('rows', 'values', 'residents')),
  held TEXT    NOT NULL,
  many INTEGER NOT NULL CHECK (many > 0),
  PRIMARY KEY (run, kind, held)
) STRICT, WITHOUT ROWID;

-- Kept: each look at what is held of one pass, written before anything was shown (docs/decisions/0081). `pass` is its
-- name, empty where nobody was found or once its resident has been erased. `typed` is never kept.
CREATE TABLE look_up (
  number  INTEGER PRIMARY KEY AUTOINCREMENT,
  at      INTEGER NOT NULL,
  by_name TEXT    NOT NULL,
  by_role TEXT    NOT NULL,
  pass    TEXT    NOT NULL,
  reason  TEXT    NOT NULL CHECK (reason IN ('asked', 'lost-pass', 'mistake', 'safety', 'other')),
  note    TEXT    NOT NULL CHECK (length(note) <= 200)
) STRICT;

CREATE INDEX look_up_pass ON look_up (pass, at);
CREATE INDEX look_up_by ON look_up (by_name, at);
