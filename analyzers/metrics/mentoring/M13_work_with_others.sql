-- id: M13
-- name: Work on other people's changes
-- definition: Changes of other people that the person is a co-author of, or is thanked on for help, each once. For the team: the
--   sum over its members.
-- unit: changes
-- interval: garwood
-- minimum: 0
-- needs: commits
-- scope: both
-- part: a, changes, garwood, 0, commits, changes with another primary author that name the person as co-author
-- part: a.people, people, none, 0, commits, how many different primary authors these have
-- part: c, changes, garwood, 0, commits, changes of others that thank the person for help, mentoring, an idea or a patch
-- part: c.people, people, none, 0, commits, how many different primary authors these have
-- part: mentoring, changes, garwood, 0, commits, those of both kinds towards a newcomer or a person with less tenure
-- part: mentees, people, none, 0, commits, how many different primary authors these have
-- source: Feng, Chatterjee, Sarma and Ahmed 2022
-- missing: a lower bound always: comments are not read, and most mentoring leaves nothing; zero reads "no trace"
-- bias: people mentor people like themselves (Feng 2022); never compare persons by it
WITH worked AS (
  SELECT p.person_id, p.change_id, p.author_id, p.is_pair, p.is_help, p.is_mentoring, p.is_member
  FROM scope_part p
  WHERE p.landed_time >= :since AND (p.is_pair = 1 OR p.is_help = 1)
), everybody (person_id, worked_id) AS (
  SELECT person_id, person_id FROM subject
), tally (metric, person_id, k) AS (
  SELECT 'M13', s.person_id, count(w.change_id)
  FROM subject s
  LEFT JOIN worked w ON w.person_id = s.person_id
  GROUP BY s.person_id
  UNION ALL
  SELECT 'M13.a', s.person_id, count(w.change_id)
  FROM subject s
  LEFT JOIN worked w ON w.person_id = s.person_id AND w.is_pair = 1
  GROUP BY s.person_id
  UNION ALL
  SELECT 'M13.a.people', s.person_id, count(DISTINCT w.author_id)
  FROM subject s
  LEFT JOIN worked w ON w.person_id = s.person_id AND w.is_pair = 1
  GROUP BY s.person_id
  UNION ALL
  SELECT 'M13.c', s.person_id, count(w.change_id)
  FROM subject s
  LEFT JOIN worked w ON w.person_id = s.person_id AND w.is_help = 1
  GROUP BY s.person_id
  UNION ALL
  SELECT 'M13.c.people', s.person_id, count(DISTINCT w.author_id)
  FROM subject s
  LEFT JOIN worked w ON w.person_id = s.person_id AND w.is_help = 1
  GROUP BY s.person_id
  UNION ALL
  SELECT 'M13.mentoring', s.person_id, count(w.change_id)
  FROM subject s
  LEFT JOIN worked w ON w.person_id = s.person_id AND w.is_mentoring = 1
  GROUP BY s.person_id
  UNION ALL
  SELECT 'M13.mentees', s.person_id, count(DISTINCT w.author_id)
  FROM subject s
  LEFT JOIN worked w ON w.person_id = s.person_id AND w.is_mentoring = 1
  GROUP BY s.person_id
  UNION ALL
  SELECT 'M13', CAST(NULL AS bigint), count(*) FROM worked WHERE is_member = 1
  UNION ALL
  SELECT 'M13.a', CAST(NULL AS bigint), count(*) FROM worked WHERE is_member = 1 AND is_pair = 1
  UNION ALL
  SELECT 'M13.c', CAST(NULL AS bigint), count(*) FROM worked WHERE is_member = 1 AND is_help = 1
  UNION ALL
  SELECT 'M13.mentoring', CAST(NULL AS bigint), count(*) FROM worked WHERE is_member = 1 AND is_mentoring = 1
)
SELECT metric, person_id, k, k AS n, NULL AS value
FROM tally
ORDER BY metric, person_id
-- evidence
SELECT change, oid, kind, source, raw, counted, why
FROM scope_act
WHERE landed_time >= :since AND (:person IS NULL OR person_id = :person)
  AND (kind = 'help' OR (kind = 'pair' AND author_id <> person_id))
ORDER BY landed_time, change, kind, oid, source, raw
