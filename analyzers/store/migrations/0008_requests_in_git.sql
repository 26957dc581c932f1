-- Requests out of Gerrit's NoteDb, git-appraise and mail archives: what tells their acts apart, when commits were pushed, what
-- commits may name them by; and the mails themselves.
DROP VIEW v_event;
DROP VIEW request_line;
DROP TABLE change_request;

ALTER TABLE request ADD COLUMN alias TEXT NOT NULL DEFAULT '';
ALTER TABLE request_pointer ADD COLUMN push_time INTEGER NOT NULL DEFAULT 0;
CREATE INDEX request_pointer_change ON request_pointer (repository_id, change);

ALTER TABLE request_act RENAME TO old_request_act;
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

INSERT INTO request_act (id, repository_id, change, origin, source_id, kind, identity_id, act_time, state, word_count, head, mark)
SELECT id, repository_id, change, origin, source_id, kind, identity_id, act_time, state, word_count, head, mark
FROM old_request_act;
DROP TABLE old_request_act;

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

-- Which requests a landed change is: the one a forge tells of under its key, and those that point at its commits.
CREATE TABLE change_request (
  change_id INTEGER NOT NULL,
  request TEXT NOT NULL,               -- request.change
  PRIMARY KEY (change_id, request)
) STRICT, WITHOUT ROWID;

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
