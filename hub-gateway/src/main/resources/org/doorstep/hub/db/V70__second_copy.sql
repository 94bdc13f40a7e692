-- Rows that have changed since the second copy had them: `row` is the condition that finds the row in `changed`.
-- Filled by triggers that are made anew at each start, in the memory of the one connection that writes, and emptied
-- when the copy is verified. One line a row, so it never outgrows the tables it speaks of.
CREATE TABLE copy_change (
  number  INTEGER PRIMARY KEY AUTOINCREMENT,
  changed TEXT NOT NULL,
  row     TEXT NOT NULL,
  UNIQUE (changed, row)
) STRICT;
