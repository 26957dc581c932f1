-- id: M09
-- name: Concentration of reviews
-- definition: The part of all reviews given in the team that comes from the one person who gave most.
-- unit: share
-- interval: wilson
-- minimum: 20
-- also: M09.active 4
-- needs: review
-- scope: team
-- part: hhi, share, none, 20, review, chance that two reviews drawn at random come from the same person
-- part: effective, people, none, 20, review, how many equally busy reviewers would be as concentrated as these, at
--   most as many as there are
-- part: none, people, group, 0, review, active members who are named on no change of others as reviewer; who opted out is
--   not asked after, and of fewer than five the figure is withheld
-- part: active, people, none, 0, commits, members with at least one act that counts
-- source: Hajari, Malmir, Mirsaeedi and Rigby 2024; Zhou, Chen, Mockus and Wu 2017
-- missing: unknown where most changes carry no review evidence
-- bias: small teams are concentrated by arithmetic
WITH reviewer AS (
  SELECT person_id, count(CASE WHEN is_rev = 1 OR is_ack = 1 THEN 1 END) AS x
  FROM scope_part
  WHERE is_member = 1 AND landed_time >= :since
  GROUP BY person_id
), total (n, top, pairs, active, busy) AS (
  SELECT coalesce(sum(x), 0), coalesce(max(x), 0), coalesce(sum(x * (x - 1)), 0), count(*),
         count(CASE WHEN x > 0 THEN 1 END)
  FROM reviewer
), asked (silent, n) AS (
  SELECT count(CASE WHEN x = 0 THEN 1 END), count(*)
  FROM reviewer
  WHERE person_id NOT IN (SELECT person_id FROM declared WHERE kind = 'optout')
), tally (metric, k, n, value) AS (
  SELECT 'M09', top, n, 1.0 * top / nullif(n, 0) FROM total
  UNION ALL
  SELECT 'M09.hhi', top, n, 1.0 * pairs / nullif(n * (n - 1), 0) FROM total
  UNION ALL
  SELECT 'M09.effective', top, n,
         CASE WHEN n * (n - 1) > busy * pairs THEN 1.0 * busy ELSE 1.0 * n * (n - 1) / nullif(pairs, 0) END
  FROM total
  UNION ALL
  SELECT 'M09.none', silent, n, 1.0 * silent FROM asked
  UNION ALL
  SELECT 'M09.active', active, active, 1.0 * active FROM total
)
SELECT metric, CAST(NULL AS bigint) AS person_id, k, n, value
FROM tally
ORDER BY metric
-- evidence
SELECT change, oid, kind, source, raw, counted, why
FROM scope_act
WHERE landed_time >= :since AND kind IN ('rev', 'ack') AND (:person IS NULL OR person_id = :person)
ORDER BY landed_time, change, kind, oid, source, raw
