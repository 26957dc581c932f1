-- id: M13
-- name: Work on other people's changes
-- definition: Changes of other people that the person is a co-author of, wrote at least eight words on (changes of
--   twenty lines or more), is thanked on for help, or backs as sponsor of a decision record, each once. For the team:
--   the sum over its members.
-- unit: changes
-- interval: garwood
-- minimum: 0
-- needs: commits
-- scope: both
-- part: a, changes, garwood, 0, commits, changes with another primary author that name the person as co-author
-- part: a.people, people, none, 0, commits, how many different primary authors these have
-- part: b, changes, garwood, 0, commits, changes of others of at least twenty lines on which one comment or review of
--   the person has eight words or more
-- part: b.people, people, none, 0, commits, how many different primary authors these have
-- part: c, changes, garwood, 0, commits, changes of others that thank the person for help, mentoring, an idea or a
--   patch, or bring a decision record of another that names the person as its sponsor
-- part: c.people, people, none, 0, commits, how many different primary authors these have
-- part: mentoring, changes, garwood, 0, commits, those of all kinds towards a newcomer or a person with less tenure
-- part: mentees, people, none, 0, commits, how many different primary authors these have
-- part: self, acts, none, 0, commits, self-declared notes (refs/notes/lead-self); never part of a rate
-- source: Feng, Chatterjee, Sarma and Ahmed 2022
-- missing: a lower bound always: comments are known only from imported exports and mails, Gerrit's records
--   (NoteDb), git-appraise and notes, and most mentoring leaves nothing; zero reads "no trace"
-- bias: people mentor people like themselves (Feng 2022); never compare persons by it
WITH worked AS (
  SELECT person_id, is_member, is_pair, is_cmt, is_help, is_mentoring, change_id,
         CASE WHEN is_pair = 1 THEN author_id END AS written_with,
         CASE WHEN is_cmt = 1 THEN author_id END AS answered,
         CASE WHEN is_help = 1 THEN author_id END AS helped,
         CASE WHEN is_mentoring = 1 THEN author_id END AS mentored
  FROM scope_part
  WHERE landed_time >= :since AND (is_pair = 1 OR is_cmt = 1 OR is_help = 1)
), done (person_id, changes, pair, written_with, cmt, answered, help, helped, mentoring, mentored) AS (
  SELECT s.person_id, count(w.change_id), coalesce(sum(w.is_pair), 0), count(DISTINCT w.written_with),
         coalesce(sum(w.is_cmt), 0), count(DISTINCT w.answered), coalesce(sum(w.is_help), 0),
         count(DISTINCT w.helped), coalesce(sum(w.is_mentoring), 0), count(DISTINCT w.mentored)
  FROM subject s
  LEFT JOIN worked w ON w.person_id = s.person_id
  GROUP BY s.person_id
  UNION ALL
  SELECT CAST(NULL AS bigint), count(*), coalesce(sum(is_pair), 0), count(DISTINCT written_with),
         coalesce(sum(is_cmt), 0), count(DISTINCT answered), coalesce(sum(is_help), 0), count(DISTINCT helped),
         coalesce(sum(is_mentoring), 0), count(DISTINCT mentored)
  FROM worked
  WHERE is_member = 1
), told AS (
  SELECT a.person_id, coalesce(c.landed_time, l.landed_time) AS landed_time
  FROM act a
  LEFT JOIN change c ON c.id = a.change_id
  LEFT JOIN landed l ON l.repository_id = a.repository_id AND l.commit_id = a.commit_id
  WHERE a.kind = 'self' AND a.counted = 1 AND (:repository IS NULL OR a.repository_id = :repository)
), part (metric) AS (
  VALUES ('M13'), ('M13.a'), ('M13.a.people'), ('M13.b'), ('M13.b.people'), ('M13.c'), ('M13.c.people'),
         ('M13.mentoring'), ('M13.mentees')
), tally AS (
  SELECT metric, person_id,
         CASE metric WHEN 'M13' THEN changes WHEN 'M13.a' THEN pair WHEN 'M13.a.people' THEN written_with
           WHEN 'M13.b' THEN cmt WHEN 'M13.b.people' THEN answered
           WHEN 'M13.c' THEN help WHEN 'M13.c.people' THEN helped
           WHEN 'M13.mentoring' THEN mentoring ELSE mentored END AS k
  FROM done
  CROSS JOIN part
  UNION ALL
  SELECT 'M13.self', s.person_id, count(t.person_id)
  FROM subject s
  LEFT JOIN told t ON t.person_id = s.person_id AND t.landed_time >= :since AND t.landed_time < :until
  GROUP BY s.person_id
  UNION ALL
  SELECT 'M13.self', CAST(NULL AS bigint), count(*)
  FROM told t
  WHERE t.landed_time >= :since AND t.landed_time < :until AND EXISTS (
    SELECT 1 FROM member m WHERE m.team = :team AND m.person_id = t.person_id
      AND m.from_time <= t.landed_time AND m.until_time > t.landed_time)
)
SELECT metric, person_id, k, k AS n, NULL AS value
FROM tally
ORDER BY metric, person_id
-- evidence
WITH line (change, oid, kind, source, raw, counted, why, person_id, landed_time) AS (
  SELECT a.change, a.oid, a.kind, a.source, a.raw, a.counted, a.why, a.person_id, a.landed_time
  FROM scope_act a
  WHERE a.kind = 'help' OR (a.kind = 'pair' AND a.author_id <> a.person_id)
    OR (a.kind IN ('rev', 'ack', 'cmt') AND a.word_count >= 8 AND EXISTS (
      SELECT 1 FROM scope_comment x WHERE x.change_id = a.change_id AND x.person_id = a.person_id))
  UNION ALL
  SELECT coalesce(c.key, 'commit:' || lower(hex(k.oid))), lower(hex(k.oid)), a.kind, s.name, e.raw, a.counted, a.why,
         a.person_id, coalesce(c.landed_time, l.landed_time)
  FROM act a
  JOIN commits k ON k.id = a.commit_id
  JOIN source s ON s.id = a.source_id
  JOIN event e ON e.id = a.event_id
  LEFT JOIN change c ON c.id = a.change_id
  LEFT JOIN landed l ON l.repository_id = a.repository_id AND l.commit_id = a.commit_id
  WHERE a.kind = 'self' AND (:repository IS NULL OR a.repository_id = :repository)
    AND (:team = '' OR EXISTS (
      SELECT 1 FROM member m WHERE m.team = :team AND m.person_id = a.person_id
        AND m.from_time <= coalesce(c.landed_time, l.landed_time)
        AND m.until_time > coalesce(c.landed_time, l.landed_time)))
)
SELECT change, oid, kind, source, raw, counted, why
FROM line
WHERE landed_time >= :since AND landed_time < :until AND (:person IS NULL OR person_id = :person)
ORDER BY landed_time, change, kind, oid, source, raw
