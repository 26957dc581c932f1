-- id: M04
-- name: Review share of own activity
-- definition: Reviews given, divided by reviews given and changes authored together: how much of what the record
--   shows of a person is on other people's changes. For the team: the same over the sums of its members. Over several
--   repositories a person's share leaves out those where reviews are recorded less well than where at least half of the own
--   changes landed.
-- unit: share
-- interval: wilson
-- minimum: 10
-- needs: review
-- scope: both
-- source: measured on Xen, DPDK and U-Boot for this project (tells maintainers from others with AUC 0.77 to 0.84)
-- missing: unknown where most changes carry no review evidence, of a person where less than half of the own changes lie
--   in repositories in which most do; what is seen is then a lower bound
-- bias: comparable only within one repository: customs of naming reviewers differ
WITH done (person_id, reviews, own) AS (
  SELECT s.person_id, count(CASE WHEN p.is_rev = 1 OR p.is_ack = 1 THEN 1 END), count(CASE WHEN p.is_own = 1 THEN 1 END)
  FROM subject s
  LEFT JOIN scope_part p ON p.person_id = s.person_id AND p.landed_time >= :since AND NOT EXISTS (
    SELECT 1 FROM scope_left_out x
    WHERE x.since_time = :since AND x.person_id = p.person_id AND x.repository_id = p.repository_id)
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
SELECT a.change, a.oid, a.kind, a.source, a.raw, CASE WHEN x.person_id IS NULL THEN a.counted ELSE 0 END AS counted,
       CASE WHEN x.person_id IS NULL THEN a.why ELSE 'reviews hardly recorded there' END AS why
FROM scope_act a
LEFT JOIN scope_left_out x ON x.since_time = :since AND x.person_id = :person AND x.repository_id = a.repository_id
WHERE a.landed_time >= :since AND a.kind IN ('rev', 'ack', 'auth', 'pair') AND (:person IS NULL OR a.person_id = :person)
ORDER BY a.landed_time, a.change, a.kind, a.oid, a.source, a.raw
