-- Each running program that said hello for a device, by its own name by chance. `turn` is when it spoke last, counted over
-- all of them; `returns` is how often it spoke again after another had. A device that is started again never does that.
CREATE TABLE inbox_instance (
  device   TEXT NOT NULL,
  instance TEXT NOT NULL,
  number   INTEGER NOT NULL,
  first_at INTEGER NOT NULL,
  last_at  INTEGER NOT NULL,
  turn     INTEGER NOT NULL,
  returns  INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (device, instance)
) STRICT, WITHOUT ROWID;
