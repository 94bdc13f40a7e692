-- The hub that was heard last, by its incarnation: over the link, or in an acknowledgement that was carried.
CREATE TABLE outbox_hub (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  incarnation TEXT NOT NULL
) STRICT;
