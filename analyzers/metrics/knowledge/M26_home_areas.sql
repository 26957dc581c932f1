-- id: M26
-- name: Home areas
-- definition: How many areas hold 80 % of what the person wrote, reviewed, integrated, helped with or commented on at
--   length in the 365 days before the end of the period: the smallest such set, largest first. n is the number of
--   touches, one for each change and area.
-- unit: areas
-- interval: none
-- minimum: 20
-- needs: commits
-- scope: person
-- source: rules of this program (80 % was chosen, not tuned)
-- missing: known from commits as far as acts are recorded
-- bias: areas are the configured ones, else the first two directories of a path, which may not be how people think of
--   them
WITH touched AS (
  SELECT s.person_id, count(a.area) AS n
  FROM subject s
  LEFT JOIN scope_part p ON p.person_id = s.person_id AND p.landed_time >= :until - 31536000
  LEFT JOIN change_area a ON a.change_id = p.change_id
  GROUP BY s.person_id
)
SELECT 'M26' AS metric, t.person_id, count(h.area) AS k, t.n, 1.0 * count(h.area) AS value
FROM touched t
LEFT JOIN scope_home h ON h.person_id = t.person_id
GROUP BY t.person_id, t.n
ORDER BY metric, t.person_id
-- evidence
SELECT h.area AS change, '' AS oid, 'area' AS kind, 'path' AS source, r.name || ': ' || h.area AS raw,
       1 AS counted, NULL AS why
FROM scope_home h
JOIN repository r ON r.id = h.repository_id
WHERE :person IS NULL OR h.person_id = :person
ORDER BY h.touched DESC, r.key, h.area, h.person_id
