-- Teams whose changes are those in some repositories or paths alone: which changes, and which files.
DROP VIEW metric_change;
CREATE TABLE team_limit (
  team TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
CREATE TABLE team_change (
  team TEXT NOT NULL,
  change_id INTEGER NOT NULL,
  PRIMARY KEY (team, change_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE team_file (
  team TEXT NOT NULL,
  repository_id INTEGER NOT NULL,
  path_id INTEGER NOT NULL,
  PRIMARY KEY (team, repository_id, path_id)
) STRICT, WITHOUT ROWID;
CREATE VIEW metric_change AS
SELECT m.team, c.id, c.repository_id, c.key, c.rule, c.landed_time, c.newest_id, cc.author_id, cc.author_count,
       cc.has_review, cc.has_second, cc.integrator, cc.has_code, cc.has_test, cc.has_doc, cc.has_decision,
       cc.has_standard, cc.has_operation, cc.is_doc_only, cc.is_fix, cc.is_newcomer, cc.lines, cc.files
FROM change c
JOIN change_credit cc ON cc.change_id = c.id AND cc.excluded IS NULL
JOIN member m ON m.person_id = cc.author_id AND c.landed_time >= m.from_time AND c.landed_time < m.until_time
  AND (m.team NOT IN (SELECT team FROM team_limit) OR EXISTS (SELECT 1 FROM team_change t WHERE t.team = m.team AND t.change_id = c.id));
