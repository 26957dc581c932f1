-- id: M05
-- name: Reviews per own change
-- definition: Reviews given for each change authored. The interval comes from that of M04. For the team: the same
--   over the sums of its members. Repositories are left out as of M04.
-- unit: ratio
-- interval: ratio
-- minimum: 10
-- needs: review
-- scope: both
-- part: parity, ratio, none, 20, review, the person's ratio over the team's in the same repositories: 1 gives as many
--   as the team does; n is the reviews of the team
-- source: Sadowski, Soederberg, Church, Sipko and Bacchelli 2018 (median four reviewed to three authored)
-- missing: unknown where most changes carry no review evidence; nothing to divide by without an own change
-- bias: as M04
WITH done (person_id, reviews, own) AS (
  SELECT s.person_id, count(CASE WHEN p.is_rev = 1 OR p.is_ack = 1 THEN 1 END), count(CASE WHEN p.is_own = 1 THEN 1 END)
  FROM subject s
  LEFT JOIN scope_part p ON p.person_id = s.person_id AND p.landed_time >= :since AND NOT EXISTS (
    SELECT 1 FROM scope_left_out x
    WHERE x.since_time = :since AND x.person_id = p.person_id AND x.repository_id = p.repository_id)
  GROUP BY s.person_id
), team (reviews, own) AS (
  SELECT count(CASE WHEN is_rev = 1 OR is_ack = 1 THEN 1 END), count(CASE WHEN is_own = 1 THEN 1 END)
  FROM scope_part
  WHERE is_member = 1 AND landed_time >= :since
), elsewhere AS (
  SELECT x.person_id, count(CASE WHEN p.is_rev = 1 OR p.is_ack = 1 THEN 1 END) AS reviews, sum(p.is_own) AS own
  FROM subject s
  JOIN scope_left_out x ON x.person_id = s.person_id AND x.since_time = :since
  JOIN scope_part p ON p.repository_id = x.repository_id AND p.is_member = 1 AND p.landed_time >= :since
  GROUP BY x.person_id
), beside AS (
  SELECT d.person_id, d.reviews, d.own, t.reviews - coalesce(e.reviews, 0) AS team_reviews,
         t.own - coalesce(e.own, 0) AS team_own
  FROM done d
  CROSS JOIN team t
  LEFT JOIN elsewhere e ON e.person_id = d.person_id
), tally (metric, person_id, k, n, value) AS (
  SELECT 'M05', CAST(NULL AS bigint), reviews, own, 1.0 * reviews / nullif(own, 0) FROM team
  UNION ALL
  SELECT 'M05', person_id, reviews, own, 1.0 * reviews / nullif(own, 0) FROM done
  UNION ALL
  SELECT 'M05.parity', person_id, reviews, team_reviews, 1.0 * reviews * team_own / nullif(own * team_reviews, 0)
  FROM beside
)
SELECT metric, person_id, k, n, value
FROM tally
ORDER BY metric, person_id
-- evidence
SELECT a.change, a.oid, a.kind, a.source, a.raw, CASE WHEN x.person_id IS NULL THEN a.counted ELSE 0 END AS counted,
       CASE WHEN x.person_id IS NULL THEN a.why ELSE 'reviews hardly recorded there' END AS why
FROM scope_act a
LEFT JOIN scope_left_out x ON x.since_time = :since AND x.person_id = :person AND x.repository_id = a.repository_id
WHERE a.landed_time >= :since AND a.kind IN ('rev', 'ack', 'auth', 'pair') AND (:person IS NULL OR a.person_id = :person)
ORDER BY a.landed_time, a.change, a.kind, a.oid, a.source, a.raw
