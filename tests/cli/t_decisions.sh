# Decision records: formats by path and text, their history over moves and merges, who did what, what changes when scanned again.
# shellcheck shell=sh disable=SC2154

# adr <file> <number> <title> <status>
adr() {
	mkdir -p "$(dirname "$1")"
	printf '# %s. %s\n\nDate: 2026-01-02\n\n## Status\n\n%s\n\n## Context\n\nIt was slow.\n' "$2" "$3" "$4" >"$1"
	git add "$1"
}
statuses() {
	rows "select d.path, t.position, t.status, c.subject from decision d join decision_status t on t.decision_id = d.id
		join commits c on c.id = t.commit_id where d.path like '$1' order by 1, 2"
}

git init -q repo
cd repo || exit 1
at 1 'Ada Example'
adr doc/adr/0001-use-x.md 1 'Use X' Proposed
git commit -q -m 'propose x'
at 2 'Bo Sample'
adr doc/adr/0001-use-x.md 1 'Use X' Accepted
git commit -q -m 'accept x'
at 3 'Ada Example'
mkdir -p docs/log
git mv doc/adr/0001-use-x.md docs/log/0007-use-x.md
printf 'docs/log\n' >.adr-dir
git add .adr-dir
git commit -q -m 'move x'
at 4 'Cy Probe'
git checkout -q -b topic
adr docs/log/0008-use-y.md 8 'Use Y' Draft
git commit -q -m 'draft y'
at 5 'Cy Probe'
adr docs/log/0008-use-y.md 8 'Use Y' 'Accepted

Supercedes [7. Use X](0007-use-x.md)'
git commit -q -m 'settle y'
git checkout -q main
at 6 'Ada Example'
change src/a.c code
git merge -q --no-ff -m 'Merge branch topic' topic
at 7 'Bo Sample'
adr docs/log/0007-use-x.md 7 'Use X' 'Superceded by [8. Use Y](0008-use-y.md)'
git commit -q -m 'y replaces x'
at 8 'Dee Else'
mkdir -p keps/sig-x/12-use-z keps/prod-readiness/sig-x
printf 'title: Use Z\nkep-number: 12\nauthors:\n  - "@eve"\nreviewers:\n  - "@zz"\napprovers:\n  - Bo Sample\nstatus: provisional\n' \
	>keps/sig-x/12-use-z/kep.yaml
printf '# Use Z\n\n## Motivation\n\nBecause.\n' >keps/sig-x/12-use-z/README.md
mkdir -p keps/NNNN-kep-template
cp keps/sig-x/12-use-z/kep.yaml keps/NNNN-kep-template/kep.yaml
printf 'kep-number: 12\nalpha:\n  approver: "@ff"\n' >keps/prod-readiness/sig-x/12.yaml
git add keps
git commit -q -m 'propose z'
at 9 'Dee Else'
sed -i 's/provisional/implementable/' keps/sig-x/12-use-z/kep.yaml
: >docs/log/0020-empty.md # nobody wrote these three
printf '\000\377\376# Use B' >docs/log/0021-binary.md
printf -- '---\nstatus: "{proposed | accepted}"\n---\n# {short title}\n' >docs/log/0022-unfilled.md
git add docs
git commit -q -a -m 'accept z'

git lead scan -q
same 'records with their formats' 'docs/log/0007-use-x.md,adr,0007,superseded,1
docs/log/0008-use-y.md,adr,0008,accepted,1
keps/sig-x/12-use-z/kep.yaml,kep,12,implementable,1' \
	"$(rows 'select path, format, number, status, has_context from decision order by 1')"
same 'a history goes on over a move, at what the main line held' 'docs/log/0007-use-x.md,0,proposed,propose x
docs/log/0007-use-x.md,1,accepted,accept x
docs/log/0007-use-x.md,2,superseded,y replaces x
docs/log/0008-use-y.md,0,accepted,draft y' "$(statuses 'docs/log/%')"
same 'records speak of one another by path' 'superseded-by,docs/log/0008-use-y.md
supersedes,docs/log/0007-use-x.md' "$(rows 'select kind, target from decision_link order by 1')"
same 'who is named, and who landed it where nobody is' 'docs/log/0007-use-x.md,Ada Example <ada@example.org>,author
docs/log/0008-use-y.md,Cy Probe <cy@example.org>,author
keps/sig-x/12-use-z/kep.yaml,Bo Sample <bo@example.org>,approver' \
	"$(rows "select path, person, role from v_decision where person like '%@example.org>' order by 1, 2" | tr -d '"')"
same 'approvers of readiness come by number' '@ff' \
	"$(rows "select i.name from decision_person p join identity i on i.id = p.identity_id
		where p.role = 'approver' and i.name like '@%'")"
same 'created is the day the first place landed' '2026-01-02' \
	"$(rows "select distinct date(created, 'unixepoch') from v_decision where path like '%use-x.md'")"
same 'acts' 'accept x,Bo Sample,decision:status,1,
accept z,@ff,decision:approver,1,
accept z,Bo Sample,decision:approver,1,
accept z,Dee Else,decision:status,1,
draft y,Cy Probe,decision:author,1,
propose x,Ada Example,decision:author,1,
propose z,@eve,decision:author,1,
propose z,@zz,decision:reviewer,0,requested' \
	"$(rows "select c.subject, v.name, v.source, v.counted, v.why from v_event v join v_commit c on c.oid = v.oid
		where v.kind = 'dec' order by 1, 2" | tr -d '"')"
answers 'explain shows them' 0 git lead explain --period=2026 M17 'Bo Sample'
says 'one for each record and status' 'M17.acts +2'

before=$(rows 'select d.path, t.position, t.status, hex(c.oid) from decision d join decision_status t on t.decision_id = d.id
	join commits c on c.id = t.commit_id order by 1, 2')
git lead scan -q --rescan
same 'read again, the same' "$before" \
	"$(rows 'select d.path, t.position, t.status, hex(c.oid) from decision d join decision_status t on t.decision_id = d.id
	join commits c on c.id = t.commit_id order by 1, 2')"
