-- Who waits, who lost what they had, who did not come: rooms and tools together. All of it is kept. A pass is named as in
-- the table `pass`, which is made again; '' for a group, and once whose it was has left.

-- Whoever wants what is taken. In order: who lost a clash before all others, then as they came. While `state` is 'offered'
-- the booking `booking` is held for them until `until`; what is over stays for its holder to be told, and goes by its age.
CREATE TABLE waiting (
  id       INTEGER PRIMARY KEY,
  request  TEXT NOT NULL,
  code     TEXT NOT NULL CHECK (length(code) = 4 AND code NOT GLOB '*[^0-9]*'),
  bookable TEXT NOT NULL REFERENCES bookable (id),
  count    INTEGER NOT NULL CHECK (count >= 1),
  people   INTEGER NOT NULL CHECK (people >= 0),
  pass     TEXT NOT NULL DEFAULT '',
  party    INTEGER NULL REFERENCES party (id),
  title    TEXT NOT NULL DEFAULT '' CHECK (length(title) <= 80),
  starts   INTEGER NOT NULL,
  ends     INTEGER NOT NULL CHECK (ends > starts),
  first    INTEGER NOT NULL CHECK (first IN (0, 1)),
  since    INTEGER NOT NULL,
  state    TEXT NOT NULL CHECK (state IN ('waiting', 'offered', 'taken', 'declined', 'lapsed', 'over', 'left')),
  booking  INTEGER NULL REFERENCES booking (id),
  until    INTEGER NULL,
  over_at  INTEGER NOT NULL GENERATED ALWAYS AS (ends * 60000) VIRTUAL,
  CHECK (pass = '' OR party IS NULL),
  CHECK (state <> 'offered' OR (booking IS NOT NULL AND until IS NOT NULL))
) STRICT;

CREATE UNIQUE INDEX waiting_by_request ON waiting (request);
CREATE INDEX waiting_open ON waiting (state, first, since) WHERE state IN ('waiting', 'offered');
CREATE INDEX waiting_by_pass ON waiting (pass) WHERE pass <> '';

-- Whoever was told "Saved" or "Booked" away from the hub, and somebody else had it first; or had it here, and it could not
-- be kept for them. `waiting` is their first place in the queue, `instead` what they have now. Nobody is dropped in
-- silence: a clash is open until its holder was told or a person has seen to it.
CREATE TABLE clash (
  id       INTEGER PRIMARY KEY,
  request  TEXT NOT NULL,
  code     TEXT NOT NULL DEFAULT '' CHECK (length(code) <= 6),
  why      TEXT NOT NULL CHECK (why IN ('first', 'unsafe', 'late', 'changed')),
  bookable TEXT NOT NULL REFERENCES bookable (id),
  count    INTEGER NOT NULL CHECK (count >= 1),
  pass     TEXT NOT NULL DEFAULT '',
  party    INTEGER NULL REFERENCES party (id),
  starts   INTEGER NOT NULL,
  ends     INTEGER NOT NULL CHECK (ends > starts),
  at       INTEGER NOT NULL,
  waiting  INTEGER NULL REFERENCES waiting (id),
  instead  INTEGER NULL REFERENCES booking (id),
  told_at  INTEGER NULL,
  seen_at  INTEGER NULL,
  seen_by  TEXT NOT NULL DEFAULT '',
  note     TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 200),
  CHECK (pass = '' OR party IS NULL)
) STRICT;

CREATE UNIQUE INDEX clash_by_request ON clash (request);
CREATE INDEX clash_by_pass ON clash (pass) WHERE pass <> '';

-- A booking to which nobody came. What was left of it is free again; `came_at` says that they came after all, as far as
-- is known since, and then it counts for nothing. `reset_at`: a person has said that it is forgotten.
CREATE TABLE no_show (
  booking  INTEGER NOT NULL PRIMARY KEY REFERENCES booking (id),
  pass     TEXT NOT NULL DEFAULT '',
  party    INTEGER NULL REFERENCES party (id),
  at       INTEGER NOT NULL,
  by_name  TEXT NOT NULL DEFAULT '',
  came_at  INTEGER NULL,
  reset_at INTEGER NULL,
  reset_by TEXT NOT NULL DEFAULT '',
  told_at  INTEGER NULL,
  CHECK (pass = '' OR party IS NULL)
) STRICT;

CREATE INDEX no_show_by_pass ON no_show (pass) WHERE pass <> '';
