-- Passes of other hubs that may be used here until a day, each by a hash of its number: what their residents showed a
-- slip for (decision 0084). `public_key` is what that hub's passes are checked with.
CREATE TABLE slip (
  pass       TEXT NOT NULL PRIMARY KEY,
  key        TEXT NOT NULL,
  public_key TEXT NOT NULL,
  last_day   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
