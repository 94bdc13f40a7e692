-- Who did what; kept after the account has gone, so it holds the name and no reference. `what` is a constant's name
-- of the program and never changes its meaning; `detail` names the thing, never a pass and never a password.
CREATE TABLE staff_audit (
  id     INTEGER NOT NULL PRIMARY KEY,
  at     INTEGER NOT NULL,
  name   TEXT    NOT NULL,
  what   TEXT    NOT NULL,
  detail TEXT    NOT NULL
) STRICT;

CREATE INDEX staff_audit_at ON staff_audit (at);
