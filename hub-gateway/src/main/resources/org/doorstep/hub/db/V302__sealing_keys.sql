-- Kept. The sealing keys that this hub has had, by their public halves: when it first saw one, first told kiosks of it,
-- destroyed it, and had it out of its second copy (org.doorstep.hub.sealing).
CREATE TABLE sealing_key (
  public       TEXT    NOT NULL PRIMARY KEY,
  made_at      INTEGER NOT NULL,
  told_at      INTEGER NULL,
  destroyed_at INTEGER NULL,
  cleared_at   INTEGER NULL
) STRICT, WITHOUT ROWID;

-- Kept. The public key that a kiosk says it seals with, and since when it has said so.
CREATE TABLE sealing_use (
  device TEXT    NOT NULL PRIMARY KEY,
  public TEXT    NOT NULL,
  since  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
