-- Answers of sessions and weeks that are not over, in lots of eight or more that were drawn by chance (decision 0036).
-- `lot` is a number by chance: which of two lots came first cannot be read from it. `pile` is a session, or the Monday of
-- the week of answers that have none. A lot is written once and whole, and goes when its pile is let go.
CREATE TABLE held_lot (
  lot INTEGER NOT NULL,
  pile TEXT NOT NULL,
  face INTEGER NOT NULL CHECK (face BETWEEN 1 AND 4),
  reason TEXT NOT NULL,
  answers INTEGER NOT NULL CHECK (answers > 0),
  PRIMARY KEY (lot, pile, face, reason)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER held_lot_is_never_changed
BEFORE UPDATE ON held_lot
BEGIN
  SELECT RAISE(ABORT, 'a lot is written whole, and goes whole');
END;
