-- The newest schema, whole. Facts first: what git or an export said, expensive to get again, migrated with care.
-- Derived tables below: rebuilt from facts and configuration, never migrated. The views v_* are the public surface,
-- documented in gitlead-schema(5). Times are seconds since 1970 UTC, zones minutes east, object ids 20 raw bytes.
-- Integer ids are local to one file and never leave it.

PRAGMA application_id = 0x6c656164;

-- ============================================================================================================ facts

-- One history, told apart by the root commit of its first-parent line or by lead.repository.
CREATE TABLE repository (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,            -- root commit, 40 hex, or the configured name
  name TEXT NOT NULL,                  -- label: last component of where it was scanned
  path TEXT NOT NULL,                  -- label: git directory at the last scan
  remote TEXT NOT NULL,                -- label: URL without credentials, or empty
  tip BLOB                             -- commit the report speaks of; NULL before the first finished scan
) STRICT;

-- A text of the repository as last seen, so that a report from this file alone resolves the same way.
CREATE TABLE repository_text (
  repository_id INTEGER NOT NULL REFERENCES repository (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,                  -- mailmap, mailmap-all, gitlead, gitattributes, ignore-revs, owners
  text TEXT NOT NULL,
  PRIMARY KEY (repository_id, kind)
) STRICT, WITHOUT ROWID;

-- What was scanned, when the program says so: never the present time.
CREATE TABLE scan (
  id INTEGER PRIMARY KEY,
  repository_id INTEGER NOT NULL REFERENCES repository (id) ON DELETE CASCADE,
  tip BLOB NOT NULL,
  options TEXT NOT NULL,               -- canonical text of the options that change facts: "lines", "names", "exact"
  tool_version TEXT NOT NULL,
  rules_version TEXT NOT NULL,         -- changes when a reader reads something differently
  is_shallow INTEGER NOT NULL CHECK (is_shallow IN (0, 1)),
  is_partial INTEGER NOT NULL CHECK (is_partial IN (0, 1)),
  UNIQUE (repository_id, tip, options, tool_version, rules_version, is_shallow, is_partial)
) STRICT;

-- An object the clone lacked.
CREATE TABLE missing_object (
  repository_id INTEGER NOT NULL REFERENCES repository (id) ON DELETE CASCADE,
  oid BLOB NOT NULL,
  what TEXT NOT NULL CHECK (what IN ('commit', 'tree', 'blob')),
  PRIMARY KEY (repository_id, oid)
) STRICT, WITHOUT ROWID;

-- A name and an address exactly as recorded somewhere; either may be empty. A bare login stands in name.
CREATE TABLE identity (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  UNIQUE (name, email)
) STRICT;

-- A commit object. Reachability is not its matter: see landed and head_commit.
CREATE TABLE commits (
  id INTEGER PRIMARY KEY,
  oid BLOB NOT NULL UNIQUE CHECK (length(oid) = 20),
  parents BLOB NOT NULL CHECK (length(parents) % 20 = 0), -- parents' ids, 20 bytes each, in order
  author_id INTEGER NOT NULL REFERENCES identity (id),
  committer_id INTEGER NOT NULL REFERENCES identity (id),
  author_time INTEGER NOT NULL,
  author_zone INTEGER NOT NULL,
  commit_time INTEGER NOT NULL,
  commit_zone INTEGER NOT NULL,
  subject TEXT NOT NULL,               -- first line, at most 1 KiB
  file_count INTEGER,                  -- changed paths; NULL for merges and where trees are missing
  insertions INTEGER,                  -- lines; NULL for merges and where blobs are missing or lines were not asked for
  deletions INTEGER,
  files_state INTEGER NOT NULL,        -- enum files_state
  is_mass INTEGER NOT NULL,            -- 1: mass mechanical change (metrics 4.1)
  damage INTEGER NOT NULL              -- enum commit_damage, bits
) STRICT;
CREATE INDEX commits_author ON commits (author_id, author_time); -- copies: the same work landed before

CREATE TABLE path (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

-- What a non-merge commit changed.
CREATE TABLE file_change (
  commit_id INTEGER NOT NULL REFERENCES commits (id) ON DELETE CASCADE,
  path_id INTEGER NOT NULL REFERENCES path (id),
  status TEXT NOT NULL,                -- A M D T
  insertions INTEGER,                  -- lines; NULL = binary or not known
  deletions INTEGER,
  PRIMARY KEY (commit_id, path_id)
) STRICT, WITHOUT ROWID;

-- Where a fact was read: "trailer:Reviewed-by", "subject:bors". The list is in gitlead-schema(5).
CREATE TABLE source (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

-- An act that some bytes show. Whether it counts is decided in act, not here.
CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  commit_id INTEGER NOT NULL REFERENCES commits (id) ON DELETE CASCADE, -- whose bytes hold the evidence
  source_id INTEGER NOT NULL REFERENCES source (id),
  line INTEGER NOT NULL,               -- 1-based
  ordinal INTEGER NOT NULL,            -- among the events of that line and source
  kind TEXT NOT NULL,                  -- event_kind_names
  identity_id INTEGER NOT NULL REFERENCES identity (id),
  raw TEXT NOT NULL,                   -- the proving line, at most 1 KiB
  note TEXT NOT NULL,                  -- what follows the person, or empty
  change TEXT NOT NULL,                -- key of the change meant ("pr:9"), or empty: the commit's own
  mark TEXT,                           -- event_mark_names: why the reader itself says it must not count
  UNIQUE (commit_id, source_id, line, ordinal)
) STRICT;
CREATE INDEX event_change ON event (change) WHERE change <> ''; -- acts told elsewhere than on the change

-- What a message points at.
CREATE TABLE reference (
  commit_id INTEGER NOT NULL REFERENCES commits (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,                  -- reference_kind_names
  value TEXT NOT NULL,
  login TEXT NOT NULL,                 -- owner of the head, or empty
  source_id INTEGER NOT NULL REFERENCES source (id),
  PRIMARY KEY (commit_id, kind, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX reference_value ON reference (value) WHERE kind IN ('pr', 'mr', 'closes', 'picked', 'reverts'); -- who named it before

-- "<Word>-by:" lines whose key is in no dictionary: counted and listed, never guessed.
CREATE TABLE unknown_key (
  commit_id INTEGER NOT NULL REFERENCES commits (id) ON DELETE CASCADE,
  key TEXT NOT NULL,                   -- lower case
  PRIMARY KEY (commit_id, key)
) STRICT, WITHOUT ROWID;

-- The head of a pull or merge request that this clone holds.
CREATE TABLE request_head (
  repository_id INTEGER NOT NULL REFERENCES repository (id) ON DELETE CASCADE,
  change TEXT NOT NULL,                -- "pr:5", "mr:5"
  tip BLOB NOT NULL,
  PRIMARY KEY (repository_id, change)
) STRICT, WITHOUT ROWID;

-- Commits of a merged request's head that are not in the history of the tip: what a squash hides.
CREATE TABLE head_commit (
  repository_id INTEGER NOT NULL REFERENCES repository (id) ON DELETE CASCADE,
  change TEXT NOT NULL,
  commit_id INTEGER NOT NULL REFERENCES commits (id) ON DELETE CASCADE,
  PRIMARY KEY (repository_id, change, commit_id)
) STRICT, WITHOUT ROWID;

-- An annotated tag.
CREATE TABLE tag (
  repository_id INTEGER NOT NULL REFERENCES repository (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  target BLOB NOT NULL,
  identity_id INTEGER NOT NULL REFERENCES identity (id),
  tag_time INTEGER NOT NULL,
  PRIMARY KEY (repository_id, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_act ON tag (repository_id, identity_id, tag_time); -- v_event: the tag of an act

-- What a forge tells of a pull or merge request, once for each origin. Times 0: not told.
CREATE TABLE request (
  id INTEGER PRIMARY KEY,
  repository_id INTEGER NOT NULL REFERENCES repository (id) ON DELETE CASCADE,
  change TEXT NOT NULL,                -- pr:5, mr:5, gerrit:5, mail:<message id>, commit:<first revision>
  origin TEXT NOT NULL,                -- export, the notes ref, notedb, appraise, mail
  forge TEXT NOT NULL,                 -- github, gitlab, gerrit, …
  project TEXT NOT NULL,               -- owner/name, or empty
  state TEXT NOT NULL,                 -- request_state_names
  created_time INTEGER NOT NULL,
  ready_time INTEGER NOT NULL,         -- left draft for the last time
  closed_time INTEGER NOT NULL,
  merged_time INTEGER NOT NULL,
  seen_time INTEGER NOT NULL,          -- when the forge last changed it
  author_id INTEGER REFERENCES identity (id), -- the login; NULL: deleted, or not told
  line_count INTEGER,                  -- NULL: not told
  -- seen_time of the telling that each of these is from: what one does not tell stays as an older one told it
  project_seen INTEGER NOT NULL DEFAULT 0,
  state_seen INTEGER NOT NULL DEFAULT 0,
  author_seen INTEGER NOT NULL DEFAULT 0,
  line_seen INTEGER NOT NULL DEFAULT 0,
  closed_seen INTEGER NOT NULL DEFAULT 0,
  draft TEXT NOT NULL DEFAULT '',      -- request_draft_names
  draft_seen INTEGER NOT NULL DEFAULT 0,
  reviews_seen INTEGER NOT NULL DEFAULT 0, -- until when all reviews of it were told, none included; 0: never
  alias TEXT NOT NULL DEFAULT '',      -- what commits may name it by: <Change-Id>~<branch>; empty: nothing
  UNIQUE (repository_id, change, origin)
) STRICT;

-- Objects that a forge says belong to a request.
CREATE TABLE request_pointer (
  repository_id INTEGER NOT NULL REFERENCES repository (id) ON DELETE CASCADE,
  oid BLOB NOT NULL CHECK (length(oid) = 20),
  change TEXT NOT NULL,
  kind TEXT NOT NULL,                  -- pointer_kind_names
  origin TEXT NOT NULL,
  push_time INTEGER NOT NULL DEFAULT 0, -- when it was pushed; 0: not told
  PRIMARY KEY (repository_id, oid, change, kind, origin)
) STRICT, WITHOUT ROWID;
CREATE INDEX request_pointer_change ON request_pointer (repository_id, change); -- v_event, metrics: the commits of a request

-- An act on a request: a submitted review, a comment, the merge.
CREATE TABLE request_act (
  id INTEGER PRIMARY KEY,
  repository_id INTEGER NOT NULL REFERENCES repository (id) ON DELETE CASCADE,
  change TEXT NOT NULL,
  origin TEXT NOT NULL,
  source_id INTEGER NOT NULL REFERENCES source (id),
  kind TEXT NOT NULL,                  -- event_kind_names
  identity_id INTEGER NOT NULL REFERENCES identity (id),
  act_time INTEGER NOT NULL,           -- 0: not told
  state TEXT NOT NULL,                 -- act_state_names
  word_count INTEGER,                  -- of what was written; NULL: not told
  head TEXT NOT NULL,                  -- id of the commit looked at, maybe shortened, or empty
  mark TEXT,                           -- event_mark_names
  raw TEXT NOT NULL DEFAULT '',        -- the proving line, at most 1 KiB, where the source has one; tells acts of one moment apart
  UNIQUE (repository_id, change, origin, source_id, kind, identity_id, act_time, raw)
) STRICT;

-- A name or address that a forge ties to a login.
CREATE TABLE account (
  repository_id INTEGER NOT NULL REFERENCES repository (id) ON DELETE CASCADE,
  login TEXT NOT NULL,                 -- lower case
  identity_id INTEGER NOT NULL REFERENCES identity (id),
  origin TEXT NOT NULL,
  PRIMARY KEY (repository_id, login, identity_id, origin)
) STRICT, WITHOUT ROWID;

-- Refs whose whole history was read as evidence, and as what: a ref that stands where it stood is not read again.
CREATE TABLE read_ref (
  repository_id INTEGER NOT NULL REFERENCES repository (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  tip BLOB NOT NULL CHECK (length(tip) = 20), -- zeros: objects of it are missing, it is read again
  PRIMARY KEY (repository_id, name)
) STRICT, WITHOUT ROWID;

-- What could not be read of the evidence that a repository holds, by what it is about: all else of that was read.
CREATE TABLE trouble (
  repository_id INTEGER NOT NULL REFERENCES repository (id) ON DELETE CASCADE,
  origin TEXT NOT NULL,                -- of the requests it is about: notedb, appraise
  name TEXT NOT NULL,                  -- the request
  what TEXT NOT NULL,                  -- trouble_names
  count INTEGER NOT NULL,
  PRIMARY KEY (repository_id, origin, name, what)
) STRICT, WITHOUT ROWID;

-- A mail of an archive: what threads and patches are told by. Its text is not kept.
CREATE TABLE mail (
  id INTEGER PRIMARY KEY,
  repository_id INTEGER NOT NULL REFERENCES repository (id) ON DELETE CASCADE,
  message_id TEXT NOT NULL,            -- without <>
  aliases TEXT NOT NULL,               -- further ids that it bears, separated by a space
  parents TEXT NOT NULL,               -- ids it answers, the nearest first, separated by a space
  identity_id INTEGER NOT NULL REFERENCES identity (id), -- From; of a patch the author it names
  mail_time INTEGER NOT NULL,          -- 0: not told
  kind TEXT NOT NULL,                  -- mail_kind_names
  subject TEXT NOT NULL,               -- without Re: and what stands in brackets before it
  version INTEGER NOT NULL,            -- of a patch or cover letter, from 1; else 0
  part INTEGER NOT NULL,               -- of part_count in the series; 0: a cover letter, or no series
  part_count INTEGER NOT NULL,
  patch_id BLOB,                       -- as `git patch-id --stable` has it; NULL: no patch
  fingerprint INTEGER NOT NULL,        -- of all that was read of it: of two mails with one id the earlier, then the smaller stands
  UNIQUE (repository_id, message_id)
) STRICT;

-- What the writer of a mail does in it.
CREATE TABLE mail_act (
  mail_id INTEGER NOT NULL REFERENCES mail (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  source_id INTEGER NOT NULL REFERENCES source (id),
  kind TEXT NOT NULL,                  -- event_kind_names
  state TEXT NOT NULL,                 -- act_state_names
  word_count INTEGER,                  -- NULL: not told
  parts TEXT NOT NULL,                 -- of the series that it is about: "2-4 6", "all"; empty: the mail it answers
  raw TEXT NOT NULL,
  PRIMARY KEY (mail_id, position)
) STRICT, WITHOUT ROWID;

-- What a landed commit changed, as `git patch-id --stable` has it: kept where mails asked for it.
CREATE TABLE commit_patch (
  commit_id INTEGER PRIMARY KEY REFERENCES commits (id) ON DELETE CASCADE,
  patch_id BLOB                        -- NULL: it has none, or its objects are not here
) STRICT;

-- A decision record at the tip, in its own words.
CREATE TABLE decision (
  id INTEGER PRIMARY KEY,
  repository_id INTEGER NOT NULL REFERENCES repository (id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  format TEXT NOT NULL,                -- adr, madr, log4brains, rust-rfc, ember-rfc, pep, kep, openstack, enhancement, plain
  number TEXT NOT NULL,                -- as the record or its name has it, or empty
  title TEXT NOT NULL,
  status TEXT NOT NULL,                -- first word, lower case; empty if it states none
  state TEXT NOT NULL,                 -- decision_state_names: what the status means
  created_time INTEGER,                -- the day it names itself; NULL if none
  has_context INTEGER NOT NULL,        -- 1: its context or its options are filled in
  UNIQUE (repository_id, path)
) STRICT;

-- People that a record names.
CREATE TABLE decision_person (
  decision_id INTEGER NOT NULL REFERENCES decision (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  role TEXT NOT NULL,                  -- decision_role_names
  identity_id INTEGER NOT NULL REFERENCES identity (id),
  PRIMARY KEY (decision_id, position)
) STRICT, WITHOUT ROWID;

-- What it had to say of itself over time, the file's earlier places included: a row for its beginning and for each change of
-- status on the main line.
CREATE TABLE decision_status (
  decision_id INTEGER NOT NULL REFERENCES decision (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,           -- 0: the first
  status TEXT NOT NULL,
  state TEXT NOT NULL,
  commit_id INTEGER NOT NULL REFERENCES commits (id) ON DELETE CASCADE, -- the landed commit that wrote it
  PRIMARY KEY (decision_id, position)
) STRICT, WITHOUT ROWID;

-- One record speaking of another.
CREATE TABLE decision_link (
  decision_id INTEGER NOT NULL REFERENCES decision (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,                  -- decision_link_names
  target TEXT NOT NULL,                -- path of the other record if it is one of these, else as written
  PRIMARY KEY (decision_id, kind, target)
) STRICT, WITHOUT ROWID;

-- Who an ownership file lists, and from when until when it did on the first-parent line. Who should review, not who did.
CREATE TABLE owner_entry (
  id INTEGER PRIMARY KEY,
  repository_id INTEGER NOT NULL REFERENCES repository (id) ON DELETE CASCADE,
  file TEXT NOT NULL,                  -- the ownership file
  grammar TEXT NOT NULL,               -- owner_grammar_names: how the pattern is read
  section TEXT NOT NULL,               -- subsystem, section or alias, or empty
  position INTEGER NOT NULL,           -- order within the file at any time: the last match decides in some formats
  pattern TEXT NOT NULL,               -- of paths, in the file's own grammar; empty: the file's directory
  role TEXT NOT NULL,                  -- owner_role_names
  is_group INTEGER NOT NULL,           -- 1: a team, everybody, another file: no person
  identity_id INTEGER NOT NULL REFERENCES identity (id), -- a login or a team name stands in name; empty: names nobody
  since_time INTEGER NOT NULL,         -- commit time of the mainline commit that brought it
  until_time INTEGER,                  -- that of the one that took it away; NULL: stands at the tip
  UNIQUE (repository_id, file, grammar, section, pattern, role, identity_id, since_time)
) STRICT;

-- Ownership files that are on the first-parent line or were, with what their entries were read from.
CREATE TABLE owner_file (
  repository_id INTEGER NOT NULL REFERENCES repository (id) ON DELETE CASCADE,
  file TEXT NOT NULL,
  is_present INTEGER NOT NULL,         -- 1: at the tip
  versions TEXT NOT NULL,              -- of the mainline commits that changed it; empty: some could not be read
  PRIMARY KEY (repository_id, file)
) STRICT, WITHOUT ROWID;

-- Ownership files that a merge on the first-parent line changed: the files of merges are not kept elsewhere.
CREATE TABLE owner_merge (
  repository_id INTEGER NOT NULL REFERENCES repository (id) ON DELETE CASCADE,
  commit_id INTEGER NOT NULL REFERENCES commits (id) ON DELETE CASCADE,
  file TEXT NOT NULL,
  PRIMARY KEY (repository_id, commit_id, file)
) STRICT, WITHOUT ROWID;

-- ====================================================================================================== derived: scan

-- Membership in the history of the repository's tip. Rebuilt when the tip moves.
CREATE TABLE landed (
  repository_id INTEGER NOT NULL,
  commit_id INTEGER NOT NULL,
  change_id INTEGER,                   -- NULL: a merge that lands no single change
  is_mainline INTEGER NOT NULL,        -- on the first-parent line of the tip
  via_id INTEGER,                      -- commits.id of the mainline merge that brought it
  landed_time INTEGER NOT NULL,        -- commit time of that merge, else its own
  PRIMARY KEY (repository_id, commit_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX landed_change ON landed (change_id); -- members of a change: credit, explain

-- What was reviewed and integrated as one thing (metrics 4.1).
CREATE TABLE change (
  id INTEGER PRIMARY KEY,
  repository_id INTEGER NOT NULL,
  key TEXT NOT NULL,                   -- pr:<n>, mr:<n>, gerrit:<n>, commit:<oid>
  rule TEXT NOT NULL,                  -- grouping_rule_names
  landed_time INTEGER NOT NULL,
  newest_id INTEGER NOT NULL,          -- commits.id
  merge_id INTEGER,                    -- commits.id of the merge that brought it
  commit_count INTEGER NOT NULL,       -- non-merge members
  is_import INTEGER NOT NULL,
  UNIQUE (repository_id, key)
) STRICT;
CREATE INDEX change_time ON change (landed_time); -- every metric: changes of a period

-- Kind of a path in this repository, and the area it belongs to.
CREATE TABLE path_class (
  repository_id INTEGER NOT NULL,
  path_id INTEGER NOT NULL,
  class TEXT NOT NULL,                 -- path_class_names
  area TEXT NOT NULL,                  -- configured area, else the first two components of the directory, else "."
  PRIMARY KEY (repository_id, path_id)
) STRICT, WITHOUT ROWID;

-- Areas a change touches.
CREATE TABLE change_area (
  change_id INTEGER NOT NULL,
  area TEXT NOT NULL,
  PRIMARY KEY (change_id, area)
) STRICT, WITHOUT ROWID;

-- A change to a document that speaks of an area: the area's own README or docs directory, or what [docs] map says.
CREATE TABLE document_change (
  change_id INTEGER NOT NULL,
  repository_id INTEGER NOT NULL,
  area TEXT NOT NULL,
  document TEXT NOT NULL,              -- a path, or the directory that holds it
  path_id INTEGER NOT NULL,
  is_configured INTEGER NOT NULL,      -- 1: by [docs] map
  is_removed INTEGER NOT NULL,         -- 1: the change took the path away
  PRIMARY KEY (change_id, area, document, path_id)
) STRICT, WITHOUT ROWID;

-- ==================================================================================================== derived: people

CREATE TABLE person (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,            -- "Name <address>" of the primary identity; what every view calls person
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('human', 'bot', 'model', 'placeholder')),
  is_resolved INTEGER NOT NULL         -- 0: a name or login that no commit identity explains
) STRICT;

-- Which person a recorded identity is, in one repository, and by which rule.
CREATE TABLE identity_person (
  repository_id INTEGER NOT NULL,
  identity_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  rule TEXT NOT NULL,                  -- self, mailmap, email, name, noreply, login, head, config
  is_ambiguous INTEGER NOT NULL,       -- 1: more than one person fits; kept apart
  PRIMARY KEY (repository_id, identity_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX identity_person_person ON identity_person (person_id); -- v_person, people

-- What resolving people looks an identity up by, of all there are: a new one that shares none of these is nobody known.
CREATE TABLE identity_key (
  key TEXT PRIMARY KEY                 -- "email …", "name …", "login <host> …", "number <host> …", folded
) STRICT, WITHOUT ROWID;

-- When a person was first and last seen landing or authoring in a repository: tenure.
CREATE TABLE tenure (
  repository_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  first_time INTEGER NOT NULL,         -- earliest author time among landed commits, clamped to its commit time
  last_time INTEGER NOT NULL,          -- latest landed time
  change_count INTEGER NOT NULL,       -- changes authored or co-authored, all time
  PRIMARY KEY (repository_id, person_id)
) STRICT, WITHOUT ROWID;

-- Who belongs to which team. The team '' is everybody human.
CREATE TABLE member (
  team TEXT NOT NULL,
  person_id INTEGER NOT NULL,
  is_lead INTEGER NOT NULL,
  from_time INTEGER NOT NULL,          -- inclusive
  until_time INTEGER NOT NULL,         -- exclusive
  PRIMARY KEY (team, person_id, from_time)
) STRICT, WITHOUT ROWID;

-- Teams that name repositories or paths: of them count the changes in team_change alone.
CREATE TABLE team_limit (
  team TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Changes in the repositories and paths of such a team.
CREATE TABLE team_change (
  team TEXT NOT NULL,
  change_id INTEGER NOT NULL,
  PRIMARY KEY (team, change_id)
) STRICT, WITHOUT ROWID;

-- Paths that it means, of those a landed commit ever touched.
CREATE TABLE team_file (
  team TEXT NOT NULL,
  repository_id INTEGER NOT NULL,
  path_id INTEGER NOT NULL,
  PRIMARY KEY (team, repository_id, path_id)
) STRICT, WITHOUT ROWID;

-- From when until when a file of code was there: after from_time, up to and with until_time. This and the two tables after it are
-- brought up to date when a figure asks for them (stamp knowledge), the others with every scan.
CREATE TABLE code_life (
  repository_id INTEGER NOT NULL,
  path_id INTEGER NOT NULL,
  from_time INTEGER NOT NULL,          -- landed time of the change that brought it
  until_time INTEGER,                  -- of the one that took it away; NULL: still there
  PRIMARY KEY (repository_id, path_id, from_time)
) STRICT, WITHOUT ROWID;

-- Who knew a file of code, times as in code_life (metrics M25): by own changes as long as it was there, or by reviewing.
CREATE TABLE code_knower (
  repository_id INTEGER NOT NULL,
  path_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  is_review INTEGER NOT NULL,          -- 1: reviewed three changes to it within 360 days
  from_time INTEGER NOT NULL,
  until_time INTEGER,                  -- NULL: to this day
  PRIMARY KEY (repository_id, path_id, person_id, is_review, from_time)
) STRICT, WITHOUT ROWID;

-- When a person was about, times as in code_life: a counted act landed no longer than 180 days ago.
CREATE TABLE presence (
  repository_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  from_time INTEGER NOT NULL,
  until_time INTEGER NOT NULL,
  PRIMARY KEY (repository_id, person_id, from_time)
) STRICT, WITHOUT ROWID;

-- What was declared, for metrics, patterns and reports. Never a reason.
CREATE TABLE declared (
  kind TEXT NOT NULL,                  -- absence, optout, solo, … (analyzers/people/declared.h)
  person_id INTEGER NOT NULL,          -- 0: of the team
  value TEXT NOT NULL,                 -- area or word, or empty
  from_time INTEGER NOT NULL,          -- inclusive
  until_time INTEGER NOT NULL,         -- exclusive
  PRIMARY KEY (kind, person_id, value, from_time)
) STRICT, WITHOUT ROWID;

-- An act with its person and its verdict (metrics 4.2, 4.3): one row for each event, author, committer and merger.
CREATE TABLE act (
  id INTEGER PRIMARY KEY,
  repository_id INTEGER NOT NULL,
  change_id INTEGER,                   -- NULL: a merge that lands no single change, a tag
  commit_id INTEGER,                   -- whose bytes hold the evidence; NULL: a tag
  event_id INTEGER,                    -- NULL where the commit's own identities are the evidence
  kind TEXT NOT NULL,                  -- event_kind_names
  person_id INTEGER NOT NULL,
  identity_id INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  act_time INTEGER NOT NULL,           -- when the forge says it was; else the commit time of the evidence
  counted INTEGER NOT NULL,
  why TEXT,                            -- NULL if counted; self bot model duplicate copied requested group superseded excluded
  is_mentoring INTEGER NOT NULL,       -- counted, and towards a newcomer or a person with less tenure (metrics M13)
  is_newcomer INTEGER NOT NULL,        -- counted, and towards a newcomer (first 180 days or fewer than 10 changes)
  request_act_id INTEGER               -- the act on a request that is the evidence; NULL: a commit is
) STRICT;
CREATE INDEX act_change ON act (change_id); -- metrics: the acts on the changes of a period
CREATE INDEX act_person ON act (person_id, change_id); -- explain, patterns: the acts of one person, also on one change
CREATE INDEX act_self ON act (person_id) WHERE kind = 'self'; -- M13, patterns: the few acts told by people themselves

-- Which requests a landed change is: the one a forge tells of under its key, and those that point at its commits.
CREATE TABLE change_request (
  change_id INTEGER NOT NULL,
  request TEXT NOT NULL,               -- request.change
  PRIMARY KEY (change_id, request)
) STRICT, WITHOUT ROWID;

-- What the metrics ask of a change, decided once.
CREATE TABLE change_credit (
  change_id INTEGER PRIMARY KEY,
  author_id INTEGER NOT NULL,          -- person of the primary author
  author_count INTEGER NOT NULL,       -- human authors and co-authors
  excluded TEXT,                       -- NULL: counts; else bot model placeholder import mass copied reverted vendored
  has_review INTEGER NOT NULL,         -- a counted rev or ack by somebody who is no author
  has_second INTEGER NOT NULL,         -- a counted rev, ack, int, pair, cmt or help by somebody who is not the primary author
  integrator TEXT NOT NULL,            -- author, other, forge (unknown), bot
  has_code INTEGER NOT NULL,
  has_test INTEGER NOT NULL,
  has_doc INTEGER NOT NULL,            -- documentation or decision records
  has_decision INTEGER NOT NULL,
  has_standard INTEGER NOT NULL,
  has_operation INTEGER NOT NULL,
  is_doc_only INTEGER NOT NULL,        -- documentation and nothing else
  is_fix INTEGER NOT NULL,             -- revert, Fixes:, backport
  is_newcomer INTEGER NOT NULL,        -- by a newcomer: first 180 days or fewer than 10 changes
  lines INTEGER,                       -- insertions and deletions outside generated and vendored paths, without files that
                                       -- only moved; NULL: not known
  files INTEGER                        -- files outside generated and vendored paths; NULL: not known
) STRICT;

-- What the derived tables were made from.
CREATE TABLE stamp (
  name TEXT PRIMARY KEY,               -- people, teams, knowledge, landing, scan <path>
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- =================================================================================== derived, kept: metrics, findings

CREATE TABLE metric_value (
  repos TEXT NOT NULL,                 -- repository keys, sorted, separated by a space
  team TEXT NOT NULL,                  -- '' = everybody
  person TEXT NOT NULL,                -- person.key; '' = the team's own figure
  since INTEGER NOT NULL,
  until INTEGER NOT NULL,
  metric TEXT NOT NULL,                -- M04, M13.a
  sealed INTEGER NOT NULL DEFAULT 0,   -- 1: report --freeze closed this period; never overwritten
  value REAL,                          -- NULL unless something was seen
  n INTEGER,                           -- denominator or count the value rests on
  low REAL,
  high REAL,
  state TEXT NOT NULL CHECK (state IN ('ok', 'thin', 'unknown', 'n/a', 'withheld')),
  rules TEXT NOT NULL,
  tip TEXT NOT NULL,                   -- tips, 40 hex, in the order of repos
  PRIMARY KEY (repos, team, person, since, until, metric, sealed)
) STRICT, WITHOUT ROWID;

CREATE TABLE finding (
  repos TEXT NOT NULL,
  team TEXT NOT NULL,
  person TEXT NOT NULL,
  since INTEGER NOT NULL,
  until INTEGER NOT NULL,
  pattern TEXT NOT NULL,               -- P01
  sealed INTEGER NOT NULL DEFAULT 0,
  outcome TEXT NOT NULL CHECK (outcome IN ('unknown', 'n/a', 'thin', 'silenced', 'clear', 'note', 'warn')),
  visible TEXT NOT NULL,               -- own-only, mixed, others, or empty
  reason TEXT NOT NULL,
  rules TEXT NOT NULL,
  PRIMARY KEY (repos, team, person, since, until, pattern, sealed)
) STRICT, WITHOUT ROWID;

-- A sealed period keeps the whole of its report: written once, by report --freeze.
CREATE TABLE sealed_report (
  repos TEXT NOT NULL,                 -- repository keys, sorted, separated by a space
  team TEXT NOT NULL,                  -- '' = everybody
  person TEXT NOT NULL,                -- person.key of that day; '' = all that is of no one person
  since INTEGER NOT NULL,
  until INTEGER NOT NULL,
  rules TEXT NOT NULL,                 -- version of the rules on that day
  tool TEXT NOT NULL,                  -- version of the program
  format INTEGER NOT NULL,             -- of body
  body BLOB NOT NULL,                  -- analyzers/report/seal_codec.h
  PRIMARY KEY (repos, team, person, since, until)
) STRICT;

-- The last check of a line of work in this file: where --since-last goes on. Of this file alone: a merge does not take it along.
CREATE TABLE checked (
  repository_id INTEGER NOT NULL REFERENCES repository (id) ON DELETE CASCADE,
  branch TEXT NOT NULL,                -- as the CI system or HEAD names it, or empty
  base BLOB,                           -- of the range; NULL: it began with the history
  tip BLOB NOT NULL,
  PRIMARY KEY (repository_id, branch)
) STRICT, WITHOUT ROWID;

-- What it told, so that the next one need not say it again.
CREATE TABLE check_told (
  repository_id INTEGER NOT NULL REFERENCES repository (id) ON DELETE CASCADE,
  branch TEXT NOT NULL,
  fingerprint TEXT NOT NULL,           -- of rule and subject, 32 hex
  outcome TEXT NOT NULL,               -- fires, unknown
  shown TEXT NOT NULL,                 -- notice, warn, fail
  PRIMARY KEY (repository_id, branch, fingerprint)
) STRICT, WITHOUT ROWID;

-- ====================================================================================================== public views

-- Tables of which a query takes no column are left out of it: hence LEFT JOIN where a row is always there.
CREATE VIEW v_commit AS
SELECT r.key AS repo,
       lower(hex(c.oid)) AS oid,
       a.name AS author_name,
       a.email AS author_email,
       pa.key AS author_person,
       k.name AS committer_name,
       k.email AS committer_email,
       pk.key AS committer_person,
       c.author_time,
       c.commit_time,
       CASE length(c.parents)
         WHEN 0 THEN ''
         WHEN 20 THEN lower(hex(c.parents))
         WHEN 40 THEN lower(hex(substr(c.parents, 1, 20))) || ' ' || lower(hex(substr(c.parents, 21, 20)))
         ELSE (WITH RECURSIVE p (i, text) AS (
                 SELECT 1, lower(hex(substr(c.parents, 1, 20)))
                 UNION ALL
                 SELECT i + 1, text || ' ' || lower(hex(substr(c.parents, i * 20 + 1, 20)))
                 FROM p
                 WHERE i * 20 < length(c.parents))
               SELECT text FROM p ORDER BY i DESC LIMIT 1)
       END AS parents,
       CASE WHEN length(c.parents) > 20 THEN 1 ELSE 0 END AS is_merge,
       c.file_count AS files,
       c.insertions,
       c.deletions,
       c.author_zone,
       c.commit_zone,
       c.subject,
       ch.key AS change,
       l.landed_time,
       l.is_mainline
FROM landed l
JOIN commits c ON c.id = l.commit_id
LEFT JOIN repository r ON r.id = l.repository_id
LEFT JOIN identity a ON a.id = c.author_id
LEFT JOIN identity k ON k.id = c.committer_id
LEFT JOIN identity_person ipa ON ipa.repository_id = l.repository_id AND ipa.identity_id = c.author_id
LEFT JOIN person pa ON pa.id = ipa.person_id
LEFT JOIN identity_person ipk ON ipk.repository_id = l.repository_id AND ipk.identity_id = c.committer_id
LEFT JOIN person pk ON pk.id = ipk.person_id
LEFT JOIN change ch ON ch.id = l.change_id;

-- is_primary marks the one row whose name and address are the person's key.
CREATE VIEW v_person AS
SELECT p.key AS person,
       p.name AS name,
       p.email AS email,
       p.kind AS kind,
       1 AS is_primary
FROM person p
UNION ALL
SELECT DISTINCT p.key, i.name, i.email, p.kind, 0
FROM identity_person ip
JOIN person p ON p.id = ip.person_id
JOIN identity i ON i.id = ip.identity_id
WHERE i.name <> p.name OR i.email <> p.email;

-- An act on a request in words, to stand behind a name.
CREATE VIEW request_line AS
SELECT id, origin, state, word_count,
       CASE
         WHEN kind = 'int' THEN ' merged '
         WHEN kind = 'req' THEN ' was asked to review '
         WHEN kind IN ('qa', 'info') AND change GLOB 'gerrit:*' THEN ' voted on '
         WHEN kind = 'qa' AND raw LIKE 'tested-by:%' THEN ' tested '
         WHEN kind IN ('qa', 'info') THEN ' is named on '
         WHEN kind = 'help' THEN ' helped with '
         WHEN state <> '' THEN ' ' || state || ' '
         WHEN kind = 'ack' THEN ' acknowledged '
         WHEN kind = 'rev' THEN ' reviewed '
         ELSE ' commented ' END || change
       || CASE WHEN word_count = 1 THEN ' (1 word)' WHEN word_count > 1 THEN ' (' || word_count || ' words)' ELSE '' END
       || CASE WHEN raw <> '' THEN ': ' || raw ELSE '' END AS words,
       change, repository_id
FROM request_act;

-- An act on a request that did not land here stands under the request's own key, beside the newest of its commits that is told.
CREATE VIEW v_event AS
SELECT r.key AS repo,
       lower(hex(coalesce(c.oid, n.oid, t.target, (
         SELECT p.oid
         FROM request_pointer p
         WHERE a.change_id IS NULL AND p.repository_id = q.repository_id AND p.change = q.change
         ORDER BY CASE p.kind WHEN 'merge' THEN 0 WHEN 'squash' THEN 1 WHEN 'head' THEN 2 ELSE 3 END, p.push_time DESC, p.oid
         LIMIT 1)))) AS oid,
       coalesce(nullif(ch.key, ''), q.change, 'commit:' || lower(hex(coalesce(c.oid, t.target)))) AS change,
       a.kind,
       p.key AS person,
       i.name,
       i.email,
       a.act_time AS time,
       CASE WHEN q.origin LIKE 'refs/%' THEN 'note:' || q.origin ELSE s.name END AS source,
       coalesce(e.raw, coalesce(nullif(i.name, ''), i.email) || q.words, ltrim(i.name || ' <' || i.email || '>')) AS raw,
       a.counted,
       a.why,
       coalesce(e.note, q.state) AS note,
       ch.landed_time,
       a.is_mentoring,
       a.is_newcomer
FROM act a
LEFT JOIN repository r ON r.id = a.repository_id
LEFT JOIN person p ON p.id = a.person_id
LEFT JOIN identity i ON i.id = a.identity_id
LEFT JOIN source s ON s.id = a.source_id
LEFT JOIN commits c ON c.id = a.commit_id
LEFT JOIN change ch ON ch.id = a.change_id
LEFT JOIN commits n ON n.id = ch.newest_id
LEFT JOIN event e ON e.id = a.event_id
LEFT JOIN request_line q ON q.id = a.request_act_id
LEFT JOIN tag t ON t.repository_id = a.repository_id AND t.name = (
  SELECT min(n.name)
  FROM tag n
  WHERE a.commit_id IS NULL AND n.repository_id = a.repository_id AND n.identity_id = a.identity_id
    AND n.tag_time = a.act_time);

-- Who landed a record is its author where it names none.
CREATE VIEW v_decision AS
SELECT r.key AS repo,
       d.path,
       d.title,
       d.status,
       c.author_time AS created,
       p.key AS person,
       n.role,
       d.format,
       d.number
FROM decision d
JOIN repository r ON r.id = d.repository_id
LEFT JOIN decision_status b ON b.decision_id = d.id AND b.position = 0
LEFT JOIN commits c ON c.id = b.commit_id
JOIN (SELECT dp.decision_id, dp.role, dp.identity_id
      FROM decision_person dp
      UNION ALL
      SELECT bs.decision_id, 'author', bc.author_id
      FROM decision_status bs
      JOIN commits bc ON bc.id = bs.commit_id
      WHERE bs.position = 0 AND NOT EXISTS (
        SELECT 1 FROM decision_person a WHERE a.decision_id = bs.decision_id AND a.role = 'author')) n
  ON n.decision_id = d.id
JOIN identity_person ip ON ip.repository_id = d.repository_id AND ip.identity_id = n.identity_id
JOIN person p ON p.id = ip.person_id;

-- An alias of OWNERS_ALIASES gives a row for each of its members, for the time that both stood.
CREATE VIEW v_owner AS
SELECT r.key AS repo,
       o.file,
       o.section,
       o.pattern,
       o.role,
       p.key AS person,
       i.name,
       i.email,
       CASE WHEN a.since_time > o.since_time THEN a.since_time ELSE o.since_time END AS since,
       CASE WHEN a.until_time IS NULL THEN o.until_time
            WHEN o.until_time IS NULL OR a.until_time < o.until_time THEN a.until_time
            ELSE o.until_time END AS until,
       o.grammar,
       o.is_group,
       CASE WHEN a.id IS NULL THEN '' ELSE oi.name END AS alias,
       o.position
FROM owner_entry o
JOIN repository r ON r.id = o.repository_id
JOIN identity oi ON oi.id = o.identity_id
LEFT JOIN owner_entry a
  ON a.repository_id = o.repository_id AND a.file = 'OWNERS_ALIASES' AND o.grammar = 'owners-kubernetes'
  AND oi.name <> '' AND a.section = lower(oi.name)
  AND (a.until_time IS NULL OR a.until_time > o.since_time)
  AND (o.until_time IS NULL OR a.since_time < o.until_time)
JOIN identity i ON i.id = CASE WHEN a.id IS NULL THEN o.identity_id ELSE a.identity_id END
LEFT JOIN identity_person ip ON ip.repository_id = o.repository_id AND ip.identity_id = i.id
LEFT JOIN person p ON p.id = ip.person_id;

-- A sealed row stands before a recomputed one.
CREATE VIEW v_metric AS
SELECT m.repos, m.team, m.person, m.since, m.until, m.metric, m.value, m.n, m.low, m.high, m.state, m.rules, m.tip
FROM metric_value m
WHERE m.sealed = 1 OR NOT EXISTS (
  SELECT 1 FROM metric_value s
  WHERE s.sealed = 1 AND s.repos = m.repos AND s.team = m.team AND s.person = m.person
    AND s.since = m.since AND s.until = m.until AND s.metric = m.metric);

CREATE VIEW v_finding AS
SELECT f.repos, f.team, f.person, f.since, f.until, f.pattern, f.outcome, f.visible, f.reason, f.rules
FROM finding f
WHERE f.sealed = 1 OR NOT EXISTS (
  SELECT 1 FROM finding s
  WHERE s.sealed = 1 AND s.repos = f.repos AND s.team = f.team AND s.person = f.person
    AND s.since = f.since AND s.until = f.until AND s.pattern = f.pattern);

-- Changes of a team that count (metrics: C), one row for each team whose member is the primary author.
CREATE VIEW metric_change AS
SELECT m.team, c.id, c.repository_id, c.key, c.rule, c.landed_time, c.newest_id, cc.author_id, cc.author_count,
       cc.has_review, cc.has_second, cc.integrator, cc.has_code, cc.has_test, cc.has_doc, cc.has_decision,
       cc.has_standard, cc.has_operation, cc.is_doc_only, cc.is_fix, cc.is_newcomer, cc.lines, cc.files
FROM change c
JOIN change_credit cc ON cc.change_id = c.id AND cc.excluded IS NULL
JOIN member m ON m.person_id = cc.author_id AND c.landed_time >= m.from_time AND c.landed_time < m.until_time
  AND (m.team NOT IN (SELECT team FROM team_limit) OR EXISTS (SELECT 1 FROM team_change t WHERE t.team = m.team AND t.change_id = c.id));
