-- id: M07
-- name: Review coverage
-- definition: Share of the team's changes on which somebody other than an author is named as having reviewed or
--   approved, at the latest a day after it landed where a forge tells the time. It decides what absences may mean: from 0.70 they are usable, from 0.50 partly, below that they mean
--   nothing.
-- unit: share
-- interval: wilson
-- minimum: 20
-- needs: review
-- scope: team
-- source: McIntosh, Kamei, Adams and Hassan 2016
-- missing: a lower bound: reviews that neither commits, notes nor imports record are not seen
-- bias: measures the custom of writing reviewers down as much as the custom of reviewing
SELECT 'M07' AS metric, CAST(NULL AS bigint) AS person_id, coalesce(sum(has_review), 0) AS k, count(*) AS n,
       NULL AS value
FROM scope_change
WHERE landed_time >= :since
-- evidence
SELECT change, oid, kind, source, raw, counted, why
FROM scope_act
WHERE landed_time >= :since AND kind IN ('rev', 'ack', 'none') AND (:person IS NULL OR author_id = :person)
ORDER BY landed_time, change, kind, oid, source, raw
