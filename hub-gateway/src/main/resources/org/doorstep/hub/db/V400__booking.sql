-- Rooms and tools. Everything here is kept: it has no other source. `starts`, `ends` and `booked_until` are whole minutes
-- since 1970 in UTC, from the first to before the second; every other instant is in milliseconds; minutes of a day are
-- local. What is absent is '' or 0 where a column may not be NULL.

-- What people choose: a room, half of a hall, all of it, a strimmer, so many of the folding tables, a kit.
CREATE TABLE bookable (
  id               TEXT NOT NULL PRIMARY KEY
                   CHECK (length(id) BETWEEN 1 AND 32 AND id NOT GLOB '*[^a-z0-9-]*' AND id NOT GLOB '-*'),
  kind             TEXT NOT NULL CHECK (kind IN ('place', 'tool')),
  title            TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 80),
  place            TEXT NOT NULL DEFAULT '' CHECK (length(place) <= 80),
  picture          TEXT NOT NULL DEFAULT '' CHECK (length(picture) <= 32),
  capacity         INTEGER NOT NULL DEFAULT 0 CHECK (capacity >= 0),
  takes            TEXT NOT NULL CHECK (takes IN ('all', 'some')),
  before_minutes   INTEGER NOT NULL DEFAULT 0 CHECK (before_minutes BETWEEN 0 AND 1440),
  after_minutes    INTEGER NOT NULL DEFAULT 0 CHECK (after_minutes BETWEEN 0 AND 1440),
  step_minutes     INTEGER NOT NULL CHECK (step_minutes BETWEEN 1 AND 1440),
  shortest_minutes INTEGER NOT NULL CHECK (shortest_minutes >= 1),
  longest_minutes  INTEGER NOT NULL CHECK (longest_minutes >= shortest_minutes AND longest_minutes <= 44640),
  ahead_days       INTEGER NOT NULL CHECK (ahead_days BETWEEN 0 AND 800),
  who              TEXT NOT NULL CHECK (who IN ('anybody', 'staff')),
  approval         INTEGER NOT NULL DEFAULT 0 CHECK (approval IN (0, 1)),
  from_home        INTEGER NOT NULL DEFAULT 0 CHECK (from_home IN (0, 1)),
  walk_up          TEXT NOT NULL DEFAULT '',
  walk_up_share    INTEGER NOT NULL DEFAULT 0 CHECK (walk_up_share >= 0),
  induction        TEXT NOT NULL DEFAULT '' CHECK (length(induction) <= 32),
  retired          INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1))
) STRICT;

-- A leaf: one thing that only one may have at a time. `label` is what its QR says, if it has one; an unsafe one is given
-- to nobody.
CREATE TABLE unit (
  id     INTEGER PRIMARY KEY,
  name   TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  label  TEXT NULL CHECK (length(label) BETWEEN 1 AND 64),
  unsafe INTEGER NOT NULL DEFAULT 0 CHECK (unsafe IN (0, 1))
) STRICT;

-- Beside the table, and not in it, so that they can be set aside while a database is filled from its second copy, whose
-- rows come in any order.
CREATE UNIQUE INDEX unit_by_name ON unit (name);
CREATE UNIQUE INDEX unit_by_label ON unit (label) WHERE label IS NOT NULL;

-- One unit may be in several: half a hall in "Hall A" and in "Whole hall".
CREATE TABLE bookable_unit (
  bookable TEXT NOT NULL REFERENCES bookable (id),
  unit     INTEGER NOT NULL REFERENCES unit (id),
  PRIMARY KEY (bookable, unit)
) STRICT, WITHOUT ROWID;

CREATE INDEX bookable_unit_by_unit ON bookable_unit (unit);

-- What a kit has beside units of its own: so many of another bookable, which is no kit.
CREATE TABLE kit_part (
  kit   TEXT NOT NULL REFERENCES bookable (id),
  part  TEXT NOT NULL REFERENCES bookable (id) CHECK (part <> kit),
  count INTEGER NOT NULL CHECK (count BETWEEN 1 AND 500),
  PRIMARY KEY (kit, part)
) STRICT, WITHOUT ROWID;

-- When it can be booked: by a bookable's own lines if it has any, else by the hub's (bookable ''); where nobody has said
-- any, always. `closes` may be past midnight, up to the end of the next day.
CREATE TABLE open_hours (
  bookable TEXT NOT NULL,
  weekday  INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  opens    INTEGER NOT NULL CHECK (opens BETWEEN 0 AND 1439),
  closes   INTEGER NOT NULL CHECK (closes > opens AND closes <= 2880),
  PRIMARY KEY (bookable, weekday, opens)
) STRICT, WITHOUT ROWID;

-- Not then, and why: of everything if bookable is ''.
CREATE TABLE closure (
  id       INTEGER PRIMARY KEY,
  bookable TEXT NOT NULL DEFAULT '',
  starts   INTEGER NOT NULL,
  ends     INTEGER NOT NULL CHECK (ends > starts),
  reason   TEXT NOT NULL CHECK (length(reason) <= 200)
) STRICT;

CREATE INDEX closure_by_end ON closure (ends);

-- While somebody of the one kind has `bookable`, nobody of the other kind may have `other`: the crèche and an outside
-- hire. A kind is a party's, or 'resident'.
CREATE TABLE apart (
  id         INTEGER PRIMARY KEY,
  bookable   TEXT NOT NULL REFERENCES bookable (id),
  party_kind TEXT NOT NULL CHECK (party_kind IN ('resident', 'hub', 'community', 'outside', 'children')),
  other      TEXT NOT NULL REFERENCES bookable (id),
  other_kind TEXT NOT NULL CHECK (other_kind IN ('resident', 'hub', 'community', 'outside', 'children')),
  reason     TEXT NOT NULL CHECK (length(reason) <= 200)
) STRICT;

-- A group that books; never a person. `feed` is the secret part of its calendar's address, if it has one.
CREATE TABLE party (
  id      INTEGER PRIMARY KEY,
  name    TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  kind    TEXT NOT NULL CHECK (kind IN ('hub', 'community', 'outside', 'children')),
  feed    TEXT NULL,
  retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1))
) STRICT;

CREATE UNIQUE INDEX party_by_name ON party (name);
CREATE UNIQUE INDEX party_by_feed ON party (feed) WHERE feed IS NOT NULL;

-- How much one may have; 0: as much as they like. The good hours are those of the evening from Monday to Friday and all
-- open hours of Saturday and Sunday, unless somebody says otherwise: `good_days` has a bit for each day, Monday the lowest.
CREATE TABLE booking_rules (
  only            INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
  most_open       INTEGER NOT NULL CHECK (most_open >= 0),
  hours_a_week    INTEGER NOT NULL CHECK (hours_a_week >= 0),
  fair_share      INTEGER NOT NULL CHECK (fair_share BETWEEN 0 AND 100),
  good_days       INTEGER NOT NULL CHECK (good_days BETWEEN 0 AND 127),
  good_from       INTEGER NOT NULL CHECK (good_from BETWEEN 0 AND 1439),
  good_until      INTEGER NOT NULL CHECK (good_until > good_from AND good_until <= 1440)
) STRICT;

INSERT INTO booking_rules (only, most_open, hours_a_week, fair_share, good_days, good_from, good_until)
VALUES (1, 6, 12, 40, 31, 1020, 1320);

-- By chance anew with each change of what stands above, so that whoever keeps it in memory sees that it is old, even
-- after a change that was taken back.
CREATE TABLE units_version (
  only    INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
  version INTEGER NOT NULL
) STRICT;

INSERT INTO units_version (only, version) VALUES (1, 0);

-- What a person or a group has, had, or wanted. `pass` is named as in the table `pass`, which is made again; '' once who
-- had it has left, or for a group. `code` is what is read aloud: '' if nobody does (a series), and passed on to another
-- booking once this one is over. `booked_until` is when it would have ended before it was released, 0 if it was not.
CREATE TABLE booking (
  id           INTEGER PRIMARY KEY,
  request      TEXT NOT NULL UNIQUE,
  code         TEXT NOT NULL CHECK (code NOT GLOB '*[^0-9]*' AND length(code) <= 6),
  bookable     TEXT NOT NULL REFERENCES bookable (id),
  count        INTEGER NOT NULL CHECK (count >= 1),
  people       INTEGER NOT NULL DEFAULT 0 CHECK (people >= 0),
  pass         TEXT NOT NULL DEFAULT '',
  party        INTEGER NULL REFERENCES party (id),
  title        TEXT NOT NULL DEFAULT '' CHECK (length(title) <= 80),
  starts       INTEGER NOT NULL,
  ends         INTEGER NOT NULL CHECK (ends > starts),
  state        TEXT NOT NULL
               CHECK (state IN ('asked', 'held', 'booked', 'cancelled', 'refused', 'lost', 'released')),
  held_until   INTEGER NOT NULL DEFAULT 0,
  origin       TEXT NOT NULL CHECK (origin IN ('kiosk', 'lease', 'web', 'staff', 'series', 'import')),
  device       TEXT NOT NULL DEFAULT '',
  made_at      INTEGER NOT NULL,
  series       INTEGER NOT NULL DEFAULT 0,
  occurrence   TEXT NOT NULL DEFAULT '',
  reason       TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 200),
  used         INTEGER NOT NULL DEFAULT 0 CHECK (used IN (0, 1)),
  booked_until INTEGER NOT NULL DEFAULT 0,
  over_at      INTEGER NOT NULL GENERATED ALWAYS AS (ends * 60000) VIRTUAL,
  CHECK (pass = '' OR party IS NULL),
  CHECK ((state = 'held') = (held_until > 0))
) STRICT;

CREATE UNIQUE INDEX booking_by_code ON booking (code) WHERE code <> '';
CREATE INDEX booking_by_pass ON booking (pass, ends) WHERE pass <> '';
CREATE INDEX booking_by_party ON booking (party, ends) WHERE party IS NOT NULL;
CREATE INDEX booking_by_start ON booking (starts);
CREATE INDEX booking_by_series ON booking (series, occurrence) WHERE series <> 0;
CREATE INDEX booking_held ON booking (held_until) WHERE state = 'held';
CREATE INDEX booking_asked ON booking (starts) WHERE state = 'asked';

-- Today's free cells of a bookable, given to one device, which may give them away alone. Its id is its epoch.
CREATE TABLE lease (
  id            INTEGER PRIMARY KEY,
  device        TEXT NOT NULL,
  bookable      TEXT NOT NULL REFERENCES bookable (id),
  day           TEXT NOT NULL CHECK (day GLOB '????-??-??'),
  granted_at    INTEGER NOT NULL,
  expires_at    INTEGER NOT NULL,
  bound         INTEGER NOT NULL CHECK (bound >= 0),
  given_back_at INTEGER NULL
) STRICT;

CREATE INDEX lease_out ON lease (device) WHERE given_back_at IS NULL;

-- A unit taken for a time, buffers inside it, by a booking or by a lease. No two of one unit overlap: the triggers see to
-- it, whoever writes. Among claims that do not overlap the last to start before an instant is also the last to end, so
-- one look at one row says it.
CREATE TABLE claim (
  unit    INTEGER NOT NULL REFERENCES unit (id),
  starts  INTEGER NOT NULL,
  ends    INTEGER NOT NULL CHECK (ends > starts),
  booking INTEGER NULL REFERENCES booking (id),
  lease   INTEGER NULL REFERENCES lease (id),
  PRIMARY KEY (unit, starts),
  CHECK ((booking IS NULL) <> (lease IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX claim_by_booking ON claim (booking) WHERE booking IS NOT NULL;
CREATE INDEX claim_by_lease ON claim (lease) WHERE lease IS NOT NULL;

CREATE TRIGGER claim_is_alone_when_made
BEFORE INSERT ON claim
WHEN (SELECT ends FROM claim WHERE unit = NEW.unit AND starts < NEW.ends ORDER BY starts DESC LIMIT 1) > NEW.starts
BEGIN
  SELECT RAISE(ABORT, 'that unit is claimed for that time already');
END;

CREATE TRIGGER claim_is_alone_when_changed
BEFORE UPDATE ON claim
WHEN (SELECT ends
      FROM claim
      WHERE unit = NEW.unit AND starts < NEW.ends AND NOT (unit = OLD.unit AND starts = OLD.starts)
      ORDER BY starts DESC
      LIMIT 1) > NEW.starts
BEGIN
  SELECT RAISE(ABORT, 'that unit is claimed for that time already');
END;

-- A booking that is none any more has no claims, whoever wrote that.
CREATE TRIGGER booking_ends_with_its_claims
AFTER UPDATE OF state ON booking
WHEN NEW.state IN ('cancelled', 'refused', 'lost', 'released')
BEGIN
  DELETE FROM claim WHERE booking = NEW.id;
END;

CREATE TRIGGER claim_is_of_a_booking_that_stands
BEFORE INSERT ON claim
WHEN NEW.booking IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM booking WHERE id = NEW.booking AND state IN ('asked', 'held', 'booked'))
BEGIN
  SELECT RAISE(ABORT, 'that booking is over and claims nothing');
END;

-- Who leaves takes the name of their pass along, and no booking has it any longer.
CREATE TRIGGER booking_lets_go_of_a_pass
AFTER UPDATE OF name ON pass
WHEN NEW.name <> OLD.name
BEGIN
  UPDATE booking SET pass = '' WHERE pass = OLD.name;
END;

-- Each change of what is kept in memory.
CREATE TRIGGER bookable_insert_is_seen AFTER INSERT ON bookable BEGIN UPDATE units_version SET version = random(); END;
CREATE TRIGGER bookable_update_is_seen AFTER UPDATE ON bookable BEGIN UPDATE units_version SET version = random(); END;
CREATE TRIGGER bookable_delete_is_seen AFTER DELETE ON bookable BEGIN UPDATE units_version SET version = random(); END;
CREATE TRIGGER unit_insert_is_seen AFTER INSERT ON unit BEGIN UPDATE units_version SET version = random(); END;
CREATE TRIGGER unit_update_is_seen AFTER UPDATE ON unit BEGIN UPDATE units_version SET version = random(); END;
CREATE TRIGGER unit_delete_is_seen AFTER DELETE ON unit BEGIN UPDATE units_version SET version = random(); END;
CREATE TRIGGER bookable_unit_insert_is_seen AFTER INSERT ON bookable_unit BEGIN UPDATE units_version SET version = random(); END;
CREATE TRIGGER bookable_unit_update_is_seen AFTER UPDATE ON bookable_unit BEGIN UPDATE units_version SET version = random(); END;
CREATE TRIGGER bookable_unit_delete_is_seen AFTER DELETE ON bookable_unit BEGIN UPDATE units_version SET version = random(); END;
CREATE TRIGGER kit_part_insert_is_seen AFTER INSERT ON kit_part BEGIN UPDATE units_version SET version = random(); END;
CREATE TRIGGER kit_part_update_is_seen AFTER UPDATE ON kit_part BEGIN UPDATE units_version SET version = random(); END;
CREATE TRIGGER kit_part_delete_is_seen AFTER DELETE ON kit_part BEGIN UPDATE units_version SET version = random(); END;
CREATE TRIGGER open_hours_insert_is_seen AFTER INSERT ON open_hours BEGIN UPDATE units_version SET version = random(); END;
CREATE TRIGGER open_hours_update_is_seen AFTER UPDATE ON open_hours BEGIN UPDATE units_version SET version = random(); END;
CREATE TRIGGER open_hours_delete_is_seen AFTER DELETE ON open_hours BEGIN UPDATE units_version SET version = random(); END;
CREATE TRIGGER closure_insert_is_seen AFTER INSERT ON closure BEGIN UPDATE units_version SET version = random(); END;
CREATE TRIGGER closure_update_is_seen AFTER UPDATE ON closure BEGIN UPDATE units_version SET version = random(); END;
CREATE TRIGGER closure_delete_is_seen AFTER DELETE ON closure BEGIN UPDATE units_version SET version = random(); END;
CREATE TRIGGER apart_insert_is_seen AFTER INSERT ON apart BEGIN UPDATE units_version SET version = random(); END;
CREATE TRIGGER apart_update_is_seen AFTER UPDATE ON apart BEGIN UPDATE units_version SET version = random(); END;
CREATE TRIGGER apart_delete_is_seen AFTER DELETE ON apart BEGIN UPDATE units_version SET version = random(); END;
CREATE TRIGGER party_insert_is_seen AFTER INSERT ON party BEGIN UPDATE units_version SET version = random(); END;
CREATE TRIGGER party_update_is_seen AFTER UPDATE ON party BEGIN UPDATE units_version SET version = random(); END;
CREATE TRIGGER party_delete_is_seen AFTER DELETE ON party BEGIN UPDATE units_version SET version = random(); END;
CREATE TRIGGER booking_rules_insert_is_seen AFTER INSERT ON booking_rules BEGIN UPDATE units_version SET version = random(); END;
CREATE TRIGGER booking_rules_update_is_seen AFTER UPDATE ON booking_rules BEGIN UPDATE units_version SET version = random(); END;
CREATE TRIGGER booking_rules_delete_is_seen AFTER DELETE ON booking_rules BEGIN UPDATE units_version SET version = random(); END;
