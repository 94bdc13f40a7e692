-- What is not counted is looked at fence by fence, and what is left out apart from what waits.
CREATE INDEX inbox_aside_windows ON inbox_aside (fence, verdict, at, position) WHERE verdict <> 'counts';
