-- Where a released figure is not complete: whether it is nearly so. Rows of before were complete or not.
ALTER TABLE release_ledger
ADD COLUMN nearly INTEGER NOT NULL DEFAULT 0 CHECK (nearly IN (0, 1) AND complete + nearly < 2);
