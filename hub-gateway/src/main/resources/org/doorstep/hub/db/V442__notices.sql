-- What staff were told by e-mail or webhook of rooms and tools, once each: `about` says of what (`asked:17`), and names
-- nobody. Sent ones go by their age; one that could not be sent for two days is not sent any more.
CREATE TABLE notice (
  about   TEXT NOT NULL PRIMARY KEY CHECK (length(about) <= 120),
  what    TEXT NOT NULL CHECK (what IN ('asked', 'clash', 'unsafe', 'late')),
  subject TEXT NOT NULL DEFAULT '' CHECK (length(subject) <= 200),
  at      INTEGER NOT NULL,
  mailed  INTEGER NOT NULL DEFAULT 0 CHECK (mailed IN (0, 1)),
  posted  INTEGER NOT NULL DEFAULT 0 CHECK (posted IN (0, 1))
) STRICT, WITHOUT ROWID;
