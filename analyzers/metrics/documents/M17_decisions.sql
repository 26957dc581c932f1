-- id: M17
-- name: Decision records
-- definition: Changes that add or change a decision record and that the person wrote. For the team: all such changes.
-- unit: changes
-- interval: garwood
-- minimum: 0
-- needs: commits
-- scope: both
-- part: count, changes, garwood, 0, commits, the number of such changes
-- source: Buchgeher, Schoeberl, Geist, Dorninger, Haindl and Weinreich 2023
-- missing: not applicable unless the repository holds three records and one was touched in the last two years
-- bias: decisions that are made in talk, mail or issues leave no record
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
), practice (in_use) AS (
  SELECT CASE
    WHEN (SELECT count(*) FROM decision d WHERE :repository IS NULL OR d.repository_id = :repository) < 3 THEN 0
    WHEN EXISTS (
      SELECT 1
      FROM change c
      JOIN change_credit cc ON cc.change_id = c.id
      WHERE cc.has_decision = 1 AND c.landed_time >= :until - 63072000 AND c.landed_time < :until
        AND (:repository IS NULL OR c.repository_id = :repository)) THEN 1
    ELSE 0 END
)
SELECT 'M17.count' AS metric, t.person_id, t.k, CASE WHEN p.in_use = 1 OR t.k > 0 THEN t.k END AS n, NULL AS value
FROM touched t
CROSS JOIN practice p
ORDER BY metric, t.person_id
-- evidence
SELECT a.change, a.oid, a.kind, a.source, a.raw, a.counted, a.why
FROM scope_act a
JOIN scope_change c ON c.id = a.change_id AND c.has_decision = 1
WHERE a.landed_time >= :since AND a.kind IN ('auth', 'pair', 'dec') AND (:person IS NULL OR a.person_id = :person)
ORDER BY a.landed_time, a.change, a.kind, a.oid, a.source, a.raw
