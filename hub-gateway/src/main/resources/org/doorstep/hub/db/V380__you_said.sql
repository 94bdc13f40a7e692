-- What people asked for and what came of it, in the places in which kiosks show them. Written by a manager: nobody is named
-- in it unless they wrote so.
CREATE TABLE you_said (
  place INTEGER NOT NULL PRIMARY KEY CHECK (place BETWEEN 1 AND 5),
  said TEXT NOT NULL CHECK (length(said) BETWEEN 1 AND 90),
  did TEXT NOT NULL CHECK (length(did) BETWEEN 1 AND 90)
) STRICT;
