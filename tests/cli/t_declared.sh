# What people declare: where it may stand, what is refused, and what a report makes of it.
# shellcheck shell=sh disable=SC2154

git init -q repo
cd repo || exit 1
number=1
while [ $number -le 8 ]; do
	at $((100 + number)) 'Ada Example'
	change a.c "work $number

Reviewed-by: Bo Sample <bo@example.org>"
	at $((100 + number)) 'Bo Sample'
	change b.c "work of Bo $number

Reviewed-by: Ada Example <ada@example.org>"
	number=$((number + 1))
done
declared() {
	sqlite3 .git/lead.db "select d.kind, coalesce(p.name, '-'), d.value, d.from_time > 0, d.until_time < 9e18
		from declared d left join person p on p.id = d.person_id order by 1, 2, 3, 4"
}

git lead -q scan
same 'nothing is declared' '' "$(declared)"
git config absence.person 'Ada Example from 2026-01-01 until 2026-03-01'
git config policy.launch ''
answers 'git configuration' 0 git lead
same 'is read' 'absence|Ada Example||1|1
launch|-||0|0' "$(declared)"
printf '[optout]\n\tperson = bo@example.org\n[policy]\n\tdocs = elsewhere\n\tsolo = ada\n' >../org.conf
answers 'a file of its own' 0 git lead --config=../org.conf
same 'is read beside it' 'absence|Ada Example||1|1
docs|-|elsewhere|0|0
launch|-||0|0
optout|Bo Sample||0|0
solo|Ada Example||0|0' "$(declared)"
git config --unset policy.launch
git config --unset absence.person
answers 'without them' 0 git lead
same 'nothing stays' '' "$(declared)"

answers 'a kind that there is not' 128 git -c policy.sollo=ada lead
complains 'is named' "policy\.sollo"
answers 'a word that is not understood' 128 git -c policy.review=never lead
complains 'is named too' "policy\.review: is 'after-merge', not 'never'"
answers 'a wrong date' 128 git -c 'absence.person=ada from yesterday' lead
complains 'as well' "'yesterday' is no date"

# A committed file: policies of the team, but nothing personal, and neither by way of a database.
printf '[policy]\n\treview = after-merge from 2026-01-01\n' >.gitlead
answers 'a committed policy' 0 git lead
same 'holds' 'review|-|after-merge|1|0' "$(declared)"
for section in absence optout; do
	printf '[%s]\n\tperson = Ada Example\n' $section >.gitlead
	answers "a committed $section" 128 git lead
	complains 'is refused' "\.gitlead line [12]: \[$section\] is personal"
	rm .gitlead
done
answers 'a database' 0 git lead scan --db=../org.db
sqlite3 ../org.db "insert or replace into repository_text select id, 'gitlead', '[optout]' || char(10) || 'person = ada' from repository"
answers 'that holds one' 128 git lead report --db=../org.db
complains 'is refused likewise' '\[optout\] is personal'

# A correction has the last word on what the record is good for.
report() {
	git lead report --quarter=2026Q2 --lead=ada@example.org "$@"
}
answers 'before' 0 report
states() {
	rows "select metric, state from v_metric where person = '' and metric in ('M01', 'M07', 'M08')
		and since = 1775001600 and until = 1782864000 order by 1"
}
same 'reviews are known' 'M01,ok
M07,thin
M08,thin' "$(states)"
git config policy.unrecorded 'review from 2026-01-01 until 2026-07-01'
answers 'corrected' 0 report
same 'reviews are unknown' 'M01,ok
M07,unknown
M08,unknown' "$(states)"
says 'and the report says why' 'declared that reviews of this time are not recorded'
git config policy.unrecorded 'review from 2026-01-01 until 2026-04-20'
answers 'a correction of a part' 0 report
same 'leaves the quarter as it is' 'M01,ok
M07,thin
M08,thin' "$(states)"
