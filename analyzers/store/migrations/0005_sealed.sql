-- A sealed period keeps the whole of its report, not its figures alone.
CREATE TABLE sealed_report (
  repos TEXT NOT NULL,                 -- repository keys, sorted, separated by a space
  team TEXT NOT NULL,                  -- '' = everybody
  person TEXT NOT NULL,                -- person.key of that day; '' = all that is of no one person
  since INTEGER NOT NULL,
  until INTEGER NOT NULL,
  rules TEXT NOT NULL,                 -- version of the rules on that day
  tool TEXT NOT NULL,                  -- version of the program
  format INTEGER NOT NULL,             -- of body
  body BLOB NOT NULL,                  -- analyzers/report/seal_codec.h
  PRIMARY KEY (repos, team, person, since, until)
) STRICT;
