-- What was decided about a wish that came as an event, so that it is decided once: making the figures again asks nobody
-- anew. 'cancelled' may come before the wish itself.
CREATE TABLE booking_decided (
  request TEXT NOT NULL PRIMARY KEY,
  what    TEXT NOT NULL CHECK (what IN ('booked', 'lost', 'refused', 'cancelled')),
  why     TEXT NOT NULL DEFAULT '' CHECK (length(why) <= 32),
  at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX booking_decided_at ON booking_decided (at);

-- Which running program of a device has a lease, and by the hub's own boot clock since when: wall clocks can be set. Both
-- names are '' for a lease that the device may have from a hub that was lost: nobody gives it away meanwhile.
CREATE TABLE lease_holder (
  epoch     INTEGER PRIMARY KEY REFERENCES lease (id),
  instance  TEXT NOT NULL,
  store     TEXT NOT NULL,
  boot      TEXT NOT NULL,
  uptime_ms INTEGER NOT NULL
) STRICT;

-- Of which hub the leases above are: another incarnation has been restored, and does not know what was given away since.
CREATE TABLE lease_incarnation (
  only        INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
  incarnation TEXT NOT NULL
) STRICT;
