-- Where rows of a broken database are put in order before they are issued again. Empty outside of that transaction.
CREATE TABLE outbox_salvage (
  store TEXT NOT NULL,
  lane TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  text BLOB NOT NULL,
  chain BLOB NOT NULL,
  appended_at INTEGER NOT NULL,
  PRIMARY KEY (store, lane, sequence, text, chain)
) STRICT, WITHOUT ROWID;

-- What has happened to this device's databases, by the name of the file that was set aside. `unsent` rows were not
-- acknowledged, as far as can be known; `saved` of them were issued again.
CREATE TABLE outbox_damage (
  name TEXT NOT NULL PRIMARY KEY,
  at INTEGER NOT NULL,
  fault TEXT NOT NULL,
  unsent INTEGER NOT NULL CHECK (unsent >= saved),
  saved INTEGER NOT NULL CHECK (saved >= 0)
) STRICT, WITHOUT ROWID;

-- The bytes of the texts that a lane still has.
ALTER TABLE outbox_lane ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;

UPDATE outbox_lane
SET bytes = (
  SELECT coalesce(sum(length(text)), 0)
  FROM outbox_event
  WHERE outbox_event.store = outbox_lane.store AND outbox_event.lane = outbox_lane.lane
);
