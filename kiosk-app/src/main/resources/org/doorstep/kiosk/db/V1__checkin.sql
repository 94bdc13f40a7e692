-- What this kiosk remembers of today, so that it can say "you are already in" with nothing else reachable.
-- It is a hint for the screen; the hub's reckoning counts. Rows of other days are forgotten.

-- Somebody came: by a pass or as a guest. Here, so that a later touch can name what it belongs to.
CREATE TABLE arrival (
  event TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('pass', 'guest')),
  day TEXT NOT NULL,
  session TEXT NOT NULL,
  choosing INTEGER NOT NULL CHECK (choosing IN (0, 1)),
  adults INTEGER NOT NULL CHECK (adults BETWEEN 0 AND 20),
  children INTEGER NOT NULL CHECK (children BETWEEN 0 AND 20)
) STRICT, WITHOUT ROWID;

-- The latest counted tap of one pass in one session. The visitor is a keyed hash or a pass's random number.
CREATE TABLE visit (
  visitor TEXT NOT NULL,
  session TEXT NOT NULL,
  day TEXT NOT NULL,
  arrival TEXT NOT NULL REFERENCES arrival (event),
  here INTEGER NOT NULL CHECK (here IN (0, 1)),
  boot TEXT NOT NULL,
  uptime_ms INTEGER NOT NULL,
  wall_ms INTEGER NOT NULL,
  PRIMARY KEY (visitor, session)
) STRICT, WITHOUT ROWID;

CREATE INDEX visit_arrival ON visit (arrival);

-- Signed passes that nobody holds yet, oldest first.
CREATE TABLE blank (
  place INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE
) STRICT;

-- The last schedule that the hub sent, as it came.
CREATE TABLE kept_schedule (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  text TEXT NOT NULL
) STRICT;

-- Always empty: a row is put in and taken out to find out whether the disk takes writes again.
CREATE TABLE trial (
  at INTEGER NOT NULL
) STRICT;
