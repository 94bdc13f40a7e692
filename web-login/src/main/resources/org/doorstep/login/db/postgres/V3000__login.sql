-- The same tables as for SQLite beside this folder; times are milliseconds since 1970-01-01 UTC.
CREATE TABLE staff_account (
  name          TEXT   NOT NULL PRIMARY KEY CHECK (name = lower(name)),
  role          TEXT   NOT NULL,
  password_hash TEXT   NOT NULL,
  made_at       BIGINT NOT NULL
);

-- Only the hash of a link or a session is kept: whoever reads the database can open neither.
CREATE TABLE staff_link (
  secret_hash TEXT    NOT NULL PRIMARY KEY,
  role        TEXT    NOT NULL,
  first       INTEGER NOT NULL CHECK (first IN (0, 1)),
  ends_at     BIGINT  NOT NULL
);

CREATE TABLE staff_session (
  secret_hash TEXT   NOT NULL PRIMARY KEY,
  account     TEXT   NOT NULL REFERENCES staff_account (name) ON DELETE CASCADE,
  began_at    BIGINT NOT NULL,
  seen_at     BIGINT NOT NULL
);

CREATE TABLE staff_wrong_guess (
  subject TEXT    NOT NULL PRIMARY KEY,
  times   INTEGER NOT NULL CHECK (times > 0),
  last_at BIGINT  NOT NULL
);
