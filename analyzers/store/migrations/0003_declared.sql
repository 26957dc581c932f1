-- What was declared: absences, opt-outs, policies, corrections.
CREATE TABLE declared (
  kind TEXT NOT NULL,
  person_id INTEGER NOT NULL,
  value TEXT NOT NULL,
  from_time INTEGER NOT NULL,
  until_time INTEGER NOT NULL,
  PRIMARY KEY (kind, person_id, value, from_time)
) STRICT, WITHOUT ROWID;

-- How many files a change touches, for its size where lines are not known.
DROP VIEW metric_change;
ALTER TABLE change_credit ADD COLUMN files INTEGER;
CREATE VIEW metric_change AS
SELECT m.team, c.id, c.repository_id, c.key, c.rule, c.landed_time, c.newest_id, cc.author_id, cc.author_count,
       cc.has_review, cc.has_second, cc.integrator, cc.has_code, cc.has_test, cc.has_doc, cc.has_decision,
       cc.has_standard, cc.has_operation, cc.is_doc_only, cc.is_fix, cc.is_newcomer, cc.lines, cc.files
FROM change c
JOIN change_credit cc ON cc.change_id = c.id AND cc.excluded IS NULL
JOIN member m ON m.person_id = cc.author_id AND c.landed_time >= m.from_time AND c.landed_time < m.until_time;

-- From when until when a file of code was there: after from_time, up to and with until_time.
CREATE TABLE code_life (
  repository_id INTEGER NOT NULL,
  path_id INTEGER NOT NULL,
  from_time INTEGER NOT NULL,
  until_time INTEGER,
  PRIMARY KEY (repository_id, path_id, from_time)
) STRICT, WITHOUT ROWID;

-- Who knew a file of code, times as in code_life (metrics M25): by own changes as long as it was there, or by reviewing.
CREATE TABLE code_knower (
  repository_id INTEGER NOT NULL,
  path_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  is_review INTEGER NOT NULL,
  from_time INTEGER NOT NULL,
  until_time INTEGER,
  PRIMARY KEY (repository_id, path_id, person_id, is_review, from_time)
) STRICT, WITHOUT ROWID;

-- When a person was about, times as in code_life: a counted act landed no longer than 180 days ago.
CREATE TABLE presence (
  repository_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  from_time INTEGER NOT NULL,
  until_time INTEGER NOT NULL,
  PRIMARY KEY (repository_id, person_id, from_time)
) STRICT, WITHOUT ROWID;

-- Whether a request is a draft, and how new the telling is; what was imported before does not tell.
ALTER TABLE request ADD COLUMN draft TEXT NOT NULL DEFAULT '';
ALTER TABLE request ADD COLUMN draft_seen INTEGER NOT NULL DEFAULT 0;

-- The acts of a person on the changes of a period, and the few that people tell of themselves, found without reading all others.
DROP INDEX act_person;
CREATE INDEX act_person ON act (person_id, change_id);
CREATE INDEX act_self ON act (person_id) WHERE kind = 'self';
