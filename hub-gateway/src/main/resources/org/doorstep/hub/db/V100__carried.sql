-- Files that were carried here and taken, by their own random id: the newest time each, and how often. `asked` is what
-- the device said of itself in the file, which the acknowledgement answers.
CREATE TABLE carried_file (
  file TEXT NOT NULL PRIMARY KEY CHECK (length(file) = 32),
  device TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  taken_at INTEGER NOT NULL,
  times INTEGER NOT NULL DEFAULT 1,
  events INTEGER NOT NULL,
  fresh INTEGER NOT NULL,
  by_name TEXT NOT NULL,
  asked BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX carried_file_device ON carried_file (device, taken_at);

-- Files that were not taken, by why.
CREATE TABLE carried_refusal (
  reason TEXT NOT NULL PRIMARY KEY,
  times INTEGER NOT NULL,
  last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
