-- The same tables in both folders, for SQLite and for PostgreSQL. Every key begins with the hub: no question needs two
-- hubs' rows at once, so one day the tables can be spread over machines by hub.
-- Instants are milliseconds since 1970 in UTC; days are a hub's own dates as 'YYYY-MM-DD'.

-- How far the figures of a hub have been taken. `chain` and `ledger` are the hub's, to see whether it was restored.
CREATE TABLE hub_cursor (
  hub         TEXT    NOT NULL PRIMARY KEY,
  ledger      TEXT    NOT NULL,
  through     INTEGER NOT NULL CHECK (through >= 0),
  chain       TEXT    NOT NULL,
  begun_again INTEGER NOT NULL CHECK (begun_again >= 0),
  as_of       INTEGER NOT NULL,
  today       TEXT    NOT NULL,
  heard_at    INTEGER NOT NULL
) STRICT;

-- Every figure as it was ever said, restated ones too. `value` is NULL for suppressed (1 to 7).
CREATE TABLE figure_said (
  hub      TEXT    NOT NULL,
  ledger   TEXT    NOT NULL,
  number   INTEGER NOT NULL CHECK (number > 0),
  figure   TEXT    NOT NULL,
  activity TEXT    NOT NULL,
  period   TEXT    NOT NULL CHECK (period IN ('day', 'week')),
  starts   TEXT    NOT NULL,
  version  INTEGER NOT NULL CHECK (version > 0),
  value    INTEGER NULL CHECK (value >= 0 AND value % 5 = 0 AND value <> 5),
  complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
  taken_at INTEGER NOT NULL,
  PRIMARY KEY (hub, ledger, number)
) STRICT;

-- The newest word on each cell.
CREATE TABLE figure (
  hub      TEXT    NOT NULL,
  figure   TEXT    NOT NULL,
  activity TEXT    NOT NULL,
  period   TEXT    NOT NULL CHECK (period IN ('day', 'week')),
  starts   TEXT    NOT NULL,
  version  INTEGER NOT NULL CHECK (version > 0),
  value    INTEGER NULL CHECK (value >= 0 AND value % 5 = 0 AND value <> 5),
  complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
  PRIMARY KEY (hub, figure, activity, period, starts)
) STRICT;

CREATE TABLE activity_title (
  hub      TEXT NOT NULL,
  activity TEXT NOT NULL,
  title    TEXT NOT NULL,
  PRIMARY KEY (hub, activity)
) STRICT;

-- What was sent with a hub's own token and refused, by the area's day (UTC) and the reason.
CREATE TABLE refused_batch (
  hub    TEXT    NOT NULL,
  day    TEXT    NOT NULL,
  reason TEXT    NOT NULL,
  times  INTEGER NOT NULL CHECK (times > 0),
  PRIMARY KEY (hub, day, reason)
) STRICT;
