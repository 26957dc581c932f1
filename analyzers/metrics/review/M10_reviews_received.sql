-- id: M10
-- name: Reviews received
-- definition: Changes of the person's own that carry a review or approval by somebody else, without the repositories
--   that M04 leaves out. The balance is reviews
--   given less these; of the team only how balances spread is told, of fewer than lead.minimumGroup people
--   not that, and who opted out is not among them; no interval stands beside it, as its ends would be two
--   persons' balances.
-- unit: changes
-- interval: garwood
-- minimum: 0
-- needs: review
-- scope: both
-- part: balance, changes, none, 10, review, reviews given (M03) less reviews received, both without the repositories that
--   M04 leaves out
-- part: team, changes, spread, 5, review, the middle balance of those who wrote or reviewed (team)
-- part: team.q1, changes, none, 5, review, a quarter of them have a balance below this
-- part: team.q3, changes, none, 5, review, a quarter of them have a balance above this
-- source: the reviewer statistics that OpenStack kept
-- missing: unknown where most changes of the team carry no review evidence
-- bias: whoever only writes or only reviews has a lopsided balance by role; it compares nobody
WITH own AS (
  SELECT p.person_id, p.is_member, p.repository_id,
         CASE WHEN p.is_own = 1 AND c.has_review = 1 THEN 1 ELSE 0 END AS received,
         CASE WHEN p.is_rev = 1 OR p.is_ack = 1 THEN 1 ELSE 0 END AS given,
         CASE WHEN p.is_own = 1 OR p.is_rev = 1 OR p.is_ack = 1 THEN 1 ELSE 0 END AS is_active
  FROM scope_part p
  JOIN scope_change c ON c.id = p.change_id
  WHERE p.landed_time >= :since
), done AS (
  SELECT s.person_id, coalesce(sum(o.received), 0) AS received, coalesce(sum(o.given), 0) AS given
  FROM subject s
  LEFT JOIN own o ON o.person_id = s.person_id AND NOT EXISTS (
    SELECT 1 FROM scope_left_out x
    WHERE x.since_time = :since AND x.person_id = o.person_id AND x.repository_id = o.repository_id)
  GROUP BY s.person_id
), tally (metric, person_id, k, n) AS (
  SELECT 'M10', person_id, received, received FROM done
  UNION ALL
  SELECT 'M10.balance', person_id, given - received, given + received FROM done
  UNION ALL
  SELECT 'M10.team', CAST(NULL AS bigint), CAST(NULL AS bigint), CAST(NULL AS bigint)
  UNION ALL
  SELECT 'M10.team', CAST(NULL AS bigint), sum(given - received), 1
  FROM own
  WHERE is_member = 1 AND is_active = 1 AND person_id NOT IN (SELECT person_id FROM declared WHERE kind = 'optout')
  GROUP BY own.person_id
)
SELECT metric, person_id, k, n, NULL AS value
FROM tally
ORDER BY metric, person_id, k
-- evidence
SELECT a.change, a.oid, a.kind, a.source, a.raw, CASE WHEN x.person_id IS NULL THEN a.counted ELSE 0 END AS counted,
       CASE WHEN x.person_id IS NULL THEN a.why ELSE 'reviews hardly recorded there' END AS why
FROM scope_act a
LEFT JOIN scope_left_out x ON x.since_time = :since AND x.person_id = :person AND x.repository_id = a.repository_id
WHERE a.landed_time >= :since AND a.kind IN ('rev', 'ack') AND (:person IS NULL OR a.person_id = :person OR EXISTS (
  SELECT 1 FROM scope_part p WHERE p.change_id = a.change_id AND p.person_id = :person AND p.is_own = 1))
ORDER BY a.landed_time, a.change, a.kind, a.oid, a.source, a.raw
