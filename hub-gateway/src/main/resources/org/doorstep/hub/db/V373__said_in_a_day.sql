-- Projected. How often something was said in residents' names at a device, by the day on which it came here: `what` is
-- left, denied, claimed or added.
CREATE TABLE said_in_day (
  device TEXT NOT NULL,
  day    TEXT NOT NULL,
  what   TEXT NOT NULL,
  times  INTEGER NOT NULL,
  PRIMARY KEY (device, day, what)
) STRICT, WITHOUT ROWID;

-- Kept. Days of devices on which more was said than goes by itself, and a person let it count.
CREATE TABLE said_let_count (
  device  TEXT NOT NULL,
  day     TEXT NOT NULL,
  at      INTEGER NOT NULL,
  by_name TEXT NOT NULL,
  PRIMARY KEY (device, day)
) STRICT, WITHOUT ROWID;
