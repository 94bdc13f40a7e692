-- Kept. Passes that open the way out of a kiosk's page, with the slow hash of their PIN. They are nobody's.
CREATE TABLE staff_pass (
  name   TEXT PRIMARY KEY,
  symbol TEXT NOT NULL,
  rounds INTEGER NOT NULL CHECK (rounds > 0),
  salt   TEXT NOT NULL,
  hash   TEXT NOT NULL,
  at     INTEGER NOT NULL
) STRICT;
