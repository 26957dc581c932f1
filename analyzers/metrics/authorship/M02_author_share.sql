-- id: M02
-- name: Share of authorship
-- definition: The person's part of the team's changes, where a change with k authors gives each of them 1/k, so that
--   the parts of all people add up to one. The interval rests on the nearest whole number of changes.
-- unit: share
-- interval: wilson
-- minimum: 20
-- needs: author
-- scope: person
-- source: rules of this program
-- missing: known from commits; unknown where the author field names whoever committed
-- bias: as M01: changes are counted, not weighed
WITH whole (n) AS (
  SELECT count(*) FROM scope_change WHERE landed_time >= :since
), piece AS (
  SELECT p.person_id, CASE WHEN c.author_count > 1 THEN c.author_count ELSE 1 END AS authors, count(*) AS changes
  FROM subject s
  JOIN scope_part p ON p.person_id = s.person_id
  JOIN scope_change c ON c.id = p.change_id
  WHERE p.is_own = 1 AND p.landed_time >= :since
  GROUP BY p.person_id, CASE WHEN c.author_count > 1 THEN c.author_count ELSE 1 END
), tally AS (
  SELECT s.person_id, coalesce(sum(1.0 * piece.changes / piece.authors), 0) AS credit
  FROM subject s
  LEFT JOIN piece ON piece.person_id = s.person_id
  GROUP BY s.person_id
)
SELECT 'M02' AS metric, person_id, CAST(round(credit) AS bigint) AS k, n, credit / nullif(n, 0) AS value
FROM tally
CROSS JOIN whole
ORDER BY metric, person_id
-- evidence
SELECT change, oid, kind, source, raw, counted, why
FROM scope_act
WHERE landed_time >= :since AND kind IN ('auth', 'pair') AND (:person IS NULL OR person_id = :person)
ORDER BY landed_time, change, kind, oid, source, raw
