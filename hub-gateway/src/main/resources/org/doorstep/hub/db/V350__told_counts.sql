-- Kept: the counts behind what was told of a day or week, as they were when it was told (or those near by of which the
-- rule makes what was told). What comes late is counted against them and told for itself. Exact, and never sent; lost,
-- the nearest count to what was told takes its place.
CREATE TABLE told_count (
  figure   TEXT    NOT NULL,
  activity TEXT    NOT NULL,
  period   TEXT    NOT NULL CHECK (period IN ('day', 'week')),
  starts   TEXT    NOT NULL CHECK (starts GLOB '????-??-??'),
  count    INTEGER NOT NULL CHECK (count >= 0),
  PRIMARY KEY (figure, starts, period, activity)
) STRICT, WITHOUT ROWID;

-- Kept: at which of its fixed days a week was looked at last for what came late.
CREATE TABLE told_week (
  figure TEXT    NOT NULL,
  monday TEXT    NOT NULL CHECK (monday GLOB '????-??-??'),
  look   INTEGER NOT NULL CHECK (look >= 0),
  PRIMARY KEY (figure, monday)
) STRICT, WITHOUT ROWID;
