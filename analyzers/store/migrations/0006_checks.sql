-- Whether the reviews of a request are known whole, and what checks told.
ALTER TABLE request ADD COLUMN reviews_seen INTEGER NOT NULL DEFAULT 0;

-- The last check of a line of work in this file: where --since-last goes on. Of this file alone: a merge does not take it along.
CREATE TABLE checked (
  repository_id INTEGER NOT NULL REFERENCES repository (id) ON DELETE CASCADE,
  branch TEXT NOT NULL,                -- as the CI system or HEAD names it, or empty
  base BLOB,                           -- of the range; NULL: it began with the history
  tip BLOB NOT NULL,
  PRIMARY KEY (repository_id, branch)
) STRICT, WITHOUT ROWID;

-- What it told, so that the next one need not say it again.
CREATE TABLE check_told (
  repository_id INTEGER NOT NULL REFERENCES repository (id) ON DELETE CASCADE,
  branch TEXT NOT NULL,
  fingerprint TEXT NOT NULL,           -- of rule and subject, 32 hex
  outcome TEXT NOT NULL,               -- fires, unknown
  shown TEXT NOT NULL,                 -- notice, warn, fail
  PRIMARY KEY (repository_id, branch, fingerprint)
) STRICT, WITHOUT ROWID;
