-- Where a figure is not complete: whether it is nearly so. What was said before was complete or not.
ALTER TABLE figure_said ADD COLUMN nearly INTEGER NOT NULL DEFAULT 0 CHECK (nearly IN (0, 1));
ALTER TABLE figure ADD COLUMN nearly INTEGER NOT NULL DEFAULT 0 CHECK (nearly IN (0, 1));
