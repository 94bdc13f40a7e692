-- Kept. Passes that were stopped as lost, and a person took that back. What was written down then, who took it back, and
-- why. Names as in `pass`, '' once whose they were have left.
CREATE TABLE lost_pass_undone (
  number  INTEGER PRIMARY KEY,
  name    TEXT NOT NULL,
  instead TEXT NOT NULL,
  lost_at INTEGER NOT NULL,
  lost_by TEXT NOT NULL,
  at      INTEGER NOT NULL,
  by_name TEXT NOT NULL,
  reason  TEXT NOT NULL CHECK (length(reason) <= 200)
) STRICT;

-- Kept. "Use another card too" that a person took back, and why: these two are not one resident's for that.
CREATE TABLE pass_added_undone (
  event   TEXT NOT NULL PRIMARY KEY,
  at      INTEGER NOT NULL,
  by_name TEXT NOT NULL,
  reason  TEXT NOT NULL CHECK (length(reason) <= 200)
) STRICT, WITHOUT ROWID;
