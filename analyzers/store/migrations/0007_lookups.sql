-- What a few new commits ask of everything older, so that they can be added to what is derived instead of deriving it again.
CREATE INDEX commits_author ON commits (author_id, author_time); -- copies: the same work landed before
CREATE INDEX reference_value ON reference (value) WHERE kind IN ('pr', 'mr', 'closes', 'picked', 'reverts'); -- who named it before
CREATE INDEX event_change ON event (change) WHERE change <> ''; -- acts told elsewhere than on the change
