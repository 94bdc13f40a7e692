-- Projected. "Use another card too": from then on both are one resident's.
CREATE TABLE pass_added (
  event TEXT NOT NULL PRIMARY KEY,
  pass  INTEGER NOT NULL REFERENCES pass (id),
  added INTEGER NOT NULL REFERENCES pass (id)
) STRICT, WITHOUT ROWID;

-- Projected. Passes of residents who have several. Whatever is counted of any of them stands under the leader's row: the
-- one whose name is first in order, so that it does not matter in which order they were joined.
CREATE TABLE resident_pass (
  pass   INTEGER NOT NULL PRIMARY KEY REFERENCES pass (id),
  leader INTEGER NOT NULL REFERENCES pass (id)
) STRICT;

CREATE INDEX resident_pass_by_leader ON resident_pass (leader);

-- Which pass was shown, where that is another than the row it is counted under (`pass`).
ALTER TABLE tap ADD COLUMN shown_pass INTEGER NULL REFERENCES pass (id);

-- Kept. Passes that somebody at the hub stopped, since they were lost: from `at` on, what is shown with one is not its
-- resident's. `instead` is the pass that the resident has now, '' if none was taken. Named as in `pass`, which is made
-- again; `row` and `instead_row` say where they are in it now, as far as is known. `by_name` is who did it: a name for
-- signing in, '' once it is too old to ask.
CREATE TABLE lost_pass (
  name        TEXT NOT NULL PRIMARY KEY,
  row         INTEGER NULL,
  at          INTEGER NOT NULL,
  by_name     TEXT NOT NULL,
  instead     TEXT NOT NULL DEFAULT '',
  instead_row INTEGER NULL
) STRICT, WITHOUT ROWID;

INSERT INTO lost_pass (name, at, by_name) SELECT name, at, by_name FROM stopped_pass;
DROP TABLE stopped_pass;
