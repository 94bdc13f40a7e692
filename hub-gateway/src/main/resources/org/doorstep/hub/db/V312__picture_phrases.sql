-- Kept. The picture phrase that somebody chose with this pass: a slow hash under a key of the hub's files, so that this
-- table alone gives no phrase. Named as in `pass`; `row` says where it is in it now, as far as is known.
CREATE TABLE picture_phrase (
  name TEXT NOT NULL PRIMARY KEY,
  row  INTEGER NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX picture_phrase_by_hash ON picture_phrase (hash);

-- Kept. How often pictures were touched for a lost pass on a day, so that tries are counted over a restart too.
CREATE TABLE phrase_try (
  day   TEXT NOT NULL PRIMARY KEY,
  tries INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
