-- Of the children that came along, how many are of 0 to 4, 5 to 11 and 12 to 17 years (decision 0082). `children` stays
-- all of them; what is in no band was counted by a kiosk that did not ask.

ALTER TABLE companions ADD COLUMN from0 INTEGER NOT NULL DEFAULT 0 CHECK (from0 >= 0);
ALTER TABLE companions ADD COLUMN from5 INTEGER NOT NULL DEFAULT 0 CHECK (from5 >= 0);
ALTER TABLE companions ADD COLUMN from12 INTEGER NOT NULL DEFAULT 0 CHECK (from12 >= 0);

ALTER TABLE guest ADD COLUMN from0 INTEGER NOT NULL DEFAULT 0 CHECK (from0 >= 0);
ALTER TABLE guest ADD COLUMN from5 INTEGER NOT NULL DEFAULT 0 CHECK (from5 >= 0);
ALTER TABLE guest ADD COLUMN from12 INTEGER NOT NULL DEFAULT 0 CHECK (from12 >= 0);

ALTER TABLE visit ADD COLUMN from0 INTEGER NOT NULL DEFAULT 0 CHECK (from0 >= 0);
ALTER TABLE visit ADD COLUMN from5 INTEGER NOT NULL DEFAULT 0 CHECK (from5 >= 0);
ALTER TABLE visit ADD COLUMN from12 INTEGER NOT NULL DEFAULT 0 CHECK (from12 >= 0);

ALTER TABLE session_figures ADD COLUMN from0 INTEGER NOT NULL DEFAULT 0 CHECK (from0 >= 0);
ALTER TABLE session_figures ADD COLUMN from5 INTEGER NOT NULL DEFAULT 0 CHECK (from5 >= 0);
ALTER TABLE session_figures ADD COLUMN from12 INTEGER NOT NULL DEFAULT 0 CHECK (from12 >= 0);

ALTER TABLE day_figures ADD COLUMN from0 INTEGER NOT NULL DEFAULT 0 CHECK (from0 >= 0);
ALTER TABLE day_figures ADD COLUMN from5 INTEGER NOT NULL DEFAULT 0 CHECK (from5 >= 0);
ALTER TABLE day_figures ADD COLUMN from12 INTEGER NOT NULL DEFAULT 0 CHECK (from12 >= 0);

ALTER TABLE activity_figures ADD COLUMN from0 INTEGER NOT NULL DEFAULT 0 CHECK (from0 >= 0);
ALTER TABLE activity_figures ADD COLUMN from5 INTEGER NOT NULL DEFAULT 0 CHECK (from5 >= 0);
ALTER TABLE activity_figures ADD COLUMN from12 INTEGER NOT NULL DEFAULT 0 CHECK (from12 >= 0);

DROP VIEW day_attendance;

CREATE VIEW day_attendance AS
SELECT f.day, f.visits, f.guests, f.adults, f.children, f.from0, f.from5, f.from12, f.unsure, f.revision,
  (SELECT COUNT(DISTINCT v.pass) FROM visit v WHERE v.day = f.day) AS passes,
  (SELECT COUNT(*) FROM pass p WHERE p.first_day = f.day) AS first_timers,
  (SELECT COUNT(DISTINCT v.pass) FROM visit v WHERE v.day = f.day)
    - (SELECT COUNT(*) FROM pass p WHERE p.first_day = f.day) AS returners
FROM day_figures f;
