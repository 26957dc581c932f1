SELECT 'commit' AS what, json_array(repo, oid, author_person, committer_person, change, landed_time, is_mainline, files, insertions) AS row FROM v_commit
UNION ALL SELECT 'person', json_array(person, name, email, kind, is_primary) FROM v_person
UNION ALL SELECT 'event', json_array(repo, oid, change, kind, person, name, email, time, source, raw, counted, why, note, landed_time, is_mentoring, is_newcomer) FROM v_event
UNION ALL SELECT 'decision', json_array(repo, path, title, status, created, person, role, format, number) FROM v_decision
UNION ALL SELECT 'owner', json_array(repo, file, section, pattern, role, person, name, email, since, until, grammar, is_group, alias, position) FROM v_owner
UNION ALL SELECT 'landed', json_array(lower(hex(c.oid)), ch.key, l.is_mainline, lower(hex(v.oid)), l.landed_time)
	FROM landed l JOIN commits c ON c.id = l.commit_id LEFT JOIN change ch ON ch.id = l.change_id LEFT JOIN commits v ON v.id = l.via_id
UNION ALL SELECT 'change', json_array(ch.key, ch.rule, ch.landed_time, lower(hex(n.oid)), lower(hex(m.oid)), ch.commit_count, ch.is_import)
	FROM change ch JOIN commits n ON n.id = ch.newest_id LEFT JOIN commits m ON m.id = ch.merge_id
UNION ALL SELECT 'path', json_array(p.name, pc.class, pc.area) FROM path_class pc JOIN path p ON p.id = pc.path_id
UNION ALL SELECT 'area', json_array(ch.key, a.area) FROM change_area a JOIN change ch ON ch.id = a.change_id
UNION ALL SELECT 'document', json_array(ch.key, d.area, d.document, p.name, d.is_configured, d.is_removed)
	FROM document_change d JOIN change ch ON ch.id = d.change_id JOIN path p ON p.id = d.path_id
UNION ALL SELECT 'resolved', json_array(key, name, email, kind, is_resolved) FROM person
UNION ALL SELECT 'identity', json_array(i.name, i.email, p.key, ip.rule, ip.is_ambiguous)
	FROM identity_person ip JOIN identity i ON i.id = ip.identity_id JOIN person p ON p.id = ip.person_id
UNION ALL SELECT 'tenure', json_array(p.key, t.first_time, t.last_time, t.change_count) FROM tenure t JOIN person p ON p.id = t.person_id
UNION ALL SELECT 'member', json_array(m.team, p.key, m.is_lead, m.from_time, m.until_time) FROM member m JOIN person p ON p.id = m.person_id
UNION ALL SELECT 'team', json_array(t.team, ch.key) FROM team_change t JOIN change ch ON ch.id = t.change_id
UNION ALL SELECT 'teamfile', json_array(t.team, p.name) FROM team_file t JOIN path p ON p.id = t.path_id
UNION ALL SELECT 'declared', json_array(d.kind, p.key, d.value, d.from_time, d.until_time) FROM declared d LEFT JOIN person p ON p.id = d.person_id
UNION ALL SELECT 'life', json_array(p.name, l.from_time, l.until_time) FROM code_life l JOIN path p ON p.id = l.path_id
UNION ALL SELECT 'knower', json_array(pa.name, p.key, k.is_review, k.from_time, k.until_time)
	FROM code_knower k JOIN path pa ON pa.id = k.path_id JOIN person p ON p.id = k.person_id
UNION ALL SELECT 'presence', json_array(p.key, s.from_time, s.until_time) FROM presence s JOIN person p ON p.id = s.person_id
UNION ALL SELECT 'act', json_array(ch.key, lower(hex(c.oid)), e.line, e.ordinal, a.kind, p.key, i.name, i.email, s.name, a.act_time, a.counted, a.why, a.is_mentoring, a.is_newcomer)
	FROM act a JOIN person p ON p.id = a.person_id JOIN identity i ON i.id = a.identity_id JOIN source s ON s.id = a.source_id
	LEFT JOIN change ch ON ch.id = a.change_id LEFT JOIN commits c ON c.id = a.commit_id LEFT JOIN event e ON e.id = a.event_id
UNION ALL SELECT 'request', json_array(ch.key, q.request) FROM change_request q JOIN change ch ON ch.id = q.change_id
UNION ALL SELECT 'credit', json_array(ch.key, p.key, c.author_count, c.excluded, c.has_review, c.has_second, c.integrator, c.has_code, c.has_test, c.has_doc, c.has_decision, c.has_standard, c.has_operation, c.is_doc_only, c.is_fix, c.is_newcomer, c.lines, c.files)
	FROM change_credit c JOIN change ch ON ch.id = c.change_id JOIN person p ON p.id = c.author_id
UNION ALL SELECT 'head', json_array(h.change, lower(hex(c.oid))) FROM head_commit h JOIN commits c ON c.id = h.commit_id
UNION ALL SELECT 'told', json_array(q.change, q.origin, q.forge, q.state, q.created_time, q.closed_time, q.merged_time, q.seen_time, q.reviews_seen, q.alias, i.name, i.email)
	FROM request q LEFT JOIN identity i ON i.id = q.author_id
UNION ALL SELECT 'pointer', json_array(change, origin, kind, lower(hex(oid)), push_time) FROM request_pointer
UNION ALL SELECT 'said', json_array(q.change, q.origin, s.name, q.kind, i.name, i.email, q.act_time, q.state, q.word_count, q.head, q.mark, q.raw)
	FROM request_act q JOIN source s ON s.id = q.source_id JOIN identity i ON i.id = q.identity_id
UNION ALL SELECT 'unread', json_array(origin, name, what, count) FROM trouble
ORDER BY 1, 2
