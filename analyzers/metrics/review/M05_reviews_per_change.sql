-- id: M05
-- name: Reviews per own change
-- definition: Reviews given for each change authored. The interval comes from that of M04. For the team: the same
--   over the sums of its members.
-- unit: ratio
-- interval: ratio
-- minimum: 10
-- needs: review
-- scope: both
-- part: parity, ratio, none, 20, review, the person's ratio over the team's: 1 gives as many as the team does; n is
--   the reviews of the team
-- source: Sadowski, Soederberg, Church, Sipko and Bacchelli 2018 (median four reviewed to three authored)
-- missing: unknown where most changes carry no review evidence; nothing to divide by without an own change
-- bias: as M04
WITH done (person_id, reviews, own) AS (
  SELECT s.person_id, count(CASE WHEN p.is_rev = 1 OR p.is_ack = 1 THEN 1 END), count(CASE WHEN p.is_own = 1 THEN 1 END)
  FROM subject s
  LEFT JOIN scope_part p ON p.person_id = s.person_id AND p.landed_time >= :since
  GROUP BY s.person_id
), team (reviews, own) AS (
  SELECT count(CASE WHEN is_rev = 1 OR is_ack = 1 THEN 1 END), count(CASE WHEN is_own = 1 THEN 1 END)
  FROM scope_part
  WHERE is_member = 1 AND landed_time >= :since
), tally (metric, person_id, k, n, value) AS (
  SELECT 'M05', CAST(NULL AS bigint), reviews, own, 1.0 * reviews / nullif(own, 0) FROM team
  UNION ALL
  SELECT 'M05', person_id, reviews, own, 1.0 * reviews / nullif(own, 0) FROM done
  UNION ALL
  SELECT 'M05.parity', d.person_id, d.reviews, t.reviews,
         1.0 * d.reviews * t.own / nullif(d.own * t.reviews, 0)
  FROM done d
  CROSS JOIN team t
)
SELECT metric, person_id, k, n, value
FROM tally
ORDER BY metric, person_id
-- evidence
SELECT change, oid, kind, source, raw, counted, why
FROM scope_act
WHERE landed_time >= :since AND kind IN ('rev', 'ack', 'auth', 'pair') AND (:person IS NULL OR person_id = :person)
ORDER BY landed_time, change, kind, oid, source, raw
