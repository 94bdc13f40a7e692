-- The same table as for SQLite beside this folder.
CREATE TABLE staff_audit (
  id     BIGINT NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at     BIGINT NOT NULL,
  name   TEXT   NOT NULL,
  what   TEXT   NOT NULL,
  detail TEXT   NOT NULL
);

CREATE INDEX staff_audit_at ON staff_audit (at);
