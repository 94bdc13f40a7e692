-- The newest list of those shut out that this hub has gone by, whole and signed, for each key that signed
-- one (docs/decisions/0058): an older file put in its place while the hub stands still is known by it.
CREATE TABLE shut_out_list (
  signer TEXT    PRIMARY KEY,
  number INTEGER NOT NULL CHECK (number >= 0),
  text   TEXT    NOT NULL
) STRICT;

CREATE TRIGGER shut_out_list_only_newer BEFORE UPDATE ON shut_out_list
WHEN NEW.number < OLD.number
BEGIN
  SELECT RAISE(ABORT, 'a list of those shut out gives way to a newer one only');
END;
