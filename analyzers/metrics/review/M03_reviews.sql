-- id: M03
-- name: Reviews given
-- definition: Changes of other people on which the person is named as having reviewed or approved, each once, however
--   many rounds and however many places say so. For the team: the sum over its members.
-- unit: changes
-- interval: garwood
-- minimum: 0
-- needs: review
-- scope: both
-- part: rev, changes, garwood, 0, review, those where a review is claimed (Reviewed-by and its kin)
-- part: ack, changes, garwood, 0, review, those where an approval is given without a claim of having read (Acked-by)
-- source: measured on Xen, DPDK and U-Boot for this project; Joblin, Apel, Hunsen and Mauerer 2017
-- missing: unknown where most changes of the team carry no review evidence, of a person where less than half of the own
--   changes lie in repositories in which most do; what is seen is then a lower bound, and so it is of those repositories
--   that M04 leaves out
-- bias: review in talk, in mail or on a forge that neither commits, notes nor imports name is not seen
WITH given (person_id, reviews, rev, ack) AS (
  SELECT s.person_id, count(p.change_id), coalesce(sum(p.is_rev), 0), coalesce(sum(p.is_ack), 0)
  FROM subject s
  LEFT JOIN scope_part p ON p.person_id = s.person_id AND (p.is_rev = 1 OR p.is_ack = 1) AND p.landed_time >= :since
  GROUP BY s.person_id
  UNION ALL
  SELECT CAST(NULL AS bigint), count(*), coalesce(sum(is_rev), 0), coalesce(sum(is_ack), 0)
  FROM scope_part
  WHERE is_member = 1 AND (is_rev = 1 OR is_ack = 1) AND landed_time >= :since
), part (metric) AS (
  VALUES ('M03'), ('M03.rev'), ('M03.ack')
), tally AS (
  SELECT metric, person_id, CASE metric WHEN 'M03' THEN reviews WHEN 'M03.rev' THEN rev ELSE ack END AS k
  FROM given
  CROSS JOIN part
)
SELECT metric, person_id, k, k AS n, NULL AS value
FROM tally
ORDER BY metric, person_id
-- evidence
SELECT change, oid, kind, source, raw, counted, why
FROM scope_act
WHERE landed_time >= :since AND kind IN ('rev', 'ack') AND (:person IS NULL OR person_id = :person)
ORDER BY landed_time, change, kind, oid, source, raw
