-- Projected. "I was there": of a session at which no tap of theirs says so. `session` is the session's name, `at` when it
-- was said, by the device's clock; the smallest number there is where the device did not know the time.
CREATE TABLE visit_claimed (
  event   TEXT NOT NULL PRIMARY KEY,
  pass    INTEGER NOT NULL REFERENCES pass (id),
  session TEXT NOT NULL,
  at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX visit_claimed_by_pass ON visit_claimed (pass);

-- Kept. What a person decided about such a word, and why: only then does it count, or not.
CREATE TABLE claim_decided (
  event   TEXT NOT NULL PRIMARY KEY,
  counts  INTEGER NOT NULL CHECK (counts IN (0, 1)),
  at      INTEGER NOT NULL,
  by_name TEXT NOT NULL,
  reason  TEXT NOT NULL CHECK (length(reason) <= 200)
) STRICT, WITHOUT ROWID;
