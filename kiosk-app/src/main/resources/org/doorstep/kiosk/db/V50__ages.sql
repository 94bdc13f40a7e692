-- Who came along, by age band (decision 0082). What was counted earlier today without one stays to be seen and changed
-- in the middle band; the hub has been told of it without any, and is told of bands only when somebody touches them.
ALTER TABLE arrival ADD COLUMN from0 INTEGER NOT NULL DEFAULT 0 CHECK (from0 BETWEEN 0 AND 20);
ALTER TABLE arrival ADD COLUMN from5 INTEGER NOT NULL DEFAULT 0 CHECK (from5 BETWEEN 0 AND 20);
ALTER TABLE arrival ADD COLUMN from12 INTEGER NOT NULL DEFAULT 0 CHECK (from12 BETWEEN 0 AND 20);

UPDATE arrival SET from5 = children;
