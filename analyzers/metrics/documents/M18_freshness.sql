-- id: M18
-- name: Code changes since the document
-- definition: Of the documents that speak of an area, the one behind which most code has moved on: how many of the
--   team's changes with code touched the area since the document last changed, counted over the 365 days before the end
--   of the period. Documents are those of [docs] map; an area without one has its own README and docs directory, if ten
--   changes with code touched it in that year. The proofs list the worst five.
-- unit: changes
-- interval: none
-- minimum: 0
-- needs: commits
-- scope: team
-- part: age, days, none, 0, commits, how long before the end of the period that document last changed
-- part: documents, documents, none, 0, commits, how many documents are looked at
-- source: rules of this program
-- missing: not applicable where no document is mapped to an area
-- bias: a document may be old and right; documentation elsewhere is not seen
WITH tally (metric, k, n) AS (
  SELECT 'M18', max(changes), nullif(count(*), 0) FROM scope_document WHERE place = 1
  UNION ALL
  SELECT 'M18.age', max((:until - changed_time) / 86400), nullif(count(*), 0) FROM scope_document WHERE place = 1
  UNION ALL
  SELECT 'M18.documents', count(*), nullif(count(*), 0) FROM scope_document
)
SELECT metric, CAST(NULL AS bigint) AS person_id, k, n, NULL AS value
FROM tally
ORDER BY metric
-- evidence
SELECT d.area AS change, lower(hex(k.oid)) AS oid, 'doc' AS kind, 'path' AS source,
       d.document || ', ' || d.changes || ' changes with code since, ' || ((:until - d.changed_time) / 86400)
         || ' days old' AS raw,
       1 AS counted, NULL AS why
FROM scope_document d
JOIN commits k ON k.id = d.newest_id
WHERE d.place <= 5 AND :person IS NULL
ORDER BY d.place
