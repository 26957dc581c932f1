-- id: M30
-- name: Work on others' changes against own
-- definition: M13 divided by M13 and changes authored together. For the team: the same over the sums of its members.
-- unit: share
-- interval: wilson
-- minimum: 10
-- needs: commits
-- scope: both
-- source: rules of this program
-- missing: a lower bound always: comments are not read
-- bias: as M13; comparable only within one repository
WITH done (person_id, others, own) AS (
  SELECT s.person_id, count(CASE WHEN p.is_pair = 1 OR p.is_help = 1 THEN 1 END),
         count(CASE WHEN p.is_own = 1 THEN 1 END)
  FROM subject s
  LEFT JOIN scope_part p ON p.person_id = s.person_id AND p.landed_time >= :since
  GROUP BY s.person_id
  UNION ALL
  SELECT CAST(NULL AS bigint), count(CASE WHEN is_pair = 1 OR is_help = 1 THEN 1 END),
         count(CASE WHEN is_own = 1 THEN 1 END)
  FROM scope_part
  WHERE is_member = 1 AND landed_time >= :since
)
SELECT 'M30' AS metric, person_id, others AS k, others + own AS n, NULL AS value
FROM done
ORDER BY metric, person_id
-- evidence
SELECT change, oid, kind, source, raw, counted, why
FROM scope_act
WHERE landed_time >= :since AND kind IN ('help', 'pair', 'auth') AND (:person IS NULL OR person_id = :person)
ORDER BY landed_time, change, kind, oid, source, raw
