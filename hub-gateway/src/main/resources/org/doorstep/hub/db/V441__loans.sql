-- Tools that go out and come back. A tool is known by its label, as its QR says it, so that what a kiosk saw is a fact
-- whatever the hub's list says of it by now.

-- Projected. A label was held to a kiosk: taken, or brought back and how it is. `pass` is whose card came with it, none if
-- nobody's did. `at` is as well as the hub knows by now.
CREATE TABLE tool_move (
  event   TEXT NOT NULL PRIMARY KEY,
  label   TEXT NOT NULL,
  what    TEXT NOT NULL CHECK (what IN ('taken', 'brought')),
  state   TEXT NOT NULL CHECK (state IN ('', 'fine', 'care', 'broken')),
  pass    INTEGER NULL REFERENCES pass (id),
  request TEXT NOT NULL,
  at      INTEGER NOT NULL,
  device  TEXT NOT NULL,
  CHECK ((what = 'taken') = (state = ''))
) STRICT, WITHOUT ROWID;

CREATE INDEX tool_move_by_label ON tool_move (label, at);

-- Kept. The same, and more, said by a person at the hub: taken or brought for somebody, mended, looked over, not safe.
-- `pass` is named as in the table `pass`.
CREATE TABLE tool_said (
  id      INTEGER PRIMARY KEY,
  label   TEXT NOT NULL,
  what    TEXT NOT NULL CHECK (what IN ('taken', 'brought', 'mended', 'looked-over', 'blocked')),
  state   TEXT NOT NULL DEFAULT '' CHECK (state IN ('', 'fine', 'care', 'broken')),
  pass    TEXT NOT NULL DEFAULT '',
  party   INTEGER NULL REFERENCES party (id),
  at      INTEGER NOT NULL,
  by_name TEXT NOT NULL,
  note    TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 200),
  CHECK (pass = '' OR party IS NULL),
  CHECK ((what = 'brought') = (state <> ''))
) STRICT;

CREATE INDEX tool_said_by_label ON tool_said (label, at);

-- What is known of each tool, in order of time: a function of what was seen and said, whatever came first.
CREATE VIEW tool_history AS
SELECT event AS id, label, what, state, pass AS pass_row, NULL AS party, request, at, device
FROM tool_move
UNION ALL
SELECT 'said-' || tool_said.id, label, what, state, pass.id, party, '', at, ''
FROM tool_said
LEFT JOIN pass ON pass.name = tool_said.pass AND tool_said.pass <> '';

-- Each time that a tool was out. Who takes one that nobody brought back has it from then on.
CREATE VIEW loan AS
SELECT id, label, pass_row, party, request, at AS taken_at, device,
       lead(at) OVER time_of_tool AS brought_at,
       lead(what) OVER time_of_tool AS ended_by,
       lead(state) OVER time_of_tool AS brought_state,
       what
FROM tool_history
WHERE what IN ('taken', 'brought')
WINDOW time_of_tool AS (PARTITION BY label ORDER BY at, id);

-- Kept. Which booking a loan is under and when it is due, decided once: what was taken without one has one from then on,
-- so that nobody else is given it meanwhile. NULL where somebody else has booked it: taking it was a fact all the same.
CREATE TABLE loan_booking (
  loan    TEXT NOT NULL PRIMARY KEY,
  booking INTEGER NULL REFERENCES booking (id),
  due     INTEGER NOT NULL,
  at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX loan_booking_by_booking ON loan_booking (booking) WHERE booking IS NOT NULL;

-- Kept. Whoever has a tool next is told that it may be late, or is not safe, once for each booking and reason; `over_at`
-- once it is as it should be again.
CREATE TABLE tool_warning (
  booking INTEGER NOT NULL REFERENCES booking (id),
  why     TEXT NOT NULL CHECK (why IN ('late', 'unsafe')),
  label   TEXT NOT NULL,
  at      INTEGER NOT NULL,
  told_at INTEGER NULL,
  over_at INTEGER NULL,
  PRIMARY KEY (booking, why)
) STRICT, WITHOUT ROWID;

-- Kept. Up to which line of its history a tool has been blocked or freed: what a person says of it on another page after
-- that stands.
CREATE TABLE tool_settled (
  label TEXT NOT NULL PRIMARY KEY,
  last  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Kept. What somebody must have been shown before they take a tool: for how many months that holds (0: for good), in which
-- activity it is shown, and whether somebody who was not shown may take it with somebody who was.
CREATE TABLE induction (
  id       TEXT NOT NULL PRIMARY KEY
           CHECK (length(id) BETWEEN 1 AND 32 AND id NOT GLOB '*[^a-z0-9-]*' AND id NOT GLOB '-*'),
  title    TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 80),
  months   INTEGER NOT NULL CHECK (months BETWEEN 0 AND 120),
  activity TEXT NOT NULL DEFAULT '',
  buddy    INTEGER NOT NULL CHECK (buddy IN (0, 1))
) STRICT;

-- Kept. Who was shown, when, and until when that holds. `buddy` is who stands for somebody who was not, '' else.
CREATE TABLE inducted (
  induction TEXT NOT NULL REFERENCES induction (id),
  pass      TEXT NOT NULL,
  buddy     TEXT NOT NULL DEFAULT '',
  at        INTEGER NOT NULL,
  until     INTEGER NOT NULL,
  by_name   TEXT NOT NULL,
  PRIMARY KEY (induction, pass, buddy)
) STRICT, WITHOUT ROWID;

-- Kept. When a tool is to be looked over: after so many loans or so many months, whichever comes first (0: not by that).
CREATE TABLE care_plan (
  bookable TEXT NOT NULL PRIMARY KEY REFERENCES bookable (id),
  uses     INTEGER NOT NULL CHECK (uses BETWEEN 0 AND 10000),
  months   INTEGER NOT NULL CHECK (months BETWEEN 0 AND 120)
) STRICT, WITHOUT ROWID;
