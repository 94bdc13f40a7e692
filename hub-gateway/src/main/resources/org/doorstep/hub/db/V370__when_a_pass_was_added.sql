-- When it was said, by the device's clock; the largest number there is where the device did not know the time. What was
-- said with a pass from when it was stopped on joins nothing.
ALTER TABLE pass_added ADD COLUMN at INTEGER NOT NULL DEFAULT 0;
