-- id: M28
-- name: Credit given
-- definition: Of the changes that the person wrote first of all, the share whose trailers credit another human, as
--   co-author, for help, for a report or for a test; of the team, the same over all of its changes. Whoever writes the
--   change writes its trailers, so a co-author's credit is not counted.
-- unit: share
-- interval: wilson
-- minimum: 20
-- needs: author
-- scope: both
-- source: rules of this program (a seed asks leads to give credit in public)
-- missing: not in use where fewer than 1 % of the team's changes credit anybody; thanks said elsewhere leave no trace
-- bias: some forges write co-authors into squashed changes by themselves; a strength only, and its absence says nothing
WITH credited AS (
  SELECT DISTINCT c.id
  FROM scope_change c
  CROSS JOIN act a
  JOIN source s ON s.id = a.source_id AND s.name LIKE 'trailer:%'
  WHERE a.change_id = c.id AND c.landed_time >= :since AND a.counted = 1 AND a.kind IN ('help', 'qa', 'pair')
    AND a.person_id <> c.author_id
), tally (person_id, k, n) AS (
  SELECT CAST(NULL AS bigint), count(x.id), count(*)
  FROM scope_change c
  LEFT JOIN credited x ON x.id = c.id
  WHERE c.landed_time >= :since
  UNION ALL
  SELECT s.person_id, count(x.id), count(c.id)
  FROM subject s
  LEFT JOIN scope_change c ON c.author_id = s.person_id AND c.landed_time >= :since
  LEFT JOIN credited x ON x.id = c.id
  GROUP BY s.person_id
), team AS (
  SELECT count(x.id) AS k, count(*) AS n
  FROM scope_change c
  LEFT JOIN credited x ON x.id = c.id
  WHERE c.landed_time >= :since
)
SELECT 'M28' AS metric, t.person_id, t.k, CASE WHEN w.k * 100 < w.n THEN NULL ELSE t.n END AS n, NULL AS value
FROM tally t
CROSS JOIN team w
ORDER BY metric, t.person_id
-- evidence
SELECT a.change, a.oid, a.kind, a.source, a.raw, a.counted, a.why
FROM scope_act a
WHERE a.landed_time >= :since AND a.kind IN ('help', 'qa', 'pair') AND a.source LIKE 'trailer:%'
  AND a.person_id <> a.author_id AND (:person IS NULL OR a.author_id = :person)
ORDER BY a.landed_time, a.change, a.kind, a.oid, a.source, a.raw
