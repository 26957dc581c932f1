-- id: M25
-- name: Truck factor
-- definition: How many people would have to go until more than half of the files of code have nobody left who knows them,
--   those first who know most files, equals in the order of their keys. Somebody knows a file whose degree of authorship
--   there is at least 3.293 and over 0.75 of the largest of that file: 3.293 + 1.098 for having written its first version
--   + 0.164 for each own change - 0.321 ln(1 + changes by others). Only people who are about count: an act of theirs landed
--   within the 180 days before the end of the period. Files are those of code, without tests, that are there at that end; of
--   a team, those that somebody knows by own changes who belongs or belonged to it.
-- unit: people
-- interval: truck
-- minimum: 20
-- also: M25.present 3
-- needs: author
-- scope: both
-- part: reviewed, people, truck, 20, author, the same where whoever reviewed three changes to a file within the 360 days
--   before the end knows it as well
-- part: single, share, wilson, 20, author, files that exactly one person who is about knows
-- part: single_reviewed, share, wilson, 20, author, the same, knowing by reviewing included
-- part: none, share, wilson, 20, author, files that nobody who is about knows
-- part: files, files, none, 0, commits, files of code
-- part: present, people, none, 0, commits, people who are about
-- part: home, share, wilson, 20, author, files in the person's home areas (M26) that exactly one person who is about knows
-- source: Avelino, Passos, Hora and Valente 2016 for degree, threshold and greedy removal; Ferreira and others 2019 for the
--   half; Thongtanunam and others 2016 and Jabrayilzade and others 2022 for reviewing
-- missing: known from commits; by reviewing only what is recorded is known
-- bias: renames are not followed, so that who moved a file counts as its first author; what was learnt without a change or
--   a review leaves no trace; nobody forgets
WITH whole (files, single, single_reviewed, without, without_reviewed, first, first_reviewed) AS (
  SELECT count(*), count(CASE WHEN knowers = 1 THEN 1 END), count(CASE WHEN reviewed = 1 THEN 1 END),
         count(CASE WHEN knowers = 0 THEN 1 END), count(CASE WHEN reviewed = 0 THEN 1 END),
         min(CASE WHEN knowers = 0 THEN id END), min(CASE WHEN reviewed = 0 THEN id END)
  FROM scope_file
), known (file_id, place, files) AS (
  SELECT min(f.id), k.place, count(*)
  FROM scope_file f
  JOIN scope_knower k ON k.file_id = f.id AND k.is_review = 0
  WHERE f.knowers = 1
  GROUP BY k.place
  UNION ALL
  SELECT f.id, k.place, 1
  FROM scope_file f
  JOIN scope_knower k ON k.file_id = f.id AND k.is_review = 0
  WHERE f.knowers > 1
  UNION ALL
  SELECT first, 0, without FROM whole WHERE without > 0
), known_reviewed (file_id, place, files) AS (
  SELECT min(f.id), k.place, count(*)
  FROM scope_file f
  JOIN scope_knower k ON k.file_id = f.id
  WHERE f.reviewed = 1
  GROUP BY k.place
  UNION ALL
  SELECT f.id, k.place, 1
  FROM scope_file f
  JOIN scope_knower k ON k.file_id = f.id
  WHERE f.reviewed > 1
  UNION ALL
  SELECT first_reviewed, 0, without_reviewed FROM whole WHERE without_reviewed > 0
), home (person_id, files, single) AS (
  SELECT h.person_id, count(*), count(CASE WHEN f.knowers = 1 THEN 1 END)
  FROM scope_file f
  CROSS JOIN scope_home h
  WHERE h.area = f.area AND h.repository_id = f.repository_id
  GROUP BY h.person_id
), tally (metric, person_id, k, n, value) AS (
  SELECT 'M25', CAST(NULL AS bigint), CAST(NULL AS bigint), 0, NULL
  UNION ALL
  SELECT 'M25', NULL, file_id, place, files FROM known
  UNION ALL
  SELECT 'M25.reviewed', NULL, NULL, 0, NULL
  UNION ALL
  SELECT 'M25.reviewed', NULL, file_id, place, files FROM known_reviewed
  UNION ALL
  SELECT 'M25.single', NULL, single, files, NULL FROM whole
  UNION ALL
  SELECT 'M25.single_reviewed', NULL, single_reviewed, files, NULL FROM whole
  UNION ALL
  SELECT 'M25.none', NULL, without, files, NULL FROM whole
  UNION ALL
  SELECT 'M25.files', NULL, files, files, NULL FROM whole
  UNION ALL
  SELECT 'M25.present', NULL, count(*), count(*), NULL FROM scope_present
  UNION ALL
  SELECT 'M25.home', s.person_id, coalesce(max(h.single), 0), coalesce(max(h.files), 0), NULL
  FROM subject s
  LEFT JOIN home h ON h.person_id = s.person_id
  GROUP BY s.person_id
)
SELECT metric, person_id, k, n, value
FROM tally
ORDER BY metric, person_id, k, n
-- evidence
SELECT f.area AS change, '' AS oid, 'file' AS kind, 'path' AS source,
       p.name || CASE f.knowers WHEN 0 THEN ': known by nobody who is about'
                   WHEN 1 THEN ': known by one person' ELSE ': known by ' || f.knowers || ' people' END
         || CASE WHEN f.reviewed > f.knowers THEN ', with reviews by ' || f.reviewed ELSE '' END AS raw,
       CASE WHEN f.knowers = 1 THEN 1 ELSE 0 END AS counted, NULL AS why
FROM scope_file f
JOIN path p ON p.id = f.path_id
JOIN repository r ON r.id = f.repository_id
WHERE f.knowers < 2
  AND (:person IS NULL OR EXISTS (
    SELECT 1 FROM scope_home h
    WHERE h.person_id = :person AND h.repository_id = f.repository_id AND h.area = f.area))
ORDER BY f.area, r.key, p.name
