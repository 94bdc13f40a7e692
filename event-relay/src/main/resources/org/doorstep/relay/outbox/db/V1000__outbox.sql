-- One row a database that this device has had: the newest is where new rows go, the others are only sent to their end.
CREATE TABLE outbox_store (
  number INTEGER PRIMARY KEY,
  store TEXT NOT NULL UNIQUE CHECK (length(store) = 32),
  source TEXT NOT NULL,
  began_at INTEGER NOT NULL,
  why TEXT NOT NULL
) STRICT;

-- A lane of a store. Rows up to `floor` are forgotten, up to `through` acknowledged, up to `last` written.
-- `parted` is the mark at which the hub was found to hold other rows than ours (an old card, a twin); such a lane is
-- sent no more and nothing of it is ever deleted: its rows are issued again in a later store, so far up to `reissued`.
CREATE TABLE outbox_lane (
  store INTEGER NOT NULL REFERENCES outbox_store (number),
  lane TEXT NOT NULL CHECK (lane IN ('attendance', 'member', 'booking', 'anonymous')),
  last INTEGER NOT NULL,
  chain BLOB NOT NULL CHECK (length(chain) = 32),
  floor INTEGER NOT NULL DEFAULT 0,
  floor_chain BLOB NOT NULL DEFAULT (zeroblob(32)) CHECK (length(floor_chain) = 32),
  through INTEGER NOT NULL DEFAULT 0,
  safe INTEGER NOT NULL DEFAULT 0,
  centre INTEGER NOT NULL DEFAULT 0,
  parted INTEGER CHECK (parted >= 0),
  reissued INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (store, lane),
  CHECK (0 <= floor AND floor <= through AND through <= last)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox_event (
  store INTEGER NOT NULL,
  lane TEXT NOT NULL,
  sequence INTEGER NOT NULL CHECK (sequence > 0),
  text BLOB NOT NULL,
  chain BLOB NOT NULL CHECK (length(chain) = 32),
  appended_at INTEGER NOT NULL,
  PRIMARY KEY (store, lane, sequence),
  FOREIGN KEY (store, lane) REFERENCES outbox_lane (store, lane)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER outbox_event_follows_the_last
BEFORE INSERT ON outbox_event
WHEN NEW.sequence <> (SELECT last FROM outbox_lane WHERE store = NEW.store AND lane = NEW.lane)
BEGIN
  SELECT RAISE(ABORT, 'an outbox row follows the one before it');
END;

CREATE TRIGGER outbox_event_is_never_changed
BEFORE UPDATE ON outbox_event
BEGIN
  SELECT RAISE(ABORT, 'an outbox row is never changed');
END;

CREATE TRIGGER outbox_event_is_kept_until_acknowledged
BEFORE DELETE ON outbox_event
WHEN OLD.sequence > (SELECT floor FROM outbox_lane WHERE store = OLD.store AND lane = OLD.lane)
BEGIN
  SELECT RAISE(ABORT, 'an outbox row is kept until the hub has acknowledged it');
END;

CREATE TRIGGER outbox_lane_that_parted_keeps_all
BEFORE UPDATE OF floor ON outbox_lane
WHEN OLD.parted IS NOT NULL AND NEW.floor <> OLD.floor
BEGIN
  SELECT RAISE(ABORT, 'nothing is forgotten of a lane that has parted from its hub');
END;

CREATE TRIGGER outbox_lane_never_goes_back
BEFORE UPDATE OF last ON outbox_lane
WHEN NEW.last <> OLD.last + 1
BEGIN
  SELECT RAISE(ABORT, 'a lane grows by one');
END;
