-- id: M22
-- name: Reviews with substance
-- definition: Of the team's reviewed changes of twenty lines or more, the share on which somebody who is no author
--   wrote a comment or review of at least eight words.
-- unit: share
-- interval: wilson
-- minimum: 20
-- needs: host
-- scope: team
-- part: small, share, wilson, 20, host, the same for changes below 50 lines
-- part: medium, share, wilson, 20, host, the same for changes of 50 to 400 lines
-- part: large, share, wilson, 20, host, the same for changes above 400 lines
-- source: rules of this program; the limits follow what vendors of such figures publish
-- missing: unknown unless the requests of half of the changes are told; changes of whose comments no length is told, and
--   not that all of them are, are left out
-- bias: people who talk write less; a short comment may be the one that counts
WITH told AS (
  SELECT s.change_id, max(s.lines) AS lines
  FROM scope_request s
  WHERE s.change_id IS NOT NULL AND EXISTS (
    SELECT 1 FROM request_act q
    WHERE q.repository_id = s.repository_id AND q.change = s.change
      AND (q.word_count IS NOT NULL OR (q.kind = 'rev' AND EXISTS (
        SELECT 1 FROM request r
        WHERE r.repository_id = s.repository_id AND r.change = s.change AND r.reviews_seen > 0))))
  GROUP BY s.change_id
), looked AS (
  SELECT c.id, coalesce(c.lines, s.lines) AS lines, CASE WHEN x.change_id IS NULL THEN 0 ELSE 1 END AS is_substantive
  FROM told s
  JOIN scope_change c ON c.id = s.change_id
  LEFT JOIN (SELECT DISTINCT change_id FROM scope_comment) x ON x.change_id = c.id
  WHERE c.landed_time >= :since AND c.has_review = 1 AND coalesce(c.lines, s.lines) >= 20
), stratum (metric, least, most) AS (
  VALUES ('M22', 20, 9000000000000000000), ('M22.small', 20, 49), ('M22.medium', 50, 400),
         ('M22.large', 401, 9000000000000000000)
)
SELECT t.metric, CAST(NULL AS bigint) AS person_id, coalesce(sum(l.is_substantive), 0) AS k, count(l.id) AS n,
       NULL AS value
FROM stratum t
LEFT JOIN looked l ON l.lines >= t.least AND l.lines <= t.most
GROUP BY t.metric
ORDER BY t.metric
-- evidence
SELECT a.change, a.oid, a.kind, a.source, a.raw, a.counted, a.why
FROM scope_act a
JOIN scope_comment x ON x.change_id = a.change_id AND x.person_id = a.person_id
WHERE a.landed_time >= :since AND a.kind IN ('rev', 'ack', 'cmt') AND a.word_count >= 8
  AND (:person IS NULL OR a.person_id = :person)
ORDER BY a.landed_time, a.change, a.kind, a.oid, a.source, a.raw
