-- What a few new commits ask of everything older, so that they can be added to what is derived instead of deriving it again.
CREATE INDEX commits_author ON commits (author_id, author_time); -- copies: the same work landed before
CREATE INDEX reference_value ON reference (value) WHERE kind IN ('pr', 'mr', 'closes', 'picked', 'reverts'); -- who named it before
CREATE INDEX event_change ON event (change) WHERE change <> ''; -- acts told elsewhere than on the change

-- What resolving people looks an identity up by, of all there are: a new one that shares none of these is nobody known.
CREATE TABLE identity_key (
  key TEXT PRIMARY KEY                 -- "email …", "name …", "login <host> …", "number <host> …", folded
) STRICT, WITHOUT ROWID;
