-- Kept. What a device measured against this hub's clock while the hub had true time: at `uptime_ms` of that start of
-- the device it was `at`, or at most `bound_ms` before or after.
CREATE TABLE time_pair (
  device    TEXT NOT NULL,
  boot      TEXT NOT NULL,
  uptime_ms INTEGER NOT NULL CHECK (uptime_ms >= 0),
  at        INTEGER NOT NULL,
  bound_ms  INTEGER NOT NULL CHECK (bound_ms >= 0),
  PRIMARY KEY (device, boot, uptime_ms)
) STRICT, WITHOUT ROWID;

-- Kept. Somebody has looked at this machine's clock and said that it was right.
CREATE TABLE hub_time_confirmed (
  boot      TEXT NOT NULL,
  uptime_ms INTEGER NOT NULL,
  at        INTEGER NOT NULL,
  by_name   TEXT NOT NULL
) STRICT;
