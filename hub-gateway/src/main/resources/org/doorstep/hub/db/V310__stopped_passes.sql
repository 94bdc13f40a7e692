-- Kept. Passes that somebody at the hub stopped, since they were lost: from `at` on, what is shown with one is not its
-- resident's. Named as in `pass`, which is made again. `by_name` is who did it: a name for signing in, '' once it is too
-- old to ask.
CREATE TABLE stopped_pass (
  name    TEXT NOT NULL PRIMARY KEY,
  at      INTEGER NOT NULL,
  by_name TEXT NOT NULL
) STRICT, WITHOUT ROWID;
