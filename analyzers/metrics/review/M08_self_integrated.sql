-- id: M08
-- name: Integrated by an author without review evidence
-- definition: Share of the team's changes that one of their authors integrated and on which nobody else is named as
--   having reviewed or approved. Repositories in which less than half of the changes name a reviewer are left out.
-- unit: share
-- interval: wilson
-- minimum: 20
-- needs: usable
-- scope: team
-- source: CHAOSS change-request reviews; Pluralsight Flow, "unreviewed"
-- missing: unknown unless at least 70 % of the changes carry review evidence: without it this would count the custom
--   of not writing reviewers down
-- bias: trivial changes, pairing and agreed review after the fact look the same
SELECT 'M08' AS metric, CAST(NULL AS bigint) AS person_id,
       count(CASE WHEN integrator = 'author' AND has_review = 0 THEN 1 END) AS k, count(*) AS n, NULL AS value
FROM scope_change
WHERE landed_time >= :since AND repository_id NOT IN (
  SELECT repository_id FROM scope_left_out WHERE since_time = :since AND person_id = 0)
-- evidence
SELECT a.change, a.oid, a.kind, a.source, a.raw, a.counted, a.why
FROM scope_act a
JOIN scope_change c ON c.id = a.change_id AND c.integrator = 'author' AND c.has_review = 0
WHERE a.landed_time >= :since AND a.kind IN ('auth', 'int', 'none') AND (:person IS NULL OR a.author_id = :person)
  AND a.repository_id NOT IN (SELECT repository_id FROM scope_left_out WHERE since_time = :since AND person_id = 0)
ORDER BY a.landed_time, a.change, a.kind, a.oid, a.source, a.raw
