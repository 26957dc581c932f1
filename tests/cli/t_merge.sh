# Databases of several repositories and machines into one: the same rows whatever the order, nothing twice, nothing half.
# shellcheck shell=sh disable=SC2154,SC2016

make_repository() { # <name>: reviews, a mailmap, a record, an ownership file, a tag
	git init -q "$1"
	(
		cd "$1" || exit 1
		at 90 'Ada Example'
		printf 'Bo Sample <bo@example.org> <bo@old.example>\n' >.mailmap
		mkdir -p .github docs/adr
		printf '* @asample\n/src/ bo@example.org\n' >.github/CODEOWNERS
		printf '# 1. Choose %s\n\n## Status\n\nAccepted\n\n## Context\n\nWe need it.\n\n## Decision\n\nThis.\n' "$1" >docs/adr/0001-choose.md
		git add .
		change src/a.c "start of $1"
		at 91 'Bo Sample' bo@old.example
		change src/b.c "squashed in $1 (#5)

Reviewed-by: Ada Example <ada@example.org>
Reviewed-by: Cy Trial <cy@example.org>"
		git tag -a -m 'the first' v1
		git notes --ref=refs/notes/review add -m 'Reviewed-by: Cy Trial <cy@example.org>' HEAD
	)
}
more() { # <repository> <day> <file>
	(cd "$1" && at "$2" 'Ada Example' && change "$3" "more in $1 on day $2

Reviewed-by: Bo Sample <bo@example.org>")
}
export_of() { # <repository> <login>: one request and its approval
	oid=$(git -C "$1" rev-parse v1^0)
	printf '{"number":5,"url":"https://api.github.com/repos/example/%s/pulls/5","html_url":"https://github.com/example/%s/pull/5","state":"closed","title":"x","user":{"login":"bsample","id":2,"type":"User"},"created_at":"2026-04-01T10:00:00Z","updated_at":"2026-04-02T10:00:00Z","closed_at":"2026-04-02T10:00:00Z","merged_at":"2026-04-02T10:00:00Z","merge_commit_sha":"%s","draft":false,"requested_reviewers":[],"requested_teams":[],"head":{"ref":"x","sha":"%s"},"base":{"ref":"main","sha":"%s"},"body":""}\n' \
		"$1" "$1" "$oid" 9999999999999999999999999999999999999999 8888888888888888888888888888888888888888
	printf '{"id":5,"node_id":"x","user":{"login":"%s","id":3,"type":"User"},"body":"fine by me, and thank you for the many words","state":"APPROVED","html_url":"https://github.com/example/%s/pull/5#pullrequestreview-1","pull_request_url":"https://api.github.com/repos/example/%s/pulls/5","author_association":"MEMBER","submitted_at":"2026-04-02T08:00:00Z","commit_id":"%s"}\n' \
		"$2" "$1" "$1" 9999999999999999999999999999999999999999
}
answer() { # <database>: everything that leaves it
	for view in 'v_commit order by repo, oid' 'v_event order by repo, oid, kind, person, source, raw, time' \
		'v_person order by 1, 2, 3, 5' 'v_decision order by 1, 2, 6, 7' 'v_owner order by 1, 2, 3, 4, 5, 7, 8, 9'; do
		git lead --db="$1" query --format=csv "select * from $view"
	done
	git lead --db="$1" report --format=json --period=2026
	git lead --db="$1" report --period=2026
	sqlite3 "$1" "select key, name, hex(tip) from repository order by 1;
		select r.key, q.change, q.origin, q.state, q.created_time, q.seen_time from request q join repository r on r.id = q.repository_id order by 1, 2, 3;
		select r.key, t.kind, t.text from repository_text t join repository r on r.id = t.repository_id order by 1, 2;
		select r.key, hex(s.tip), s.options, s.is_shallow from scan s join repository r on r.id = s.repository_id and r.tip = s.tip order by 1, 2;
		select r.key, t.name, hex(t.target) from tag t join repository r on r.id = t.repository_id order by 1, 2"
}

make_repository core
make_repository web
export_of core csample >core.json
export_of web dsample >web.json
for repository in core web; do
	git lead -q --db=$repository.db scan $repository
	git lead --db=$repository.db import $repository.json >/dev/null
	git lead -q --db=direct.db scan $repository
done
for repository in core web; do
	git lead --db=direct.db import --repository=$repository $repository.json >/dev/null
done
git lead -q --db=direct.db scan core web

answers 'two into a new one' 0 git lead --db=ab.db merge core.db web.db
says 'is told' '^Merged 2 repositories, 2 new; 4 new commits, 2 requests new or changed\.$'
answers 'in the other order' 0 git lead --db=ba.db merge web.db core.db
answer direct.db >direct.answer
answer ab.db >ab.answer
answer ba.db >ba.answer
check 'there is something to compare' grep -q ',rev,.*github:review' direct.answer
check 'as scanned into one' diff direct.answer ab.answer
check 'whatever the order' diff ab.answer ba.answer
sqlite3 ab.db .dump >before.dump
answers 'once more' 0 git lead --db=ab.db merge core.db web.db ba.db
says 'has nothing new' '^Merged 4 repositories, 0 new; 0 new commits, 0 requests new or changed\.$'
answer ab.db >again.answer
check 'and changes nothing' diff ab.answer again.answer
sqlite3 ab.db 'pragma integrity_check; pragma foreign_key_check' >integrity
same 'the file is whole' ok "$(cat integrity)"
answers 'an organisation' 0 sh -c 'printf "[repository]\n\tpath = core\n\tpath = web\n" >org.conf && git lead --config=org.conf merge core.db web.db'
answer org.db >org.answer
check 'merges into its own' diff direct.answer org.answer
answers 'and scans on' 0 git lead --config=org.conf scan
answer org.db >org.answer
check 'with the same answers' diff direct.answer org.answer

# ---- the same repository in both: the tip that contains the other ----
more core 95 src/c.c
more core 96 docs/adr/0001-choose.md
git lead -q --db=newer.db scan core
git lead --db=newer.db import core.json >/dev/null
git lead -q --db=direct.db scan core
answer direct.db >direct.answer
cp ab.db up.db
answers 'a newer tip' 0 git lead --db=up.db merge newer.db
check 'says nothing' test ! -s "$work/stderr"
answer up.db >up.answer
same 'stands' "$(git -C core rev-parse HEAD)" "$(sqlite3 up.db "select lower(hex(tip)) from repository where name = 'core'")"
check 'with its answers' diff direct.answer up.answer
cp newer.db down.db
answers 'an older tip' 0 git lead --db=down.db merge ab.db
answer down.db >down.answer
check 'stands back' diff direct.answer down.answer
git -C core checkout -q -b other HEAD~2
more core 97 src/d.c
git lead -q --db=parted.db scan core
answers 'tips that parted' 0 git lead --db=up.db merge parted.db
complains 'are told' "parted.db: its tip of 'core' and the one here do not contain each other; the one here stays"
git -C core checkout -q main
answer up.db >up.answer
check 'and the one here stays' diff direct.answer up.answer

# ---- into the repository's own ----
(cd core && git lead -q scan && git lead merge ../web.db >/dev/null)
answers 'the own database' 0 git -C core lead report --period=2026
says 'still speaks of the own repository' 'changes counted  *4$'
same 'and holds both' 2 "$(sqlite3 core/.git/lead.db 'select count(*) from repository')"
git -C core reset -q --hard v1
answers 'the own repository set back' 0 git -C core lead report --period=2026
says 'is what its own HEAD is' 'changes counted  *2$'

# ---- seals ----
seal() { # <database> <value>
	sqlite3 "$1" "insert into metric_value values ('k', '', '', 0, 1, 'M01', 1, $2, 3, null, null, 'ok', '3', '')"
}
cp core.db sealed.db
cp web.db other.db
seal sealed.db 0.5
seal other.db 0.75
answers 'a sealed figure' 0 git lead --db=seals.db merge sealed.db
same 'is merged' 0.5 "$(sqlite3 seals.db 'select value from v_metric where repos = '"'k'")"
answers 'another seal' 0 git lead --db=seals.db merge other.db
complains 'is told' '1 sealed figure is otherwise here and there'
same 'and ours stays' 0.5 "$(sqlite3 seals.db 'select value from v_metric where repos = '"'k'")"
report_row() { # <database> <person> <body>
	sqlite3 "$1" "insert into sealed_report values ('k', '', '$2', 0, 1, '3', '1', 1, cast('$3' as blob))"
}
bodies() {
	sqlite3 "$1" "select group_concat(person || '=' || cast(body as text), ' ') from (select * from sealed_report order by person)"
}
cp core.db whole.db
cp web.db same.db
cp web.db wider.db
cp web.db torn.db
report_row whole.db '' a
report_row whole.db Ada b
report_row same.db '' a
report_row same.db Ada b
report_row wider.db '' a
report_row wider.db Ada b
report_row wider.db Bo c
report_row torn.db Ada b
answers 'a person without the report it is of' 0 git lead --db=reports.db merge torn.db
same 'is not taken' '' "$(bodies reports.db)"
answers 'a sealed report' 0 git lead --db=reports.db merge whole.db
same 'comes with its people' '=a Ada=b' "$(bodies reports.db)"
answers 'the same once more' 0 git lead --db=reports.db merge same.db
same 'is told of by nobody' '' "$(cat stderr)"
answers 'one of the same period with somebody else' 0 git lead --db=reports.db merge wider.db
complains 'is told' '1 sealed report is otherwise here and there; what is sealed here stays'
same 'and nothing of it is taken' '=a Ada=b' "$(bodies reports.db)"

# ---- what cannot be merged changes nothing ----
cp ab.db kept.db
sqlite3 kept.db .dump >kept.dump
refuses() { # <sentence> <pattern> <file>
	answers "$1" 128 git lead --db=kept.db merge web.db "$3"
	complains "$1 is named" "$2"
	sqlite3 kept.db .dump >now.dump
	check "$1 changes nothing" cmp kept.dump now.dump
}
refuses 'a file that is none' "'core.json' is not a database of git lead" core.json
refuses 'a file that is not there' "no database at 'nowhere.db'" nowhere.db
refuses 'its own file' "'./kept.db' is the database that is merged into" ./kept.db
cp core.db newer-schema.db
sqlite3 newer-schema.db 'pragma user_version = 99'
refuses 'a newer schema' "'newer-schema.db' has version 99" newer-schema.db
cp core.db damaged.db
size=$(stat -c %s damaged.db)
dd if=/dev/urandom of=damaged.db bs=4096 seek=3 count=$((size / 4096 - 6)) conv=notrunc 2>/dev/null
refuses 'a damaged file' 'damaged' damaged.db
head -c 6000 core.db >cut.db
refuses 'a file that was cut' 'damaged|malformed|not a database' cut.db
cp core.db half.db
sqlite3 half.db "update stamp set value = '' where name like 'scan %'"
refuses 'a scan that did not end' "'half.db': a scan into it did not end" half.db
cp core.db endless.db
sqlite3 endless.db "alter table path rename to was; create view path as
	with recursive r (x) as (select 1 union all select x + 1 from r) select x as id, 'p' || x as name from r"
refuses 'a view in place of a table' "'endless.db' is damaged: path is no table" endless.db
answers 'nothing to merge' 129 git lead --db=kept.db merge
answers 'no place to merge into' 128 git lead merge core.db
complains 'wants one' 'not in a git repository: --db or --config'
answers 'a new database' 128 git lead --db=fresh.db merge nowhere.db
check 'is not left behind' test ! -e fresh.db

# ---- an older schema ----
sqlite3 core.db .dump | grep -v 'sqlite_stat\|^ANALYZE' >core.sql
cp core.db old.db
sqlite3 old.db 'drop view metric_change; drop table team_limit; drop table team_change; drop table team_file; drop table sealed_report; drop table checked; drop table check_told;
	drop view v_event; drop view request_line; drop table mail_act; drop table mail; drop table commit_patch; drop table read_ref; drop table trouble;
	drop index request_pointer_change; alter table request_pointer drop column push_time; alter table request drop column alias;
	create table kept as select * from request_act; drop table request_act;
	create table request_act (id integer primary key, repository_id integer not null references repository (id) on delete cascade,
	  change text not null, origin text not null, source_id integer not null references source (id), kind text not null,
	  identity_id integer not null references identity (id), act_time integer not null, state text not null, word_count integer,
	  head text not null, mark text, unique (repository_id, change, origin, source_id, kind, identity_id, act_time)) strict;
	insert into request_act select id, repository_id, change, origin, source_id, kind, identity_id, act_time, state, word_count, head, mark from kept;
	drop table kept; create view request_line as select 1 as id; create view v_event as select 1 as kind;
	alter table request drop column reviews_seen;
	drop index commits_author; drop index reference_value; drop index event_change; drop table identity_key; pragma user_version = 3;
	create view metric_change as select 1 as team'
cp old.db old.before
answers 'an older schema' 0 git lead --db=from-old.db merge old.db web.db
answer from-old.db >old.answer
check 'is merged as well' diff ab.answer old.answer
check 'and stays as it is' cmp old.db old.before
