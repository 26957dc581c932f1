-- id: M30
-- name: Work on others' changes against own
-- definition: M13 divided by M13 and changes authored together. For the team: the same over the sums of its members.
-- unit: share
-- interval: wilson
-- minimum: 10
-- needs: commits
-- scope: both
-- source: rules of this program
-- missing: a lower bound always: comments are known only from imported exports and mails, Gerrit's records
--   (NoteDb), git-appraise and notes
-- bias: as M13; comparable only within one repository
WITH done (person_id, others, own) AS (
  SELECT s.person_id, count(CASE WHEN p.is_pair = 1 OR p.is_cmt = 1 OR p.is_help = 1 THEN 1 END),
         count(CASE WHEN p.is_own = 1 THEN 1 END)
  FROM subject s
  LEFT JOIN scope_part p ON p.person_id = s.person_id AND p.landed_time >= :since
  GROUP BY s.person_id
  UNION ALL
  SELECT CAST(NULL AS bigint), count(CASE WHEN is_pair = 1 OR is_cmt = 1 OR is_help = 1 THEN 1 END),
         count(CASE WHEN is_own = 1 THEN 1 END)
  FROM scope_part
  WHERE is_member = 1 AND landed_time >= :since
)
SELECT 'M30' AS metric, person_id, others AS k, others + own AS n, NULL AS value
FROM done
ORDER BY metric, person_id
-- evidence
SELECT a.change, a.oid, a.kind, a.source, a.raw, a.counted, a.why
FROM scope_act a
WHERE a.landed_time >= :since AND (:person IS NULL OR a.person_id = :person)
  AND (a.kind IN ('help', 'pair', 'auth')
    OR (a.kind IN ('rev', 'ack', 'cmt') AND a.word_count >= 8 AND EXISTS (
      SELECT 1 FROM scope_comment x WHERE x.change_id = a.change_id AND x.person_id = a.person_id)))
ORDER BY a.landed_time, a.change, a.kind, a.oid, a.source, a.raw
