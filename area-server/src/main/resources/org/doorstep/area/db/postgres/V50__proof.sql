-- How a hub's release ledger and what is here were compared last (docs/decisions/0037). `remaining` figures differ
-- still; `mended` were set right at `mended_at`, the last time that any were (0 for never).
CREATE TABLE figure_proof (
  hub         TEXT    NOT NULL PRIMARY KEY,
  compared_at BIGINT  NOT NULL,
  agrees      INTEGER NOT NULL CHECK (agrees IN (0, 1)),
  remaining   BIGINT  NOT NULL CHECK (remaining >= 0),
  mended      BIGINT  NOT NULL CHECK (mended >= 0),
  mended_at   BIGINT  NOT NULL
);

-- The figures concerned: kept for some months where mended, until the next comparison where not. `held` is what was
-- held or shown here, as a shown count; '' for nothing.
CREATE TABLE figure_difference (
  hub      TEXT    NOT NULL,
  found_at BIGINT  NOT NULL,
  place    INTEGER NOT NULL,
  figure   TEXT    NOT NULL,
  activity TEXT    NOT NULL,
  period   TEXT    NOT NULL CHECK (period IN ('day', 'week')),
  starts   TEXT    NOT NULL,
  version  INTEGER NOT NULL,
  what     TEXT    NOT NULL,
  held     TEXT    NOT NULL,
  mended   INTEGER NOT NULL CHECK (mended IN (0, 1)),
  PRIMARY KEY (hub, found_at, place)
);
