-- id: M24
-- name: Change size
-- definition: Lines added and removed by a change, outside generated and vendored files; a file that moved without a line
--   changed adds none. The median of the team's changes, and of those a person wrote or wrote with others.
-- unit: lines
-- interval: median
-- minimum: 20
-- needs: lines
-- scope: both
-- part: p90, lines, none, 20, lines, nine in ten changes are no larger
-- part: large, share, wilson, 20, lines, share of changes over 400 lines
-- part: large.rev, share, wilson, 20, lines, the same of changes that carry review evidence (team)
-- part: files, files, median, 20, commits, the median of files touched, outside generated and vendored ones
-- part: many, share, wilson, 20, commits, share of changes that touch over 30 files
-- part: many.rev, share, wilson, 20, commits, the same of changes that carry review evidence (team)
-- part: known, share, wilson, 0, commits, share of changes of which the lines are known (team)
-- source: a study of code review at Cisco that SmartBear published in 2006 (400 lines); rules of this program (30 files)
-- missing: lines are unknown where less than nine in ten changes have them, as in a scan of names alone or a clone
--   without all blobs; files are told then in their place
-- bias: a large change may be the smallest one that works; a file that moved and was changed counts whole, and of
--   generated files those that no rule knows
WITH sized AS (
  SELECT CAST(NULL AS bigint) AS person_id, lines, files, has_review
  FROM scope_change
  WHERE landed_time >= :since
  UNION ALL
  SELECT s.person_id, c.lines, c.files, 0
  FROM subject s
  JOIN scope_part p ON p.person_id = s.person_id AND p.is_own = 1 AND p.landed_time >= :since
  JOIN scope_change c ON c.id = p.change_id
), measured AS (
  SELECT CAST(NULL AS bigint) AS person_id
  UNION ALL
  SELECT person_id FROM subject
), share AS (
  SELECT m.person_id, count(CASE WHEN z.lines > 400 THEN 1 END) AS large, count(z.lines) AS with_lines,
         count(CASE WHEN z.lines > 400 AND z.has_review = 1 THEN 1 END) AS reviewed_large,
         count(CASE WHEN z.has_review = 1 THEN z.lines END) AS reviewed_with_lines,
         count(CASE WHEN z.files > 30 THEN 1 END) AS many, count(z.files) AS with_files,
         count(CASE WHEN z.files > 30 AND z.has_review = 1 THEN 1 END) AS reviewed_many,
         count(CASE WHEN z.has_review = 1 THEN z.files END) AS reviewed_with_files, count(z.has_review) AS n
  FROM measured m
  LEFT JOIN sized z ON coalesce(z.person_id, 0) = coalesce(m.person_id, 0)
  GROUP BY m.person_id
), tally (metric, person_id, k, n) AS (
  SELECT 'M24', person_id, CAST(NULL AS bigint), CAST(NULL AS bigint) FROM measured
  UNION ALL
  SELECT 'M24', person_id, lines, 1 FROM sized WHERE lines IS NOT NULL
  UNION ALL
  SELECT 'M24.files', person_id, CAST(NULL AS bigint), CAST(NULL AS bigint) FROM measured
  UNION ALL
  SELECT 'M24.files', person_id, files, 1 FROM sized WHERE files IS NOT NULL
  UNION ALL
  SELECT 'M24.large', person_id, large, with_lines FROM share
  UNION ALL
  SELECT 'M24.many', person_id, many, with_files FROM share
  UNION ALL
  SELECT 'M24.large.rev', person_id, reviewed_large, reviewed_with_lines FROM share WHERE person_id IS NULL
  UNION ALL
  SELECT 'M24.many.rev', person_id, reviewed_many, reviewed_with_files FROM share WHERE person_id IS NULL
  UNION ALL
  SELECT 'M24.known', person_id, with_lines, n FROM share WHERE person_id IS NULL
)
SELECT metric, person_id, k, n, NULL AS value
FROM tally
ORDER BY metric, person_id, k
-- evidence
SELECT c.key AS change, lower(hex(k.oid)) AS oid, 'size' AS kind, 'commit' AS source,
       coalesce(c.lines || ' lines', 'lines not known') || ' in ' || coalesce(CAST(c.files AS text), 'unknown')
         || CASE WHEN c.files = 1 THEN ' file: ' ELSE ' files: ' END || k.subject AS raw,
       CASE WHEN c.lines IS NULL THEN 0 ELSE 1 END AS counted,
       CASE WHEN c.lines IS NULL THEN 'lines not known' END AS why
FROM scope_change c
JOIN commits k ON k.id = c.newest_id
WHERE c.landed_time >= :since
  AND (:person IS NULL OR EXISTS (
    SELECT 1 FROM scope_part p WHERE p.change_id = c.id AND p.person_id = :person AND p.is_own = 1))
ORDER BY coalesce(c.lines, -1) DESC, coalesce(c.files, -1) DESC, c.landed_time, c.key, oid
