-- Projected. What residents said of themselves at the kiosks: of each pass, field and device's store the last. Between
-- stores, and between the passes of one resident, the latest by the devices' clocks stands. '' was taken back.
CREATE TABLE resident_word (
  pass     INTEGER NOT NULL REFERENCES pass (id),
  field    TEXT NOT NULL CHECK (field IN ('nickname', 'age-band', 'area', 'language', 'large-text', 'spoken')),
  store    TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  at       INTEGER NOT NULL,
  value    TEXT NOT NULL CHECK (length(value) <= 32),
  PRIMARY KEY (pass, field, store)
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
