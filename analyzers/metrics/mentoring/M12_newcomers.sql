-- id: M12
-- name: Support for newcomers
-- definition: Changes by newcomers (in their first 180 days here, or with fewer than ten changes) that the person
--   reviewed, helped with or wrote together with them. Here is the repository: who has been in one of several for years is a
--   newcomer in the next, and is counted so. The shares and the gap leave out repositories in which less than half of the
--   changes name a reviewer, unless that is so of all changes together.
-- unit: changes
-- interval: garwood
-- minimum: 0
-- needs: review
-- scope: both
-- part: people, people, none, 0, review, how many different newcomers these are
-- part: new, share, wilson, 8, review, share of newcomers' changes that carry review evidence (team)
-- part: rest, share, wilson, 8, review, share of everybody else's changes that carry review evidence (team)
-- part: gap, difference, difference, 8, review, newcomers' share less everybody else's, with Newcombe's interval (team)
-- source: Balali, Steinmacher, Annamalai, Sarma and Gerosa 2018; Xiao, He, Xu, Zhang and Zhou 2023
-- missing: not applicable in a period without newcomers; first sight is wrong in shallow or imported history
-- bias: most support for newcomers happens in talk and leaves nothing
WITH compared AS (
  SELECT is_newcomer, has_review
  FROM scope_change
  WHERE landed_time >= :since AND repository_id NOT IN (
    SELECT repository_id FROM scope_left_out WHERE since_time = :since AND person_id = 0)
), newcomer (n) AS (
  SELECT nullif(count(*), 0) FROM scope_change WHERE is_newcomer = 1 AND landed_time >= :since
), given (metric, person_id, k) AS (
  SELECT 'M12', s.person_id, count(p.change_id)
  FROM subject s
  LEFT JOIN scope_part p ON p.person_id = s.person_id AND p.is_newcomer = 1 AND p.landed_time >= :since
  GROUP BY s.person_id
  UNION ALL
  SELECT 'M12.people', s.person_id, count(DISTINCT p.author_id)
  FROM subject s
  LEFT JOIN scope_part p ON p.person_id = s.person_id AND p.is_newcomer = 1 AND p.landed_time >= :since
  GROUP BY s.person_id
  UNION ALL
  SELECT 'M12', CAST(NULL AS bigint), count(*)
  FROM scope_part
  WHERE is_newcomer = 1 AND is_member = 1 AND landed_time >= :since
), tally (metric, person_id, k, n) AS (
  SELECT g.metric, g.person_id, g.k, CASE WHEN w.n IS NULL AND g.k = 0 THEN NULL ELSE g.k END
  FROM given g
  CROSS JOIN newcomer w
  UNION ALL
  SELECT CASE WHEN is_newcomer = 1 THEN 'M12.new' ELSE 'M12.rest' END, CAST(NULL AS bigint), sum(has_review), count(*)
  FROM compared
  GROUP BY CASE WHEN is_newcomer = 1 THEN 'M12.new' ELSE 'M12.rest' END
)
SELECT metric, person_id, k, n, NULL AS value, NULL AS k2, NULL AS n2
FROM tally
UNION ALL
SELECT 'M12.gap', CAST(NULL AS bigint), coalesce(sum(is_newcomer * has_review), 0),
       nullif(coalesce(sum(is_newcomer), 0), 0), NULL,
       coalesce(sum((1 - is_newcomer) * has_review), 0), coalesce(sum(1 - is_newcomer), 0)
FROM compared
ORDER BY metric, person_id
-- evidence
SELECT change, oid, kind, source, raw, counted, why
FROM scope_act
WHERE landed_time >= :since AND kind IN ('rev', 'help', 'pair') AND is_newcomer = 1
  AND (:person IS NULL OR person_id = :person)
ORDER BY landed_time, change, kind, oid, source, raw
