-- id: M06
-- name: Involvement
-- definition: Share of the team's changes by others that the person is named on as reviewer or approver. Repositories
--   are left out as of M04.
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
  LEFT JOIN scope_part p ON p.person_id = s.person_id AND p.landed_time >= :since AND NOT EXISTS (
    SELECT 1 FROM scope_left_out x
    WHERE x.since_time = :since AND x.person_id = p.person_id AND x.repository_id = p.repository_id)
  GROUP BY s.person_id
), elsewhere (person_id, n) AS (
  SELECT x.person_id, sum(r.changes)
  FROM scope_left_out x
  JOIN scope_repository r ON r.since_time = x.since_time AND r.repository_id = x.repository_id
  WHERE x.since_time = :since
  GROUP BY x.person_id
)
SELECT 'M06' AS metric, d.person_id, d.reviews AS k, w.n - coalesce(e.n, 0) - d.own AS n, NULL AS value
FROM done d
CROSS JOIN whole w
LEFT JOIN elsewhere e ON e.person_id = d.person_id
ORDER BY metric, d.person_id
-- evidence
SELECT a.change, a.oid, a.kind, a.source, a.raw, CASE WHEN x.person_id IS NULL THEN a.counted ELSE 0 END AS counted,
       CASE WHEN x.person_id IS NULL THEN a.why ELSE 'reviews hardly recorded there' END AS why
FROM scope_act a
LEFT JOIN scope_left_out x ON x.since_time = :since AND x.person_id = :person AND x.repository_id = a.repository_id
WHERE a.landed_time >= :since AND a.kind IN ('rev', 'ack') AND (:person IS NULL OR a.person_id = :person)
ORDER BY a.landed_time, a.change, a.kind, a.oid, a.source, a.raw
