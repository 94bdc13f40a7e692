-- A season for which groups ask for times of the week: ASKING until there is a plan, PROPOSED until it is PUBLISHED.
CREATE TABLE season (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  first_date TEXT NOT NULL CHECK (first_date GLOB '????-??-??'),
  last_date  TEXT NOT NULL CHECK (last_date GLOB '????-??-??' AND last_date >= first_date),
  in_term    INTEGER NOT NULL CHECK (in_term IN (0, 1)),
  state      TEXT NOT NULL CHECK (state IN ('ASKING', 'PROPOSED', 'PUBLISHED'))
) STRICT;

-- What a group asked for: for its first, second … time of the week, its choices in order.
CREATE TABLE season_wish (
  season   INTEGER NOT NULL REFERENCES season (id),
  party    INTEGER NOT NULL REFERENCES party (id),
  number   INTEGER NOT NULL CHECK (number BETWEEN 1 AND 5),
  choice   INTEGER NOT NULL CHECK (choice BETWEEN 1 AND 3),
  bookable TEXT NOT NULL REFERENCES bookable (id),
  weekday  INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  starts   TEXT NOT NULL CHECK (starts GLOB '[0-2][0-9]:[0-5][0-9]'),
  ends     TEXT NOT NULL CHECK (ends GLOB '[0-2][0-9]:[0-5][0-9]' AND ends > starts),
  asked_at INTEGER NOT NULL,
  PRIMARY KEY (season, party, number, choice)
) STRICT, WITHOUT ROWID;

-- What the plan gives for it: a CHOICE of theirs, a time INSTEAD, NOTHING, or what somebody put there BY_HAND. `rivals`
-- are the groups that came after it, `because` why. `series` is what it became once published, 0 before.
CREATE TABLE season_slot (
  season   INTEGER NOT NULL REFERENCES season (id),
  party    INTEGER NOT NULL REFERENCES party (id),
  number   INTEGER NOT NULL CHECK (number BETWEEN 1 AND 5),
  verdict  TEXT NOT NULL CHECK (verdict IN ('CHOICE', 'INSTEAD', 'NOTHING', 'BY_HAND')),
  choice   INTEGER NOT NULL DEFAULT 0,
  bookable TEXT NULL REFERENCES bookable (id),
  weekday  INTEGER NULL CHECK (weekday BETWEEN 1 AND 7),
  starts   TEXT NULL,
  ends     TEXT NULL CHECK (ends > starts),
  because  TEXT NOT NULL,
  rivals   TEXT NOT NULL,
  series   INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (season, party, number),
  CHECK ((bookable IS NULL) = (weekday IS NULL) AND (bookable IS NULL) = (starts IS NULL)
         AND (bookable IS NULL) = (ends IS NULL))
) STRICT, WITHOUT ROWID;
