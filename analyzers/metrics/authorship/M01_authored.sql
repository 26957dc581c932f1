-- id: M01
-- name: Changes authored
-- definition: Changes that the person wrote, alone or with others, and that landed in the period. A squashed or
--   merged request is one change; being one of several authors counts in full. For the team: all its changes.
-- unit: changes
-- interval: garwood
-- minimum: 1
-- needs: author
-- scope: both
-- part: code, changes, garwood, 0, author, those that touch production code
-- part: test, changes, garwood, 0, author, those that touch tests
-- part: doc, changes, garwood, 0, author, those that touch documentation or decision records
-- part: ops, changes, garwood, 0, author, those that touch builds, checks, releases or alerts
-- part: std, changes, garwood, 0, author, those that touch style rules, templates or contribution rules
-- part: fix, changes, garwood, 0, author, those that revert, repair a named commit or carry a fix back
-- source: Mockus, Fielding and Herbsleb 2002
-- missing: known from commits; unknown where the author field names whoever committed
-- bias: says nothing of size, difficulty or worth; many small changes look like more than one large one
WITH own (person_id, changes, code, test, doc, ops, std, fix) AS (
  SELECT s.person_id, count(c.id), sum(c.has_code), sum(c.has_test), sum(c.has_doc), sum(c.has_operation),
         sum(c.has_standard), sum(c.is_fix)
  FROM subject s
  LEFT JOIN scope_part p ON p.person_id = s.person_id AND p.is_own = 1 AND p.landed_time >= :since
  LEFT JOIN scope_change c ON c.id = p.change_id
  GROUP BY s.person_id
  UNION ALL
  SELECT CAST(NULL AS bigint), count(*), sum(has_code), sum(has_test), sum(has_doc), sum(has_operation),
         sum(has_standard), sum(is_fix)
  FROM scope_change
  WHERE landed_time >= :since
), part (metric) AS (
  VALUES ('M01'), ('M01.code'), ('M01.test'), ('M01.doc'), ('M01.ops'), ('M01.std'), ('M01.fix')
), tally AS (
  SELECT part.metric, own.person_id,
         coalesce(CASE part.metric WHEN 'M01' THEN changes WHEN 'M01.code' THEN code WHEN 'M01.test' THEN test
           WHEN 'M01.doc' THEN doc WHEN 'M01.ops' THEN ops WHEN 'M01.std' THEN std ELSE fix END, 0) AS k
  FROM own
  CROSS JOIN part
)
SELECT metric, person_id, k, k AS n, NULL AS value
FROM tally
ORDER BY metric, person_id
-- evidence
SELECT change, oid, kind, source, raw, counted, why
FROM scope_act
WHERE landed_time >= :since AND kind IN ('auth', 'pair') AND (:person IS NULL OR person_id = :person)
ORDER BY landed_time, change, kind, oid, source, raw
