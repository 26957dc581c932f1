-- id: M16
-- name: Documentation
-- definition: Share of the person's or the team's changes that touch documentation or decision records.
-- unit: share
-- interval: wilson
-- minimum: 20
-- needs: commits
-- scope: both
-- part: count, changes, garwood, 0, commits, how many changes these are
-- part: only, changes, garwood, 0, commits, those that touch documentation and nothing else
-- source: DORA 2021 to 2023 (documentation quality is asked for there, not counted)
-- missing: documentation kept in another repository or a wiki is not seen
-- bias: what counts as documentation is decided by path; compare only with the same repository's own past
WITH own (person_id, changes, doc, doc_only) AS (
  SELECT s.person_id, count(c.id), coalesce(sum(c.has_doc), 0), coalesce(sum(c.is_doc_only), 0)
  FROM subject s
  LEFT JOIN scope_part p ON p.person_id = s.person_id AND p.is_own = 1 AND p.landed_time >= :since
  LEFT JOIN scope_change c ON c.id = p.change_id
  GROUP BY s.person_id
  UNION ALL
  SELECT CAST(NULL AS bigint), count(*), coalesce(sum(has_doc), 0), coalesce(sum(is_doc_only), 0)
  FROM scope_change
  WHERE landed_time >= :since
), tally (metric, person_id, k, n) AS (
  SELECT 'M16', person_id, doc, changes FROM own
  UNION ALL
  SELECT 'M16.count', person_id, doc, doc FROM own
  UNION ALL
  SELECT 'M16.only', person_id, doc_only, doc_only FROM own
)
SELECT metric, person_id, k, n, NULL AS value
FROM tally
ORDER BY metric, person_id
-- evidence
SELECT a.change, a.oid, a.kind, a.source, a.raw, a.counted, a.why
FROM scope_act a
JOIN scope_change c ON c.id = a.change_id AND c.has_doc = 1
WHERE a.landed_time >= :since AND a.kind IN ('auth', 'pair') AND (:person IS NULL OR a.person_id = :person)
ORDER BY a.landed_time, a.change, a.kind, a.oid, a.source, a.raw
