-- What was declared: absences, opt-outs, policies, corrections.
CREATE TABLE declared (
  kind TEXT NOT NULL,
  person_id INTEGER NOT NULL,
  value TEXT NOT NULL,
  from_time INTEGER NOT NULL,
  until_time INTEGER NOT NULL,
  PRIMARY KEY (kind, person_id, value, from_time)
) STRICT, WITHOUT ROWID;
