# A repository of squash and of merge-button changes: request heads, logins, integrators, the first screen.
# shellcheck shell=sh disable=SC2154

git init -q repo
cd repo || exit 1
at 100 'Ada Example'
change a.c start
at 100 'Cy Test'
change a.c 'a change of her own: only who landed something is credited for hidden commits'
number=1
while [ $number -le 12 ]; do
	at $((100 + number)) 'Bo Sample' 77+bsample@users.noreply.github.com
	git checkout -q -b "p$number"
	change "b$number.c" "work $number"
	at $((100 + number)) 'Cy Test'
	change "b$number.c" "more $number"
	git update-ref "refs/pull/$number/head" HEAD
	git checkout -q main
	at $((100 + number)) 'Bo Sample' bo@example.org
	export GIT_COMMITTER_NAME='GitHub' GIT_COMMITTER_EMAIL='noreply@github.com'
	git merge -q --squash "p$number" >/dev/null
	git commit -q -m "Feature $number (#$number)"
	git branch -q -D "p$number"
	number=$((number + 1))
done
at 120 'Dee Sample'
git checkout -q -b late
change d.c 'd'
git checkout -q main
at 121 'Ada Example'
export GIT_COMMITTER_NAME='GitHub' GIT_COMMITTER_EMAIL='noreply@github.com'
git merge -q --no-ff -m 'Merge pull request #99 from dsample/late

A title' late

# The head of an open request of a fork bears the number of one that landed long before: it says nothing about that one.
git checkout -q -b fork
at 140 'Cy Test'
change b12.c 'another request'
git update-ref refs/pull/5/head HEAD
git checkout -q main

git lead scan -q
same 'squashed changes carry their numbers' 12 "$(rows "select count(distinct change) from v_event where change like 'pr:%' and change <> 'pr:99' and kind = 'auth'")"
same 'the second author of a head is a co-author, but not through the head of another request' '11,11' \
	"$(rows "select count(*), sum(counted) from v_event where kind = 'pair' and source = 'pr-head' and name = 'Cy Test'")"
same 'who pressed the button integrated for another' 'Ada Example,pr:99' \
	"$(rows "select name, change from v_event where kind = 'int' and source = 'merge' and counted = 1")"
same 'the forge integrates nothing' 0 "$(rows "select count(*) from v_event where kind = 'int' and email = 'noreply@github.com' and counted = 1")"
same 'head and squash author are one person' 1 \
	"$(rows "select count(distinct person) from v_person where email in ('bo@example.org', '77+bsample@users.noreply.github.com')")"
answers 'the first screen of a co-author' 0 git -c user.email=cy@example.org lead
check 'has at most 40 lines' test "$(wc -l <"$work/stdout")" -le 40
says 'shows the work on others changes' '11'
check 'and no bare unknown' sh -c "! grep -qE '(^| )unknown( |$)' '$work/stdout'"
answers 'the first screen of a stranger' 0 git -c user.email=zed@example.org lead
says 'names example commands' 'git lead '
answers 'sources' 0 git lead sources
says 'lists the heads' 'pr-head|heads'
