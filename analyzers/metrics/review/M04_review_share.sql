-- id: M04
-- name: Review share of own activity
-- definition: Reviews given, divided by reviews given and changes authored together: how much of what the record
--   shows of a person is on other people's changes. For the team: the same over the sums of its members.
-- unit: share
-- interval: wilson
-- minimum: 10
-- needs: review
-- scope: both
-- source: measured on Xen, DPDK and U-Boot for this project (tells maintainers from others with AUC 0.77 to 0.84)
-- missing: unknown where most changes carry no review evidence; what is seen is then a lower bound
-- bias: comparable only within one repository: customs of naming reviewers differ
WITH done (person_id, reviews, own) AS (
  SELECT s.person_id, count(CASE WHEN p.is_rev = 1 OR p.is_ack = 1 THEN 1 END), count(CASE WHEN p.is_own = 1 THEN 1 END)
  FROM subject s
  LEFT JOIN scope_part p ON p.person_id = s.person_id AND p.landed_time >= :since
  GROUP BY s.person_id
  UNION ALL
  SELECT CAST(NULL AS bigint), count(CASE WHEN is_rev = 1 OR is_ack = 1 THEN 1 END),
         count(CASE WHEN is_own = 1 THEN 1 END)
  FROM scope_part
  WHERE is_member = 1 AND landed_time >= :since
)
SELECT 'M04' AS metric, person_id, reviews AS k, reviews + own AS n, NULL AS value
FROM done
ORDER BY metric, person_id
-- evidence
SELECT change, oid, kind, source, raw, counted, why
FROM scope_act
WHERE landed_time >= :since AND kind IN ('rev', 'ack', 'auth', 'pair') AND (:person IS NULL OR person_id = :person)
ORDER BY landed_time, change, kind, oid, source, raw
