-- id: M23
-- name: Approvals faster than reading
-- definition: Of the approvals of changes of fifty or more lines that are not generated, the share that came without
--   any comment of that person, and either within two minutes or faster than 2,000 lines an hour, counted from when
--   the request was ready or from the last push to it before the approval, whatever was later. Of one person's
--   approvals of a change the first counts; where a change is several patches, the lines are those of the patch.
-- unit: share
-- interval: wilson
-- minimum: 20
-- needs: host
-- scope: team
-- source: rules of this program; 500 lines an hour is the ceiling that is quoted most
-- missing: unknown unless the requests of half of the changes are told; where pushes are not told (GitHub and GitLab
--   exports tell none) the share is a lower bound
-- bias: who read the change before it was a request, wrote along or talked it through approves fast with reason; a
--   mere rebase is a push like any other
WITH approval AS (
  SELECT repository_id, change, change_id, person_id, act_time AS time, row_number() OVER (
           PARTITION BY change_id, person_id ORDER BY act_time, change) AS place
  FROM scope_reaction
  WHERE state = 'approved' AND act_time > 0 AND change_id IS NOT NULL
), begun AS (
  SELECT a.change_id, a.person_id, a.time, s.start_time, s.created_time,
         CASE WHEN n.requests = 1 OR c.lines < s.lines THEN c.lines ELSE s.lines END AS lines,
         coalesce((SELECT max(p.push_time) FROM scope_push p
                   WHERE p.repository_id = a.repository_id AND p.change = a.change AND p.push_time <= a.time
                     AND p.push_time < s.stop_time), 0) AS push_time
  FROM approval a
  JOIN scope_request s ON s.repository_id = a.repository_id AND s.change = a.change
  JOIN scope_change c ON c.id = a.change_id
  JOIN (SELECT change_id, count(*) AS requests FROM scope_request GROUP BY change_id) n ON n.change_id = a.change_id
  WHERE a.place = 1 AND c.landed_time >= :since AND s.created_time > 0
), timed AS (
  SELECT change_id, person_id, lines,
         time - CASE WHEN push_time >= created_time AND (push_time >= start_time OR time < start_time) THEN push_time
                  WHEN time >= start_time THEN start_time ELSE created_time END AS seconds
  FROM begun
  WHERE lines >= 50
), weighed AS (
  SELECT CASE WHEN (t.seconds < 120 OR t.lines * 3600 > t.seconds * 2000) AND NOT EXISTS (
           SELECT 1 FROM scope_reaction r
           WHERE r.change_id = t.change_id AND r.person_id = t.person_id
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
