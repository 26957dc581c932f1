-- id: M21
-- name: Time to integrate
-- definition: Hours from when a pull or merge request was ready for review until it was merged. It speaks of requests
--   that became ready in the period; those closed or still open count as not merged until then, and not at all where
--   they are told to be drafts still, or patches by mail.
-- unit: hours
-- interval: survival
-- minimum: 20
-- needs: host
-- scope: team
-- part: p75, hours, none, 20, host, the time by which three in four were merged
-- part: rounds, rounds, median, 20, host, the median of how often merged requests were pushed to after their first
--   review and before the merge, of those where the pushes or the reviewed heads are told
-- source: Kaplan and Meier 1958; Brookmeyer and Crowley 1982; Conover 1999
-- missing: unknown unless the requests of half of the changes are told; where only reviewed heads are told,
--   rounds are a lower bound, as pushes between two reviews look like one
-- bias: hours of the clock and not of work; large and small requests are not told apart
WITH first_review AS (
  SELECT repository_id, change, min(act_time) AS time
  FROM scope_reaction
  WHERE is_cohort = 1 AND is_merged = 1 AND kind IN ('rev', 'ack') AND act_time > 0
  GROUP BY repository_id, change
), timed AS (
  SELECT s.repository_id, s.change,
         count(DISTINCT CASE WHEN p.push_time > f.time AND p.push_time < s.stop_time THEN p.oid END) AS pushes
  FROM first_review f
  CROSS JOIN scope_request s
  CROSS JOIN scope_push p
  WHERE s.repository_id = f.repository_id AND s.change = f.change AND f.time <= s.stop_time
    AND p.repository_id = s.repository_id AND p.change = s.change
  GROUP BY s.repository_id, s.change
), head AS (
  SELECT r.repository_id, r.change, substr(lower(r.head), 1, 7) AS head, max(r.act_time) AS time
  FROM scope_reaction r
  LEFT JOIN timed t ON t.repository_id = r.repository_id AND t.change = r.change
  WHERE r.is_cohort = 1 AND r.is_merged = 1 AND r.kind IN ('rev', 'ack') AND length(r.head) >= 7 AND t.change IS NULL
  GROUP BY r.repository_id, r.change, substr(lower(r.head), 1, 7)
), tip AS (
  SELECT s.repository_id, s.change, lower(substr(hex(p.oid), 1, 7)) AS head
  FROM request_pointer p
  CROSS JOIN scope_request s
  WHERE p.kind = 'head' AND s.repository_id = p.repository_id AND s.change = p.change AND s.is_cohort = 1
    AND EXISTS (SELECT 1 FROM head)
  UNION
  SELECT s.repository_id, s.change, lower(substr(hex(t.tip), 1, 7))
  FROM scope_request s
  JOIN request_head t ON t.repository_id = s.repository_id AND t.change = s.change
  WHERE s.is_cohort = 1
), seen AS (
  SELECT repository_id, change, head, time, 0 AS is_tip FROM head
  UNION ALL
  SELECT repository_id, change, head, 0, 1 FROM tip
), marked AS (
  SELECT repository_id, change, head, is_tip,
         first_value(head) OVER (PARTITION BY repository_id, change ORDER BY is_tip, time DESC, head) AS last_head
  FROM seen
), pushed AS (
  SELECT sum(1 - is_tip) AS heads, sum(is_tip) AS tips,
         sum(CASE WHEN is_tip = 1 AND head = last_head THEN 1 ELSE 0 END) AS same
  FROM marked
  GROUP BY repository_id, change
  HAVING sum(1 - is_tip) > 0
), tally (metric, k, n) AS (
  SELECT 'M21', CAST(NULL AS bigint), CAST(NULL AS bigint)
  UNION ALL
  SELECT 'M21.rounds', CAST(NULL AS bigint), CAST(NULL AS bigint)
  UNION ALL
  SELECT 'M21', CASE WHEN stop_time > start_time THEN stop_time - start_time ELSE 0 END, is_merged
  FROM scope_request
  WHERE is_cohort = 1
  UNION ALL
  SELECT 'M21.rounds', heads - 1 + CASE WHEN tips > 0 AND same = 0 THEN 1 ELSE 0 END, 1
  FROM pushed
  UNION ALL
  SELECT 'M21.rounds', pushes, 1
  FROM timed
)
SELECT metric, CAST(NULL AS bigint) AS person_id, k, n, NULL AS value
FROM tally
ORDER BY metric, k, n
-- evidence
SELECT s.change, coalesce(lower(hex(k.oid)), '') AS oid, 'wait' AS kind, 'request' AS source,
       replace(CASE WHEN s.is_merged = 1 THEN 'merged after ' ELSE 'not merged for ' END
         || CASE WHEN s.stop_time > s.start_time THEN (s.stop_time - s.start_time) / 3600 ELSE 0 END || ' hours',
           ' 1 hours', ' 1 hour') AS raw,
       1 AS counted, NULL AS why
FROM scope_request s
LEFT JOIN change c ON c.id = s.change_id
LEFT JOIN commits k ON k.id = c.newest_id
WHERE s.is_cohort = 1 AND (:person IS NULL OR s.author_id = :person)
ORDER BY s.start_time, s.change, s.repository_id
