-- id: M19
-- name: Standards and process
-- definition: Changes to what a team works by: style and lint rules, contribution rules, templates, ownership files;
--   builds, checks, releases, alerts and run books. For the team: all such changes.
-- unit: changes
-- interval: garwood
-- minimum: 0
-- needs: commits
-- scope: both
-- part: std, changes, garwood, 0, commits, those to standards
-- part: ops, changes, garwood, 0, commits, those to builds, checks, releases, alerts and run books
-- source: rules of this program
-- missing: not applicable where the repository has no such file
-- bias: what counts is decided by path
WITH own (person_id, both_kinds, std, ops) AS (
  SELECT s.person_id, count(CASE WHEN c.has_standard = 1 OR c.has_operation = 1 THEN 1 END),
         coalesce(sum(c.has_standard), 0), coalesce(sum(c.has_operation), 0)
  FROM subject s
  LEFT JOIN scope_part p ON p.person_id = s.person_id AND p.is_own = 1 AND p.landed_time >= :since
  LEFT JOIN scope_change c ON c.id = p.change_id
  GROUP BY s.person_id
  UNION ALL
  SELECT CAST(NULL AS bigint), count(CASE WHEN has_standard = 1 OR has_operation = 1 THEN 1 END),
         coalesce(sum(has_standard), 0), coalesce(sum(has_operation), 0)
  FROM scope_change
  WHERE landed_time >= :since
), practice (in_use) AS (
  SELECT CASE WHEN EXISTS (
    SELECT 1 FROM path_class
    WHERE class IN ('standard', 'operation') AND (:repository IS NULL OR repository_id = :repository)) THEN 1 ELSE 0 END
), tally (metric, person_id, k) AS (
  SELECT 'M19', person_id, both_kinds FROM own
  UNION ALL
  SELECT 'M19.std', person_id, std FROM own
  UNION ALL
  SELECT 'M19.ops', person_id, ops FROM own
)
SELECT t.metric, t.person_id, t.k, CASE WHEN p.in_use = 1 OR t.k > 0 THEN t.k END AS n, NULL AS value
FROM tally t
CROSS JOIN practice p
ORDER BY metric, person_id
-- evidence
SELECT a.change, a.oid, a.kind, a.source, a.raw, a.counted, a.why
FROM scope_act a
JOIN scope_change c ON c.id = a.change_id AND (c.has_standard = 1 OR c.has_operation = 1)
WHERE a.landed_time >= :since AND a.kind IN ('auth', 'pair') AND (:person IS NULL OR a.person_id = :person)
ORDER BY a.landed_time, a.change, a.kind, a.oid, a.source, a.raw
