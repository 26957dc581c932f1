# Notes that are pushed by several jobs at once, refused for a while or for good, and by whom: the token goes to git and to
# nobody else.
# shellcheck shell=sh disable=SC2154,SC2016

# shellcheck source=tests/ci/world.sh
. "$(dirname "$test_file")/../ci/world.sh"

job() {
	git-lead-ci --format=text "$@"
}
# merged <number>: one more request on main.
merged() {
	cd "$work/dev" || exit 1
	at $((100 + $1)) 'Bo Sample'
	change b.c "number $1 (#$1)"
	pull "$1" "$(git rev-parse HEAD)" 'Bo Sample' 'Ada Example' "$when" 'Ada Example'
	git push -q origin main
	as_actions push refs/heads/main "$(git rev-parse HEAD^)"
}
told() { # the numbers that the notes of the remote tell of
	git -C "$work/remote.git" grep -h -o '^Request: pr:[0-9]*' refs/notes/lead-reviews | sed 's/.*://' | sort -n | tr '\n' ' '
}

made_remote
cd "$work/dev" || exit 1
at 100 'Ada Example'
change a.c 'start'
merged 1
merged 2

# ---- somebody pushes between the look and the push: by a hook that runs then ----
fresh other
fresh job
cat >.git/hooks/pre-push <<'END'
#!/bin/sh
mv "$0" "$0.done"
unset GIT_DIR GIT_PREFIX
cd "$work/other" && ONLY=1 git-lead-ci --format=text >/dev/null 2>&1
END
chmod +x .git/hooks/pre-push
export work
ONLY=2 answers 'a job that loses once' 0 job
check 'the hook ran' test -f .git/hooks/pre-push.done
same 'both are told of' '1 2 ' "$(told)"
same 'after one rest' 1 "$(wc -l <"$world/slept" | tr -d ' ')"
check 'nothing is said of it' sh -c '! grep "notes were not" "$1"' sh "$work/stderr"
same 'and no note was lost on the way' 2 "$(remote_notes)"

# In a clone without blobs git itself brings what it finds at the other end, again without blobs, and a fetch then takes
# it for whole: notes have to be there all the same.
merged 3
fresh other
fresh job
echo 'cd "$work/other" && ONLY=2 git-lead-ci --format=text && git notes --ref=lead-reviews append -m "Reviewed-by: Cy Other <cy@example.org>" HEAD &&
	git push -q origin refs/notes/lead-reviews' >"$world/meanwhile"
ONLY=3 answers 'somebody pushes while the forge is asked' 0 job
check 'that came to pass' test -f "$world/meanwhile.done"
check 'nothing is said of it' sh -c '! grep -e "notes were not" -e recorded "$1"' sh "$work/stderr"
same 'and all is told' '1 2 3 ' "$(told)"
check 'by hand too' git -C "$work/remote.git" grep -q 'Cy Other' refs/notes/lead-reviews
merged 4
fresh job
git fetch -q origin '+refs/notes/lead-reviews:refs/notes/lead-reviews-origin'
answers 'notes that were fetched without their text before' 0 job
same 'are fetched whole' '1 2 3 4 ' "$(told)"

# A hook that is always faster, five times; then one that never lets go.
merged 5
fresh other
for times in 5 100; do
	rm -f "$world/slept"
	fresh job
	echo $times >"$world/times"
	cat >.git/hooks/pre-push <<'END'
#!/bin/sh
times=$(cat "$world/times")
[ "$times" -gt 0 ] || exit 0
echo $((times - 1)) >"$world/times"
unset GIT_DIR GIT_PREFIX
cd "$work/other" && git fetch -q origin '+refs/notes/*:refs/notes/*' &&
	git notes --ref=lead-reviews append -m "Reviewed-by: Cy Other <cy@example.org> $times" HEAD &&
	git push -q origin refs/notes/lead-reviews
END
	chmod +x .git/hooks/pre-push
	answers "somebody who is faster $times times" 0 job
	case $times in
	5)
		same 'is waited for' 5 "$(wc -l <"$world/slept" | tr -d ' ')"
		same 'and all is told' '1 2 3 4 5 ' "$(told)"
		merged 6
		;;
	*)
		check 'is told in the end' grep -q 'the notes were not pushed, a later job tries again' "$work/stderr"
		same 'with what was there left as it was' '1 2 3 4 5 ' "$(told)"
		;;
	esac
done
cp .git/lead.db "$work/kept.db"

# ---- what was not pushed is pushed by the next job that has the database, without asking ----
touch "$world/gh_fails"
fresh job
cp "$work/kept.db" .git/lead.db
answers 'the next job with this database' 0 job
same 'pushes what the last one had heard' '1 2 3 4 5 6 ' "$(told)"
rm "$world/gh_fails"

# ---- refused for good ----
merged 7
printf '#!/bin/sh\ncase $1 in refs/notes/*) echo "notes are closed" >&2; exit 1 ;; esac\n' >"$work/remote.git/hooks/update"
chmod +x "$work/remote.git/hooks/update"
rm -f "$world/slept"
fresh job
answers 'a push that is refused for good' 0 job
check 'is told in one line' grep -q 'a later job tries again: .*hook declined' "$work/stderr"
check 'and not waited for long' sh -c '[ "$(wc -l <"$1")" -le 2 ]' sh "$world/slept"
same 'nothing was written' '1 2 3 4 5 6 ' "$(told)"
check 'but this job has the review' test "$(rows "select count(*) from v_event where change = 'pr:7' and kind = 'rev'")" -ge 1
rm "$work/remote.git/hooks/update"

# ---- six jobs at once, each of which has heard of one request ----
for n in 8 9 10 11 12; do
	merged $n
done
printf '#!/bin/sh\nexec /bin/sleep 0.3\n' >"$work/made/sleep"
for n in 7 8 9 10 11 12; do
	fresh "job$n"
done
for n in 7 8 9 10 11 12; do
	(
		cd "$work/job$n" || exit 1
		ONLY=$n git-lead-ci --format=text >/dev/null 2>"$work/err.$n"
		echo $? >"$work/code.$n"
	) &
done
wait
same 'six jobs at once are green' '000000' "$(cat "$work"/code.* | tr -d '\n')"
cd "$work/job7" || exit 1
check 'without a word of notes' sh -c '! grep -h -e "notes" -e recorded "$1"/err.*' sh "$work"
same 'and lose nothing' '1 2 3 4 5 6 7 8 9 10 11 12 ' "$(told)"

# ---- the token: git gets it for the remote's server, from the environment ----
mkdir "$work/exec"
for file in "$(git --exec-path)"/*; do
	ln -s "$file" "$work/exec/"
done
rm "$work/exec/git-remote-https"
cat >"$work/exec/git-remote-https" <<'END'
#!/bin/sh
echo "$2" >>"$world/urls"
for host in forge.example.org elsewhere.example.org; do
	printf 'protocol=https\nhost=%s\n\n' $host | git credential fill 2>&1 | grep '^password' | sed "s/^/$host /" >>"$world/got"
done
echo "fatal: unable to access '$2': error: 403 secret-of-a-test" >&2
exit 1
END
chmod +x "$work/exec/git-remote-https"
cd "$work/job7" || exit 1
git remote set-url origin https://somebody:another-secret@forge.example.org/group/project.git
rm -f .git/lead.db
GIT_ASKPASS=true GIT_EXEC_PATH="$work/exec" answers 'a server that says 403' 0 job
check 'is told, the token left out' grep -q '403 \*\*\*' "$work/stderr"
check 'the address that is pushed to holds no secret' grep -qx 'https://forge.example.org/group/project.git' "$world/urls"
same 'git has the token for this server' 'forge.example.org password=secret-of-a-test' "$(grep -v 'password=$' "$world/got" | sort -u)"
check 'no secret is in the log or the clone' \
	sh -c '! grep -r -e secret-of-a-test "$1/stdout" "$1/stderr" .git && ! grep another-secret "$1/stdout" "$1/stderr"' sh "$work"
GIT_LEAD_PUSH_TOKEN=a-third-secret GIT_ASKPASS=true GIT_EXEC_PATH="$work/exec" answers 'another token to push with' 0 job
check 'is the one that git gets' grep -q 'forge.example.org password=a-third-secret' "$world/got"
