-- Bookings that come back: the rule, with local times and the zone they are in. `rhythm` as RFC 5545 writes it. Of
-- `last_date` and `times` at most one is there. `party` is NULL for the hub's own. `follows` is the series that this one
-- goes on from, 0 if from none; `ended` once no further dates are made.
CREATE TABLE series (
  id         INTEGER PRIMARY KEY,
  request    TEXT NOT NULL UNIQUE,
  bookable   TEXT NOT NULL REFERENCES bookable (id),
  count      INTEGER NOT NULL CHECK (count >= 1),
  people     INTEGER NOT NULL DEFAULT 0 CHECK (people >= 0),
  party      INTEGER NULL REFERENCES party (id),
  title      TEXT NOT NULL CHECK (length(title) <= 80),
  rhythm     TEXT NOT NULL CHECK (length(rhythm) <= 60),
  starts     TEXT NOT NULL CHECK (starts GLOB '[0-2][0-9]:[0-5][0-9]'),
  ends       TEXT NOT NULL CHECK (ends GLOB '[0-2][0-9]:[0-5][0-9]'),
  first_date TEXT NOT NULL CHECK (first_date GLOB '????-??-??'),
  last_date  TEXT NULL CHECK (last_date GLOB '????-??-??'),
  times      INTEGER NULL CHECK (times >= 1),
  in_term    INTEGER NOT NULL CHECK (in_term IN (0, 1)),
  zone       TEXT NOT NULL,
  follows    INTEGER NOT NULL DEFAULT 0,
  ended      INTEGER NOT NULL DEFAULT 0 CHECK (ended IN (0, 1)),
  made_at    INTEGER NOT NULL,
  CHECK (last_date IS NULL OR times IS NULL)
) STRICT;

-- Each date of it, and what became of it: BOOKED (what has become of that since, the booking says), TERM (out of term, in
-- the calendar's words), SKIPPED (by a person, and why), TAKEN (somebody else had it), REFUSED (by the rule of the house
-- named in `reason`).
CREATE TABLE series_day (
  series  INTEGER NOT NULL REFERENCES series (id),
  day     TEXT NOT NULL CHECK (day GLOB '????-??-??'),
  state   TEXT NOT NULL CHECK (state IN ('BOOKED', 'TERM', 'SKIPPED', 'TAKEN', 'REFUSED')),
  reason  TEXT NOT NULL CHECK (length(reason) <= 200),
  booking INTEGER NULL REFERENCES booking (id),
  PRIMARY KEY (series, day),
  CHECK ((state = 'BOOKED') = (booking IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- Which room an activity's sessions take, if the hub has said.
CREATE TABLE activity_room (
  activity TEXT NOT NULL PRIMARY KEY REFERENCES activity (id),
  bookable TEXT NOT NULL REFERENCES bookable (id)
) STRICT, WITHOUT ROWID;

-- What a session has of its room: a booking, or the rule of the house or '' (somebody else has it) why not.
CREATE TABLE session_room (
  session  TEXT NOT NULL PRIMARY KEY,
  bookable TEXT NOT NULL REFERENCES bookable (id),
  starts   INTEGER NOT NULL,
  ends     INTEGER NOT NULL CHECK (ends > starts),
  booking  INTEGER NULL REFERENCES booking (id),
  reason   TEXT NOT NULL CHECK (length(reason) <= 200)
) STRICT, WITHOUT ROWID;
