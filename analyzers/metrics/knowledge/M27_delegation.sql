-- id: M27
-- name: Others' work in home areas
-- definition: Of the team's changes in the person's home areas (M26), the share that somebody else wrote and the
--   person reviewed, approved or integrated. Home areas in repositories that M04 leaves out are left out here too.
-- unit: share
-- interval: wilson
-- minimum: 20
-- needs: review
-- scope: person
-- part: open, changes, none, 0, commits, changes by others in the person's home areas
-- part: others, people, none, 0, commits, other people who wrote at least three changes there
-- source: rules of this program
-- missing: unknown where most changes carry no review evidence; what is seen is then a lower bound
-- bias: as M26
WITH there AS (
  SELECT h.person_id, c.id, c.author_id
  FROM scope_change c
  CROSS JOIN change_area a
  CROSS JOIN scope_home h
  WHERE a.change_id = c.id AND h.area = a.area AND h.repository_id = c.repository_id AND c.landed_time >= :since
    AND NOT EXISTS (
      SELECT 1 FROM scope_left_out x
      WHERE x.since_time = :since AND x.person_id = h.person_id AND x.repository_id = h.repository_id)
  GROUP BY h.person_id, c.id, c.author_id
), joined AS (
  SELECT t.person_id, t.id, t.author_id, coalesce(p.is_own, 0) AS is_own,
         CASE WHEN p.is_rev = 1 OR p.is_ack = 1 OR p.is_int = 1 THEN 1 ELSE 0 END AS is_supported
  FROM there t
  LEFT JOIN scope_part p ON p.person_id = t.person_id AND p.change_id = t.id
), busy AS (
  SELECT person_id, author_id FROM joined WHERE is_own = 0 GROUP BY person_id, author_id HAVING count(*) >= 3
), tally (metric, person_id, k, n) AS (
  SELECT 'M27', s.person_id, count(CASE WHEN j.is_supported = 1 THEN 1 END), count(j.id)
  FROM subject s
  LEFT JOIN joined j ON j.person_id = s.person_id
  GROUP BY s.person_id
  UNION ALL
  SELECT 'M27.open', s.person_id, count(j.id), count(j.id)
  FROM subject s
  LEFT JOIN joined j ON j.person_id = s.person_id AND j.is_own = 0
  GROUP BY s.person_id
  UNION ALL
  SELECT 'M27.others', s.person_id, count(b.author_id), count(b.author_id)
  FROM subject s
  LEFT JOIN busy b ON b.person_id = s.person_id
  GROUP BY s.person_id
)
SELECT metric, person_id, k, n, NULL AS value
FROM tally
ORDER BY metric, person_id
-- evidence
SELECT a.change, a.oid, a.kind, a.source, a.raw, a.counted, a.why
FROM scope_act a
WHERE a.landed_time >= :since AND a.kind IN ('rev', 'ack', 'int') AND a.person_id = :person
  AND EXISTS (
    SELECT 1
    FROM scope_change c
    JOIN change_area x ON x.change_id = c.id
    JOIN scope_home h ON h.area = x.area AND h.repository_id = c.repository_id AND h.person_id = :person
    WHERE c.id = a.change_id AND NOT EXISTS (
      SELECT 1 FROM scope_left_out l
      WHERE l.since_time = :since AND l.person_id = :person AND l.repository_id = c.repository_id))
ORDER BY a.landed_time, a.change, a.kind, a.oid, a.source, a.raw
