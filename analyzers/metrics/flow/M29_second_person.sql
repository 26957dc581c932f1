-- id: M29
-- name: Changes that involved a second person
-- definition: Share of the team's changes on which somebody other than the primary author reviewed, approved,
--   integrated, commented, helped or wrote along. It stands beside review coverage, and in its place where reviews
--   are not recorded.
-- unit: share
-- interval: wilson
-- minimum: 20
-- needs: commits
-- scope: both
-- part: other, changes, none, 0, integrator, changes that somebody other than an author integrated, of all
-- part: author, changes, none, 0, integrator, changes that one of their authors integrated, of all
-- part: known, share, none, 0, commits, share of changes that say who integrated them
-- part: int, changes, garwood, 0, integrator, changes of others that the person integrated: committed, merged or
--   signed on
-- source: rules of this program
-- missing: a lower bound; after a squash on a forge the record does not say who integrated
-- bias: a merge button pressed by somebody else is a fact, but no proof that they read the change
WITH team (changes, second, other, author) AS (
  SELECT count(*), coalesce(sum(has_second), 0), count(CASE WHEN integrator = 'other' THEN 1 END),
         count(CASE WHEN integrator = 'author' THEN 1 END)
  FROM scope_change
  WHERE landed_time >= :since
), tally (metric, person_id, k, n, value) AS (
  SELECT 'M29', CAST(NULL AS bigint), second, changes, 1.0 * second / nullif(changes, 0) FROM team
  UNION ALL
  SELECT 'M29.other', CAST(NULL AS bigint), other, changes, 1.0 * other FROM team
  UNION ALL
  SELECT 'M29.author', CAST(NULL AS bigint), author, changes, 1.0 * author FROM team
  UNION ALL
  SELECT 'M29.known', CAST(NULL AS bigint), other + author, changes, 1.0 * (other + author) / nullif(changes, 0)
  FROM team
  UNION ALL
  SELECT 'M29.int', CAST(NULL AS bigint), count(*), count(*), 1.0 * count(*)
  FROM scope_part
  WHERE is_member = 1 AND is_int = 1 AND landed_time >= :since
  UNION ALL
  SELECT 'M29.int', s.person_id, count(p.change_id), count(p.change_id), 1.0 * count(p.change_id)
  FROM subject s
  LEFT JOIN scope_part p ON p.person_id = s.person_id AND p.is_int = 1 AND p.landed_time >= :since
  GROUP BY s.person_id
)
SELECT metric, person_id, k, n, value
FROM tally
ORDER BY metric, person_id
-- evidence
SELECT change, oid, kind, source, raw, counted, why
FROM scope_act
WHERE landed_time >= :since AND kind IN ('rev', 'ack', 'int', 'pair', 'cmt', 'help')
  AND (:person IS NULL OR person_id = :person)
ORDER BY landed_time, change, kind, oid, source, raw
