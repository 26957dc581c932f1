-- id: M23
-- name: Approvals faster than reading
-- definition: Of the approvals of changes of fifty or more lines that are not generated, the share that came without
--   any comment of that person, and either within two minutes of the request being ready or faster than 2,000 lines an
--   hour from there. Of one person's approvals of a change the first counts.
-- unit: share
-- interval: wilson
-- minimum: 20
-- needs: host
-- scope: team
-- source: rules of this program; 500 lines an hour is the ceiling that is quoted most
-- missing: unknown unless the requests of half of the changes are told; the last push is not known, so that the share
--   is a lower bound
-- bias: who read the change before it was a request, wrote along or talked it through approves fast with reason
WITH approval AS (
  SELECT repository_id, change, change_id, person_id, min(act_time) AS time
  FROM scope_reaction
  WHERE state = 'approved' AND act_time > 0 AND change_id IS NOT NULL
  GROUP BY repository_id, change, change_id, person_id
), timed AS (
  SELECT a.repository_id, a.change, a.person_id, c.lines,
         a.time - CASE WHEN a.time >= s.start_time THEN s.start_time ELSE s.created_time END AS seconds
  FROM approval a
  JOIN scope_request s ON s.repository_id = a.repository_id AND s.change = a.change
  JOIN scope_change c ON c.id = a.change_id
  WHERE c.landed_time >= :since AND c.lines >= 50 AND s.created_time > 0
), weighed AS (
  SELECT CASE WHEN (t.seconds < 120 OR t.lines * 3600 > t.seconds * 2000) AND NOT EXISTS (
           SELECT 1 FROM scope_reaction r
           WHERE r.repository_id = t.repository_id AND r.change = t.change AND r.person_id = t.person_id
             AND (r.kind = 'cmt' OR r.word_count > 0)) THEN 1 ELSE 0 END AS is_fast
  FROM timed t
  WHERE t.seconds >= 0
)
SELECT 'M23' AS metric, CAST(NULL AS bigint) AS person_id, coalesce(sum(is_fast), 0) AS k,
       CASE WHEN count(*) = 0 AND EXISTS (SELECT 1 FROM scope_request) AND NOT EXISTS (
         SELECT 1 FROM scope_reaction WHERE state = 'approved') THEN NULL ELSE count(*) END AS n,
       NULL AS value
FROM weighed
-- evidence
SELECT a.change, a.oid, a.kind, a.source, a.raw, a.counted, a.why
FROM scope_act a
JOIN act t ON t.change_id = a.change_id AND t.person_id = a.person_id
JOIN request_act q ON q.id = t.request_act_id AND q.state = 'approved'
JOIN scope_change c ON c.id = a.change_id AND c.lines >= 50
WHERE a.landed_time >= :since AND a.kind IN ('rev', 'ack', 'cmt') AND (:person IS NULL OR a.person_id = :person)
GROUP BY a.change, a.oid, a.kind, a.source, a.raw, a.counted, a.why, a.landed_time
ORDER BY a.landed_time, a.change, a.kind, a.oid, a.source, a.raw
