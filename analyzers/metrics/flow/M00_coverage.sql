-- id: M00
-- name: Changes counted
-- definition: Changes of the team that landed in the period and count for every other figure. A change does not count
--   if a bot, a language model or a placeholder name made it, if it imports other people's history, is one mass edit,
--   repeats a change that already landed, was taken back the same day, or touches only vendored and generated files.
-- unit: changes
-- interval: none
-- minimum: 0
-- needs: commits
-- scope: team
-- part: excluded, changes, none, 0, commits, changes left out, whatever the reason
-- part: bot, changes, none, 0, commits, changes left out because a bot made them
-- part: model, changes, none, 0, commits, changes left out because a language model is named as the author
-- part: placeholder, changes, none, 0, commits, changes left out because the author is a company or a system account
-- part: import, changes, none, 0, commits, changes left out because they import another history
-- part: mass, changes, none, 0, commits, changes left out because they are one mechanical edit over very many files
-- part: copied, changes, none, 0, commits, changes left out because they repeat one that landed before
-- part: reverted, changes, none, 0, commits, changes left out because they were taken back the same day
-- part: vendored, changes, none, 0, commits, changes left out because they touch only vendored or generated files
-- part: people, people, none, 0, commits, persons with at least one act that counts on the changes
-- part: models, acts, none, 0, commits, lines that name a bot or a language model as helper or co-author; none is
--   credited
-- part: unresolved, acts, none, 0, commits, acts of names that no commit explains, out of all authoring,
--   reviewing, approving, integrating, helping and pairing that counts
-- part: told, changes, none, 0, commits, changes whose pull or merge request an imported export or a note tells of,
--   out of all
-- source: rules of this program
-- missing: what a shallow clone cuts off is not counted anywhere
-- bias: mass edits and imports are recognised by size and wording; some slip through and some are caught wrongly
WITH left_out AS (
  SELECT c.id, cc.excluded
  FROM change c
  JOIN change_credit cc ON cc.change_id = c.id AND cc.excluded IS NOT NULL
  WHERE c.landed_time >= :since AND c.landed_time < :until
    AND (:repository IS NULL OR c.repository_id = :repository)
    AND (:team = '' OR EXISTS (
      SELECT 1 FROM member m
      WHERE m.team = :team AND m.person_id = cc.author_id
        AND m.from_time <= c.landed_time AND m.until_time > c.landed_time
        AND (m.team NOT IN (SELECT team FROM team_limit) OR EXISTS (
          SELECT 1 FROM team_change t WHERE t.team = m.team AND t.change_id = c.id))))
), reason (metric, excluded) AS (
  VALUES ('M00.bot', 'bot'), ('M00.model', 'model'), ('M00.placeholder', 'placeholder'), ('M00.import', 'import'),
         ('M00.mass', 'mass'), ('M00.copied', 'copied'), ('M00.reverted', 'reverted'), ('M00.vendored', 'vendored')
), landed AS (
  SELECT id FROM scope_change WHERE landed_time >= :since
), credited AS (
  SELECT CASE WHEN a.counted = 1 THEN a.person_id END AS person_id,
         count(CASE WHEN a.counted = 0 AND a.why IN ('bot', 'model') AND a.kind IN ('help', 'pair') THEN 1 END) AS models,
         count(CASE WHEN a.counted = 1 AND a.kind IN ('auth', 'rev', 'ack', 'int', 'help', 'pair') THEN 1 END) AS work
  FROM scope_change l
  CROSS JOIN act a
  WHERE l.landed_time >= :since AND a.change_id = l.id AND a.kind <> 'self'
  GROUP BY CASE WHEN a.counted = 1 THEN a.person_id END
), acted (people, models, unresolved, counted) AS (
  SELECT count(c.person_id), coalesce(sum(c.models), 0), coalesce(sum(CASE WHEN p.is_resolved = 0 THEN c.work END), 0),
         coalesce(sum(c.work), 0)
  FROM credited c
  LEFT JOIN person p ON p.id = c.person_id
), tally (metric, k, n) AS (
  SELECT 'M00', count(*), count(*) FROM landed
  UNION ALL
  SELECT 'M00.excluded', count(*), count(*) FROM left_out
  UNION ALL
  SELECT r.metric, count(o.id), count(o.id)
  FROM reason r
  LEFT JOIN left_out o ON o.excluded = r.excluded
  GROUP BY r.metric
  UNION ALL
  SELECT 'M00.told', count(s.change_id), count(*)
  FROM landed l
  LEFT JOIN (SELECT DISTINCT change_id FROM scope_request) s ON s.change_id = l.id
  UNION ALL
  SELECT 'M00.people', people, people FROM acted
  UNION ALL
  SELECT 'M00.models', models, models FROM acted
  UNION ALL
  SELECT 'M00.unresolved', unresolved, counted FROM acted
)
SELECT metric, CAST(NULL AS bigint) AS person_id, k, n, NULL AS value
FROM tally
ORDER BY metric
-- evidence
SELECT c.key AS change, lower(hex(k.oid)) AS oid, 'change' AS kind, 'commit' AS source, k.subject AS raw,
       CASE WHEN cc.excluded IS NULL THEN 1 ELSE 0 END AS counted, cc.excluded AS why
FROM change c
JOIN change_credit cc ON cc.change_id = c.id
JOIN commits k ON k.id = c.newest_id
WHERE c.landed_time >= :since AND c.landed_time < :until
  AND (:repository IS NULL OR c.repository_id = :repository)
  AND (:person IS NULL OR cc.author_id = :person)
  AND (:team = '' OR EXISTS (
    SELECT 1 FROM member m
    WHERE m.team = :team AND m.person_id = cc.author_id
      AND m.from_time <= c.landed_time AND m.until_time > c.landed_time
      AND (m.team NOT IN (SELECT team FROM team_limit) OR EXISTS (
        SELECT 1 FROM team_change t WHERE t.team = m.team AND t.change_id = c.id))))
ORDER BY c.landed_time, c.key, oid
