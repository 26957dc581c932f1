-- id: M20
-- name: Time to the first human answer
-- definition: Hours from when a pull or merge request was ready for review until the first review, approval or comment
--   by a human who is not its author. It speaks of requests that became ready in the period; those merged, closed or
--   still open without an answer count as unanswered until then. An answer that came before it was ready is no wait.
--   What is told to be a draft still, open or closed, waits for nobody. Gerrit changes and patches by mail are requests
--   too; patches by mail that did not land are left out, as nobody ever closes them.
-- unit: hours
-- interval: survival
-- minimum: 20
-- needs: answer
-- scope: team
-- part: p75, hours, none, 20, answer, the time by which three in four had an answer
-- source: Kaplan and Meier 1958; Brookmeyer and Crowley 1982; Hasan and others 2023
-- missing: unknown unless the requests of half of the changes are told and an answer to one of the repository's requests
--   of the period, with its time: an export without reviews and comments says nothing of them; answers of which no time
--   is told leave the request out
-- bias: hours of the clock, not of work; when a review was asked for is not looked at
WITH heard AS (
  SELECT DISTINCT repository_id FROM scope_reaction WHERE act_time > 0
), answer AS (
  SELECT s.repository_id, s.change, s.start_time, s.stop_time, count(r.act_time) AS answers,
         min(CASE WHEN r.act_time > 0 THEN r.act_time END) AS time
  FROM scope_request s
  JOIN heard h ON h.repository_id = s.repository_id
  LEFT JOIN scope_reaction r ON r.repository_id = s.repository_id AND r.change = s.change
  WHERE s.is_cohort = 1
  GROUP BY s.repository_id, s.change, s.start_time, s.stop_time
), lasted (k, n) AS (
  SELECT CAST(NULL AS bigint), CAST(NULL AS bigint)
  UNION ALL
  SELECT CASE WHEN time <= start_time OR stop_time <= start_time THEN 0
           WHEN time <= stop_time THEN time - start_time
           ELSE stop_time - start_time END,
         CASE WHEN time <= stop_time THEN 1 ELSE 0 END
  FROM answer
  WHERE time IS NOT NULL OR answers = 0
)
SELECT 'M20' AS metric, CAST(NULL AS bigint) AS person_id, k, n, NULL AS value
FROM lasted
ORDER BY k, n
-- evidence
SELECT s.change, coalesce(lower(hex(k.oid)), '') AS oid, 'wait' AS kind, 'request' AS source,
       replace(CASE WHEN s.time <= s.stop_time THEN 'answered after '
              || CASE WHEN s.time > s.start_time THEN (s.time - s.start_time) / 3600 ELSE 0 END
            WHEN s.is_merged = 1 THEN 'merged unanswered after ' || ((s.stop_time - s.start_time) / 3600)
            ELSE 'unanswered for ' || ((s.stop_time - s.start_time) / 3600) END || ' hours', ' 1 hours', ' 1 hour') AS raw,
       1 AS counted, NULL AS why
FROM (
  SELECT q.repository_id, q.change, q.change_id, q.author_id, q.start_time, q.stop_time, q.is_merged,
         count(r.act_time) AS answers, min(CASE WHEN r.act_time > 0 THEN r.act_time END) AS time
  FROM scope_request q
  LEFT JOIN scope_reaction r ON r.repository_id = q.repository_id AND r.change = q.change
  WHERE q.is_cohort = 1 AND q.repository_id IN (SELECT repository_id FROM scope_reaction WHERE act_time > 0)
  GROUP BY q.repository_id, q.change, q.change_id, q.author_id, q.start_time, q.stop_time, q.is_merged
) s
LEFT JOIN change c ON c.id = s.change_id
LEFT JOIN commits k ON k.id = c.newest_id
WHERE (s.time IS NOT NULL OR s.answers = 0) AND (:person IS NULL OR s.author_id = :person)
ORDER BY s.start_time, s.change, s.repository_id
