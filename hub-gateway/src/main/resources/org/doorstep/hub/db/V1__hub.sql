-- The hub's own tables. The text of every event is in the relay's inbox; everything here that has no other source
-- (activities and what a manager decided about them) is marked "kept". The rest is projected from the inbox and can
-- be made again from it.
-- Instants are milliseconds since 1970 in UTC; days are local dates of the hub's zone as 'YYYY-MM-DD'.

-- Kept. What is on, again and again. 'drop-in' is built in: being there when nothing is on.
CREATE TABLE activity (
  id      TEXT NOT NULL PRIMARY KEY,
  title   TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 80),
  room    TEXT NOT NULL CHECK (length(room) <= 80),
  picture TEXT NOT NULL CHECK (length(picture) <= 32)
) STRICT;

INSERT INTO activity (id, title, room, picture) VALUES ('drop-in', 'Drop-in', '', 'door');

-- Kept. When it is on: every week on this day, from the first date, to the last one if there is one.
-- An end that is not after the start is on the next day.
CREATE TABLE weekly (
  id         INTEGER PRIMARY KEY,
  activity   TEXT NOT NULL REFERENCES activity (id) CHECK (activity <> 'drop-in'),
  weekday    INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  starts     TEXT NOT NULL CHECK (starts GLOB '[0-2][0-9]:[0-5][0-9]'),
  ends       TEXT NOT NULL CHECK (ends GLOB '[0-2][0-9]:[0-5][0-9]'),
  first_date TEXT NOT NULL CHECK (first_date GLOB '????-??-??'),
  last_date  TEXT NULL CHECK (last_date GLOB '????-??-??'),
  made_until TEXT NULL
) STRICT;

-- One occurrence. `name` is the wire's SessionId; `day` is the local date it was planned for. A drop-in is the day.
CREATE TABLE session (
  id        INTEGER PRIMARY KEY,
  name      TEXT NOT NULL UNIQUE,
  activity  TEXT NOT NULL REFERENCES activity (id),
  day       TEXT NOT NULL CHECK (day GLOB '????-??-??'),
  starts    INTEGER NOT NULL,
  ends      INTEGER NOT NULL CHECK (ends > starts),
  cancelled INTEGER NOT NULL DEFAULT 0 CHECK (cancelled IN (0, 1)),
  why       TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX session_by_day ON session (day);
CREATE INDEX session_by_activity ON session (activity, day);
CREATE INDEX session_by_start ON session (starts);

-- Projected. A pass or card that was ever shown or issued. A QR pass is named by its 20 hex digits, a card by its
-- token with the key's version before it. `symbol` is what a session's list shows instead of a name.
CREATE TABLE pass (
  id        INTEGER PRIMARY KEY,
  kind      TEXT NOT NULL CHECK (kind IN ('code', 'card')),
  name      TEXT NOT NULL UNIQUE,
  symbol    TEXT NOT NULL,
  issued_by TEXT NULL,
  issued_at INTEGER NULL,
  first_day TEXT NULL CHECK (first_day GLOB '????-??-??')
) STRICT;

CREATE INDEX pass_by_first_day ON pass (first_day);

-- Kept. Signed blanks handed to a kiosk, so that a lost kiosk's unissued stock is known.
CREATE TABLE blank (
  pass   TEXT NOT NULL PRIMARY KEY,
  device TEXT NOT NULL,
  at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX blank_by_device ON blank (device);

-- Projected. Every tap, and the session it counts for. `day` is the session's. `at` is when it is counted at, `raw_at`
-- what the device's clock said; `unsure` marks a clock that knew nothing. `shown_session` is the kiosk's hint.
CREATE TABLE tap (
  event         TEXT NOT NULL PRIMARY KEY,
  pass          INTEGER NOT NULL REFERENCES pass (id),
  session       INTEGER NOT NULL REFERENCES session (id),
  at            INTEGER NOT NULL,
  raw_at        INTEGER NOT NULL,
  unsure        INTEGER NOT NULL CHECK (unsure IN (0, 1)),
  device        TEXT NOT NULL,
  shown_session TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- By session first: what comes together then lies together, and a commit writes few pages. By pass first, every tap of
-- a busy evening would touch a page of its own. There is no index of visits by pass for the same reason.
CREATE INDEX tap_by_visit ON tap (session, pass);

-- Projected. What a resident added to a tap; may come before the tap. Of each device's store the highest sequence
-- stands; between two stores, the later by the device's clock.
CREATE TABLE session_choice (
  tap      TEXT NOT NULL,
  store    TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  at       INTEGER NOT NULL,
  session  TEXT NOT NULL,
  PRIMARY KEY (tap, store)
) STRICT, WITHOUT ROWID;

CREATE TABLE companions (
  tap      TEXT NOT NULL,
  store    TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  at       INTEGER NOT NULL,
  adults   INTEGER NOT NULL CHECK (adults >= 0),
  children INTEGER NOT NULL CHECK (children >= 0),
  PRIMARY KEY (tap, store)
) STRICT, WITHOUT ROWID;

-- Projected. Somebody without a card, by one touch. Their own figure, never a visit.
CREATE TABLE guest (
  event         TEXT NOT NULL PRIMARY KEY,
  session       INTEGER NOT NULL REFERENCES session (id),
  at            INTEGER NOT NULL,
  unsure        INTEGER NOT NULL CHECK (unsure IN (0, 1)),
  device        TEXT NOT NULL,
  shown_session TEXT NOT NULL,
  adults        INTEGER NOT NULL CHECK (adults >= 0),
  children      INTEGER NOT NULL CHECK (children >= 0)
) STRICT, WITHOUT ROWID;

CREATE INDEX guest_by_session ON guest (session);

-- Projected. One pass at one session, once. `left_at` is when they left by a tap, or the end that is assumed.
CREATE TABLE visit (
  session    INTEGER NOT NULL REFERENCES session (id),
  pass       INTEGER NOT NULL REFERENCES pass (id),
  day        TEXT NOT NULL,
  arrived_at INTEGER NOT NULL,
  left_at    INTEGER NOT NULL CHECK (left_at >= arrived_at),
  leaving    TEXT NOT NULL CHECK (leaving IN ('tapped', 'assumed')),
  unsure     INTEGER NOT NULL CHECK (unsure IN (0, 1)),
  adults     INTEGER NOT NULL CHECK (adults >= 0),
  children   INTEGER NOT NULL CHECK (children >= 0),
  PRIMARY KEY (session, pass)
) STRICT, WITHOUT ROWID;

CREATE INDEX visit_by_day ON visit (day, pass);

-- Projected. The figures, moved on in the transaction of the event that changes them. Companions are those of visits
-- and guests together. `revision` rises with every change of any figure, so that a reader can ask what is new.
CREATE TABLE session_figures (
  session  INTEGER NOT NULL PRIMARY KEY REFERENCES session (id),
  day      TEXT NOT NULL,
  visits   INTEGER NOT NULL CHECK (visits >= 0),
  guests   INTEGER NOT NULL CHECK (guests >= 0),
  adults   INTEGER NOT NULL CHECK (adults >= 0),
  children INTEGER NOT NULL CHECK (children >= 0),
  unsure   INTEGER NOT NULL CHECK (unsure >= 0),
  revision INTEGER NOT NULL
) STRICT;

CREATE INDEX session_figures_by_day ON session_figures (day);
CREATE INDEX session_figures_by_revision ON session_figures (revision);

CREATE TABLE day_figures (
  day      TEXT NOT NULL PRIMARY KEY,
  visits   INTEGER NOT NULL CHECK (visits >= 0),
  guests   INTEGER NOT NULL CHECK (guests >= 0),
  adults   INTEGER NOT NULL CHECK (adults >= 0),
  children INTEGER NOT NULL CHECK (children >= 0),
  unsure   INTEGER NOT NULL CHECK (unsure >= 0),
  revision INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX day_figures_by_revision ON day_figures (revision);

-- `week` is the Monday. Visits by a pass that came twice in the week are two; people are asked of `visit`.
CREATE TABLE activity_figures (
  activity TEXT NOT NULL REFERENCES activity (id),
  week     TEXT NOT NULL,
  visits   INTEGER NOT NULL CHECK (visits >= 0),
  guests   INTEGER NOT NULL CHECK (guests >= 0),
  adults   INTEGER NOT NULL CHECK (adults >= 0),
  children INTEGER NOT NULL CHECK (children >= 0),
  unsure   INTEGER NOT NULL CHECK (unsure >= 0),
  revision INTEGER NOT NULL,
  PRIMARY KEY (activity, week)
) STRICT, WITHOUT ROWID;

-- A day with what spans days (see decision 0003): how many different passes came, how many of them for the first
-- time ever, and how many had come before.
CREATE VIEW day_attendance AS
SELECT f.day, f.visits, f.guests, f.adults, f.children, f.unsure, f.revision,
  (SELECT COUNT(DISTINCT v.pass) FROM visit v WHERE v.day = f.day) AS passes,
  (SELECT COUNT(*) FROM pass p WHERE p.first_day = f.day) AS first_timers,
  (SELECT COUNT(DISTINCT v.pass) FROM visit v WHERE v.day = f.day)
    - (SELECT COUNT(*) FROM pass p WHERE p.first_day = f.day) AS returners
FROM day_figures f;

-- Projected. Rows that a device has lost for good: the figures of the days up to `day` may lack them.
CREATE TABLE incomplete (
  event    TEXT NOT NULL PRIMARY KEY,
  device   TEXT NOT NULL,
  store    TEXT NOT NULL,
  lane     TEXT NOT NULL,
  from_row INTEGER NOT NULL,
  to_row   INTEGER NOT NULL CHECK (to_row >= from_row),
  day      TEXT NOT NULL,
  reason   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The last heartbeat of each device, and when it came by the hub's clock.
CREATE TABLE device (
  id         TEXT NOT NULL PRIMARY KEY,
  state      TEXT NOT NULL,
  heard_at   INTEGER NOT NULL,
  online     INTEGER NOT NULL CHECK (online IN (0, 1))
) STRICT, WITHOUT ROWID;
