# Who is who: the mailmap alone equals git shortlog; editing it needs no scan; every further union is listed.
# shellcheck shell=sh disable=SC2154

git init -q repo
cd repo || exit 1
at 10 'Ada Example' ada@example.org
change a.c one
at 11 'A. Example' ADA@Example.org
change a.c two
at 12 'Ada Example' ada@home.example
change a.c three
at 13 'Bo Sample' bo@example.org
change a.c four
at 14 'Bo  Sample' 1234+bsample@users.noreply.github.com
change a.c five
at 15 'dependabot[bot]' '49699333+dependabot[bot]@users.noreply.github.com'
change a.c six
at 16 'Cy Test'
change a.c 'seven

Reviewed-by: bsample
Co-authored-by: Claude <noreply@anthropic.com>
Reviewed-by: Abotas Human <abotas@example.org>'
printf 'Ada Example <ada@example.org> <ada@home.example>\n' >.mailmap

shortlog() {
	git -c mailmap.file=.mailmap shortlog -sne --no-merges HEAD | sed 's/^ *\([0-9]*\)\t\(.*\)/"\2",\1/' | tr -d '"' | sort
}
by_person() {
	git -c lead.identity=mailmap lead query --format=csv \
		'select author_person, count(*) from v_commit where is_merge = 0 group by 1' | tail -n +2 | tr -d '"' | sort
}
git lead scan -q
same 'with the mailmap alone, as git shortlog' "$(shortlog)" "$(by_person)"
printf 'Bo Sample <bo@example.org> <1234+bsample@users.noreply.github.com>\n' >>.mailmap
same 'after an edit of the mailmap, without a scan' "$(shortlog)" "$(by_person)"
printf '# nobody\n' >.mailmap
git lead people >"$work/people"
check 'a union by address is listed' grep -iE 'email|address' "$work/people"
check 'a bot is a bot' grep -q 'dependabot' "$work/people"
same 'bots' 'dependabot[bot]' "$(rows "select distinct name from v_person where kind = 'bot'")"
same 'models' 'Claude' "$(rows "select distinct name from v_person where kind = 'model'")"
same 'a human whose name has bot in it' human "$(rows "select distinct kind from v_person where name = 'Abotas Human'")"
same 'a login resolves through its noreply address' \
	"$(rows "select distinct person from v_person where email = 'bo@example.org'")" \
	"$(rows "select person from v_event where kind = 'rev' and name = 'bsample'")"
same 'a model is never credited' '0,model' \
	"$(rows "select counted, why from v_event where kind = 'pair'")"
answers 'people as json' 0 git lead people --format=json

answers 'the list as JSON' 0 git lead people --format=json
same 'tells of nobody what they did' '' "$(jq -r '.persons[] | select(.resolved) | keys[] | select(. == "acts" or . == "authored" or . == "reviewed")' "$work/stdout" | sort -u)"
