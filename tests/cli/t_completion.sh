# Completion as it arrives in the shells: git's own completion in bash, with and without a terminal, zsh, fish. What is offered
# is held against -h in tests/test_complete.c. A shell that is not installed is left out, and said.
# shellcheck shell=sh disable=SC2154

source=$(cd "$(dirname "$test_file")/../../cmd/completion" && pwd)
loader=/usr/share/bash-completion/bash_completion
share=$work/share
mkdir -p "$share/bash-completion/completions" "$share/fish/vendor_conf.d" "$share/zsh"
cp "$source/git-lead.bash" "$share/bash-completion/completions/git-lead"
cp "$source/git-lead.fish" "$share/fish/vendor_conf.d/git-lead.fish"
cp "$source/_git-lead" "$share/zsh/_git-lead"
export XDG_DATA_DIRS="$share:/usr/share"

git init -q one
cd one || exit 1
change a.c 'one'
git branch topic
git remote add upstream ../none
mkdir -p folder/deep
printf '[team "Core Team"]\n\tmember = ada@example.org\n\tmember = bo@example.org\n[team "docs"]\n\tmember = cy@example.org\n' >.gitlead

# Values that a choice offers are taken.
for command in report query people owners; do
	for value in $(git lead --complete "$command" --format=); do
		git lead "$command" "$value" 'select 1' >/dev/null 2>"$work/stderr"
		check "git lead $command $value is no wrong call for its form" sh -c "! grep -q 'format\|form ' '$work/stderr'"
	done
done
same 'teams are those of the configuration' 'Core Team docs' "$(git lead --complete report --team '' | cut -f1 | tr '\n' ' ' | sed 's/ $//')"
same 'of the repository behind -C' 'Core Team docs' "$(cd / && git lead --complete -C "$work/one" report --team '' | cut -f1 | tr '\n' ' ' | sed 's/ $//')"
answers 'a configuration that cannot be read gives no candidates' 0 git lead --complete --config=nowhere --team=
check 'and no words' test ! -s "$work/stdout" -a ! -s "$work/stderr"

# What readline would get for a line, words sorted.
cat >"$work/line.bash" <<'END'
. /usr/share/bash-completion/bash_completion
_completion_loader "$1"
COMP_LINE=$2 COMP_POINT=${#2} COMPREPLY=()
# The words as readline parts them: at blanks, and at "=".
read -ra COMP_WORDS <<<"${2//=/ = }"
case $2 in
*[=\ ]) COMP_WORDS+=("") ;;
esac
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
if [ "$1" = git ]; then __git_wrap__git_main; else __git_wrap_git_lead; fi
printf '%s\n' "${COMPREPLY[@]}" | sort | tr '\n' '|'
END
wait_for() { # <text on the screen of $work/screen>
	tries=0
	while ! grep -q "$1" "$work/screen" && [ "$tries" -lt 300 ]; do
		sleep 0.1
		tries=$((tries + 1))
	done
}
in_bash() { # <sentence> <line> <wanted, each ended by |>
	same "bash: $1" "$3" "$(bash "$work/line.bash" "${2%% *}" "$2")"
}

if [ -f "$loader" ] && [ -f /usr/share/bash-completion/completions/git ]; then
	in_bash 'a command' 'git lead re' 'record |report |'
	in_bash 'the name with the dash' 'git-lead re' 'record |report |'
	in_bash 'options of its own and common ones' 'git lead scan --re' '--rescan |'
	in_bash 'an option that wants a value ends in =' 'git lead --da' '|'
	in_bash 'and is left so' 'git lead --db' '--db=|'
	in_bash 'a value behind =' 'git lead report --format=h' 'html |'
	in_bash 'all values behind =' 'git lead query --format=' 'csv |json |table |'
	in_bash 'a value behind a blank' 'git lead report --format h' 'html |'
	in_bash 'options of git in front' "git -C $work/one lead exp" 'explain |'
	in_bash 'a metric' 'git lead explain M00' 'M00 |'
	in_bash 'folders' 'git lead scan f' 'folder|'
	in_bash 'files behind =' 'git lead --db=a' 'a.c|'
	in_bash 'a remote' 'git lead record --init up' 'upstream |'
	in_bash 'a name with a blank' 'git lead --team=C' 'Core\ Team |'
	git config alias.l lead
	in_bash 'a revision' 'git lead check to' 'topic |'
	in_bash 'the end of a range' 'git lead check main..to' 'main..topic |'
	in_bash 'a revision behind =' 'git lead check --base=to' 'topic |'
	in_bash 'an alias' 'git l rec' 'record |'
	in_bash 'no command of ours' 'git lead fly ' '|'

	# A bash that believes to sit at a terminal: the keys are typed, the line is run.
	printf '. %s\nPS1="> "\nbind "set bell-style none"\necho read""y\n' "$loader" >"$work/bashrc"
	: >"$work/screen"
	{
		wait_for ready
		printf 'git lead expl\t'
		wait_for 'explain '
		printf 'M0\t1 >%s/typed; echo fir""st\n' "$work"
		wait_for first
		printf 'git-lead quer\t--form\tcs\t"select 1 as one" >%s/typed2; echo seco""nd\n' "$work"
		wait_for second
		printf 'exit\n'
	} | timeout 120 script -qec "bash --rcfile $work/bashrc -i" /dev/null >"$work/screen" 2>&1
	check 'at a terminal: the line that was completed ran' grep -q '^M01 ' "$work/typed"
	same 'the name with the dash too' 'one
1' "$(cat "$work/typed2")"
else
	printf 'left out: bash-completion or the completion of git is not installed\n'
fi

if command -v fish >/dev/null 2>&1; then
	in_fish() {
		same "fish: $1" "$3" "$(fish -i -c "complete -C '$2'" 2>/dev/null | cut -f1 | sort | tr '\n' '|')"
	}
	in_fish 'a command' 'git lead re' 'record|report|'
	in_fish 'the name with the dash' 'git-lead re' 'record|report|'
	in_fish 'a value' 'git lead report --format=h' '--format=html|'
	in_fish 'a file' 'git lead --db=a' '--db=a.c|'
	in_fish 'a folder' 'git -c a.b=c lead scan f' 'folder/|'
	in_fish 'a revision' 'git lead check top' 'topic|'
	in_fish 'a revision behind =' 'git lead check --base=top' '--base=topic|'
	in_fish 'a remote' 'git lead record --init up' 'upstream|'
	in_fish 'git itself is left as it was' 'git cherry-p' 'cherry-pick|'
else
	printf 'left out: fish is not installed\n'
fi

if command -v zsh >/dev/null 2>&1; then
	cat >"$work/type.zsh" <<END
zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z "PS1='> '; fpath=($share/zsh \\\$fpath); autoload -Uz compinit; compinit -u -d $work/zcompdump; print read''y"
zpty -r -m z line '*ready*'
zpty -w -n z \$'git lead expl\t'
zpty -r -m z line '*explain*'
zpty -w -n z \$'M0\t1 >$work/typed3; print fir""st\n'
zpty -r -m z line '*first*'
zpty -w -n z \$'git lead quer\t'
zpty -r -m z line '*query*'
zpty -w -n z \$'--form\t'
zpty -r -m z line '*--format=*'
zpty -w -n z \$'cs\t"select 1 as one" >$work/typed4; print seco""nd\n'
zpty -r -m z line '*second*'
zpty -d z
END
	timeout 120 zsh -f "$work/type.zsh" >"$work/screen" 2>&1
	check 'zsh: the line that was completed ran' grep -q '^M01 ' "$work/typed3"
	same 'zsh: with a value' 'one
1' "$(cat "$work/typed4")"
else
	printf 'left out: zsh is not installed\n'
fi
