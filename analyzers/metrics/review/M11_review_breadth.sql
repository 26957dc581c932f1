-- id: M11
-- name: Breadth of reviews
-- definition: How many different people's changes the person reviewed or approved, brought to twenty reviews: the
--   number to be expected in twenty of them drawn at random. n is all of the person's reviews.
-- unit: people
-- interval: rarefied
-- minimum: 20
-- needs: review
-- scope: person
-- source: Hurlbert 1971 for the method; measured on Xen, DPDK and U-Boot for this project
-- missing: unknown where most changes of the team carry no review evidence
-- bias: small teams have few people to review; reviews that nobody wrote down are not seen
WITH reviewed AS (
  SELECT p.person_id, p.author_id, count(*) AS k
  FROM subject s
  JOIN scope_part p ON p.person_id = s.person_id
  WHERE (p.is_rev = 1 OR p.is_ack = 1) AND p.landed_time >= :since
  GROUP BY p.person_id, p.author_id
), tally (metric, person_id, k) AS (
  SELECT 'M11', person_id, CAST(NULL AS bigint) FROM subject
  UNION ALL
  SELECT 'M11', person_id, k FROM reviewed
)
SELECT metric, person_id, k, k AS n, NULL AS value
FROM tally
ORDER BY metric, person_id, k
-- evidence
SELECT change, oid, kind, source, raw, counted, why
FROM scope_act
WHERE landed_time >= :since AND kind IN ('rev', 'ack') AND (:person IS NULL OR person_id = :person)
ORDER BY landed_time, change, kind, oid, source, raw
