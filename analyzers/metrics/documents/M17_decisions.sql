-- id: M17
-- name: Decision records
-- definition: Changes that add or change a decision record and that the person wrote. For the team: all such changes.
-- unit: changes
-- interval: garwood
-- minimum: 0
-- needs: commits
-- scope: both
-- part: count, changes, garwood, 0, commits, the number of such changes
-- part: acts, acts, garwood, 0, commits, records written, backed, decided and accepted: one for each person, record and status
-- part: new, documents, none, 0, commits, records that landed in the period (team)
-- part: accepted, documents, none, 0, commits, records accepted in the period for the first time (team)
-- part: replaced, documents, none, 0, commits, records superseded or deprecated in the period (team)
-- part: authors, people, none, 0, commits, who wrote a record (team)
-- part: deciders, people, none, 0, commits, who is named as having decided one or accepted another's (team)
-- part: context, share, wilson, 5, commits, new records in which context or options are filled in (team)
-- source: Buchgeher, Schoeberl, Geist, Dorninger, Haindl and Weinreich 2023
-- missing: not applicable unless a repository holds three records and one was touched in the last two years
-- bias: decisions that are made in talk, mail or issues leave no record; a name in a record is what the record says, and a
--   reviewer listed in one was asked, which counts for nothing here
WITH touched (person_id, k) AS (
  SELECT s.person_id, count(c.id)
  FROM subject s
  LEFT JOIN scope_part p ON p.person_id = s.person_id AND p.is_own = 1 AND p.landed_time >= :since
  LEFT JOIN scope_change c ON c.id = p.change_id AND c.has_decision = 1
  GROUP BY s.person_id
  UNION ALL
  SELECT CAST(NULL AS bigint), count(*)
  FROM scope_change
  WHERE has_decision = 1 AND landed_time >= :since
), kept AS (
  SELECT repository_id
  FROM decision
  WHERE :repository IS NULL OR repository_id = :repository
  GROUP BY repository_id
  HAVING count(*) >= 3
), practice (in_use) AS (
  SELECT CASE
    WHEN NOT EXISTS (SELECT 1 FROM kept) THEN 0
    WHEN EXISTS (
      SELECT 1
      FROM change c
      JOIN change_credit cc ON cc.change_id = c.id
      WHERE cc.has_decision = 1 AND c.landed_time >= :until - 63072000 AND c.landed_time < :until
        AND c.repository_id IN (SELECT repository_id FROM kept)) THEN 1
    ELSE 0 END
), did (person_id, source) AS (
  SELECT a.person_id, s.name
  FROM scope_change c
  CROSS JOIN act a
  JOIN source s ON s.id = a.source_id
  WHERE c.landed_time >= :since AND a.change_id = c.id AND a.kind = 'dec' AND a.counted = 1
), taken (person_id, k) AS (
  SELECT s.person_id, count(d.person_id)
  FROM subject s
  LEFT JOIN did d ON d.person_id = s.person_id
  GROUP BY s.person_id
  UNION ALL
  SELECT CAST(NULL AS bigint), count(*)
  FROM did
), step (decision_id, position, state, has_context) AS (
  SELECT t.decision_id, t.position, t.state, d.has_context
  FROM decision_status t
  JOIN decision d ON d.id = t.decision_id
  JOIN landed l ON l.repository_id = d.repository_id AND l.commit_id = t.commit_id
  JOIN scope_change c ON c.id = l.change_id AND c.landed_time >= :since
  WHERE NOT EXISTS (
    SELECT 1
    FROM decision_status e
    WHERE e.decision_id = t.decision_id AND e.position < t.position AND e.state = t.state)
), figure (metric, k, n) AS (
  SELECT 'M17.new', count(*), count(*) FROM step WHERE position = 0
  UNION ALL
  SELECT 'M17.accepted', count(*), count(*) FROM step WHERE state = 'accepted'
  UNION ALL
  SELECT 'M17.replaced', count(*), count(*) FROM step WHERE state = 'replaced'
  UNION ALL
  SELECT 'M17.authors', count(DISTINCT person_id), count(DISTINCT person_id) FROM did WHERE source = 'decision:author'
  UNION ALL
  SELECT 'M17.deciders', count(DISTINCT person_id), count(DISTINCT person_id)
  FROM did
  WHERE source IN ('decision:decider', 'decision:approver', 'decision:delegate', 'decision:status')
  UNION ALL
  SELECT 'M17.context', coalesce(sum(has_context), 0), count(*) FROM step WHERE position = 0
)
SELECT 'M17.count' AS metric, t.person_id, t.k, CASE WHEN p.in_use = 1 OR t.k > 0 THEN t.k END AS n, NULL AS value
FROM touched t
CROSS JOIN practice p
UNION ALL
SELECT 'M17.acts', t.person_id, t.k, CASE WHEN p.in_use = 1 OR t.k > 0 THEN t.k END, NULL
FROM taken t
CROSS JOIN practice p
UNION ALL
SELECT f.metric, NULL, f.k, CASE WHEN p.in_use = 1 OR f.k > 0 THEN f.n END, NULL
FROM figure f
CROSS JOIN practice p
ORDER BY metric, person_id
-- evidence
SELECT a.change, a.oid, a.kind, a.source, a.raw, a.counted, a.why
FROM scope_act a
JOIN scope_change c ON c.id = a.change_id
WHERE a.landed_time >= :since AND (a.kind = 'dec' OR (c.has_decision = 1 AND a.kind IN ('auth', 'pair')))
  AND (:person IS NULL OR a.person_id = :person)
ORDER BY a.landed_time, a.change, a.kind, a.oid, a.source, a.raw
