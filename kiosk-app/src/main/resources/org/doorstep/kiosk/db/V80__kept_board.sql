-- Which rooms and tools there are and when they are taken, as the hub last told: what is shown while it is away.
CREATE TABLE kept_board (
  only INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
  text TEXT NOT NULL
) STRICT;
