-- How often each answer was given, of each session, and (with an empty session) of each week by its Monday. Made from
-- events. Finer than this nothing is kept: which of two answers came first is nobody's to know (decision 0036).
CREATE TABLE mood_count (
  session TEXT NOT NULL,
  date TEXT NOT NULL,
  face INTEGER NOT NULL CHECK (face BETWEEN 1 AND 4),
  reason TEXT NOT NULL,
  answers INTEGER NOT NULL CHECK (answers > 0),
  PRIMARY KEY (session, date, face, reason)
) STRICT, WITHOUT ROWID;
