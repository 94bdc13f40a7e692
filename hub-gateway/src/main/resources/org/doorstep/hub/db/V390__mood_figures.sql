-- Faces that were touched as nobody answers, by week: counted, and in no figure of how people felt. Made from events
-- (decision 0094).
CREATE TABLE mood_aside (
  week TEXT NOT NULL,
  face INTEGER NOT NULL CHECK (face BETWEEN 1 AND 4),
  touches INTEGER NOT NULL CHECK (touches > 0),
  PRIMARY KEY (week, face)
) STRICT, WITHOUT ROWID;

-- Presses of boxes that keep nothing and number nothing, by week; `aside` as above. No event stands behind them, so
-- only this table and its second copy know them. Any two versions of it differ by eight of a kind or more (decision 0095).
CREATE TABLE mood_press (
  week TEXT NOT NULL,
  aside INTEGER NOT NULL CHECK (aside IN (0, 1)),
  face INTEGER NOT NULL CHECK (face BETWEEN 1 AND 4),
  presses INTEGER NOT NULL CHECK (presses > 0),
  PRIMARY KEY (week, aside, face)
) STRICT, WITHOUT ROWID;

-- The words that may be touched beside a face, in their places; without a place those that were offered before. Without
-- words of its own a reason has those of the programs, in every language. An id keeps its words for ever: what was
-- counted under it was said in them.
CREATE TABLE mood_reason (
  id TEXT NOT NULL PRIMARY KEY,
  words TEXT NOT NULL,
  place INTEGER UNIQUE CHECK (place BETWEEN 1 AND 5)
) STRICT, WITHOUT ROWID;

INSERT INTO mood_reason (id, words, place) VALUES
  ('felt-welcome', '', 1),
  ('learnt-something', '', 2),
  ('met-someone', '', 3),
  ('too-crowded', '', 4),
  ('not-for-me', '', 5);
