-- id: M15
-- name: Changes with two or more authors
-- definition: Share of the team's changes that name two or more human authors. What one person wrote into other
--   people's changes is M13.a.
-- unit: share
-- interval: wilson
-- minimum: 20
-- needs: commits
-- scope: both
-- part: joint, changes, garwood, 0, commits, changes the person wrote together with another person, whoever comes
--   first
-- source: rules of this program
-- missing: pairing without a co-author line leaves nothing; zero reads "no trace"
-- bias: squashing names co-authors by itself on some forges and never on others
WITH tally (metric, person_id, k, n) AS (
  SELECT 'M15', CAST(NULL AS bigint), count(CASE WHEN author_count >= 2 THEN 1 END), count(*)
  FROM scope_change
  WHERE landed_time >= :since
  UNION ALL
  SELECT 'M15.joint', s.person_id, count(p.change_id), count(p.change_id)
  FROM subject s
  LEFT JOIN scope_part p ON p.person_id = s.person_id AND p.is_joint = 1 AND p.landed_time >= :since
  GROUP BY s.person_id
)
SELECT metric, person_id, k, n, NULL AS value
FROM tally
ORDER BY metric, person_id
-- evidence
SELECT a.change, a.oid, a.kind, a.source, a.raw, a.counted, a.why
FROM scope_act a
JOIN scope_change c ON c.id = a.change_id AND c.author_count >= 2
WHERE a.landed_time >= :since AND a.kind IN ('auth', 'pair')
  AND (:person IS NULL OR EXISTS (
    SELECT 1 FROM scope_part p WHERE p.person_id = :person AND p.change_id = a.change_id AND p.is_own = 1))
ORDER BY a.landed_time, a.change, a.kind, a.oid, a.source, a.raw
