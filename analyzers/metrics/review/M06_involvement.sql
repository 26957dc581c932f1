-- id: M06
-- name: Involvement
-- definition: Share of the team's changes by others that the person is named on as reviewer or approver.
-- unit: share
-- interval: wilson
-- minimum: 20
-- needs: review
-- scope: person
-- source: Pluralsight Flow, "involvement"
-- missing: unknown where most changes carry no review evidence; what is seen is then a lower bound
-- bias: shrinks as the team grows; nobody can be on everything
WITH whole (n) AS (
  SELECT count(*) FROM scope_change WHERE landed_time >= :since
), done (person_id, reviews, own) AS (
  SELECT s.person_id, count(CASE WHEN p.is_rev = 1 OR p.is_ack = 1 THEN 1 END), count(CASE WHEN p.is_own = 1 THEN 1 END)
  FROM subject s
  LEFT JOIN scope_part p ON p.person_id = s.person_id AND p.landed_time >= :since
  GROUP BY s.person_id
)
SELECT 'M06' AS metric, person_id, reviews AS k, n - own AS n, NULL AS value
FROM done
CROSS JOIN whole
ORDER BY metric, person_id
-- evidence
SELECT change, oid, kind, source, raw, counted, why
FROM scope_act
WHERE landed_time >= :since AND kind IN ('rev', 'ack') AND (:person IS NULL OR person_id = :person)
ORDER BY landed_time, change, kind, oid, source, raw
