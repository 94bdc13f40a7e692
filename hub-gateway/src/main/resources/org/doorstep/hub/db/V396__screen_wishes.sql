-- How the kiosk's page works for somebody, where they asked the hub to keep it: small words with blanks between ('dark
-- easy switch-slow'); '' takes back. Nobody who works at the hub reads it, kiosks are told it.
ALTER TABLE resident_said ADD COLUMN screen TEXT NULL CHECK (length(screen) <= 48);
