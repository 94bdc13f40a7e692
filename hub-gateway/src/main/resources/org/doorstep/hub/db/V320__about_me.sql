-- Projected. What residents said of themselves at the kiosks, a row a word; NULL was not said then, '' and 'not-said'
-- take back. Of each pass and device's store the last word on each thing is kept; between stores, and between the
-- passes of one resident, the latest by the devices' clocks stands.
CREATE TABLE resident_said (
  pass       INTEGER NOT NULL REFERENCES pass (id),
  store      TEXT NOT NULL,
  sequence   INTEGER NOT NULL,
  at         INTEGER NOT NULL,
  nickname   TEXT NULL CHECK (length(nickname) <= 24),
  age_band   TEXT NULL CHECK (length(age_band) <= 16),
  area       TEXT NULL CHECK (area = '' OR length(area) = 9),
  decile     INTEGER NULL CHECK (decile BETWEEN 0 AND 10),
  language   TEXT NULL CHECK (length(language) <= 32),
  large_text INTEGER NULL CHECK (large_text IN (0, 1)),
  spoken     INTEGER NULL CHECK (spoken IN (0, 1)),
  PRIMARY KEY (pass, store, sequence)
) STRICT, WITHOUT ROWID;

-- Projected. "I wasn't there": the taps of that pass in that session up to `until` do not count. `session` is the
-- session's name, `at` when it was said, by the device's clock.
CREATE TABLE visit_denied (
  event   TEXT NOT NULL PRIMARY KEY,
  pass    INTEGER NOT NULL REFERENCES pass (id),
  session TEXT NOT NULL,
  at      INTEGER NOT NULL,
  until   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX visit_denied_by_pass ON visit_denied (pass);

-- Kept. What a person decided about such a word: the visit counts again after all.
CREATE TABLE denial_overruled (
  event   TEXT NOT NULL PRIMARY KEY,
  at      INTEGER NOT NULL,
  by_name TEXT NOT NULL
) STRICT, WITHOUT ROWID;
