-- Kept. Sheets of passes that were made for paper. Their passes stand in `blank`, held by 'paper/' and the sheet's
-- number: a sheet that got lost is then known, as a lost kiosk's stock is.
CREATE TABLE paper_sheet (
  id   INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('cards', 'stickers')),
  at   INTEGER NOT NULL
) STRICT;
