-- When schools are open (TERM), and when within a term they are not (CLOSED). Both dates are included.
CREATE TABLE school_span (
  kind       TEXT NOT NULL CHECK (kind IN ('TERM', 'CLOSED')),
  name       TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  first_date TEXT NOT NULL CHECK (first_date GLOB '????-??-??'),
  last_date  TEXT NOT NULL CHECK (last_date GLOB '????-??-??' AND last_date >= first_date),
  PRIMARY KEY (first_date, kind, name)
) STRICT, WITHOUT ROWID;

-- Other rhythms than every week: as RFC 5545 writes them; NULL is every week on `weekday`, which for any other rhythm is
-- that of its first day and says nothing. `in_term`: in term time only, by the school calendar.
ALTER TABLE weekly ADD COLUMN rhythm TEXT NULL CHECK (length(rhythm) <= 60);
ALTER TABLE weekly ADD COLUMN in_term INTEGER NOT NULL DEFAULT 0 CHECK (in_term IN (0, 1));
