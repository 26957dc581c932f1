# bash completion of git lead. What there is to complete is told by the program ("git lead --complete"); git's own completion
# brings the words here, as it does for every command that has a function _git_<command>.

# shellcheck disable=SC2154 # cur, words, cword: of git's completion
_git_lead ()
{
	local at=1 before='' typed=$cur line candidate

	# Newer completions of git say where the command stands; it may be an alias.
	case ${words[0]##*/} in
	git-lead) at=0 ;;
	*)
		if [ -n "${__git_cmd_idx-}" ]; then
			at=$__git_cmd_idx
		else
			while [ "$at" -lt "$cword" ] && [ "${words[at]}" != lead ]; do
				at=$((at + 1))
			done
		fi
		;;
	esac
	# To readline "--name=" is a word of its own.
	case $cur in
	--*=*)
		before=${cur%%=*}=
		typed=${cur#*=}
		;;
	esac

	while IFS= read -r line; do
		case $line in
		:files | :directories)
			compopt -o filenames +o nospace 2>/dev/null
			[ "$line" = :files ] && line=-f || line=-d
			while IFS= read -r candidate; do
				COMPREPLY+=("$candidate")
			done < <(compgen "$line" -- "$typed")
			;;
		# A range as an argument; one revision as a value.
		:revisions) if [ -n "$before" ]; then __git_complete_refs --cur="$typed"; else __git_complete_revlist; fi ;;
		:remotes) __gitcomp_nl "$(__git_remotes)" ;;
		*)
			candidate=${line%%$'\t'*}
			candidate=${candidate#"$before"}
			case $candidate in
			*=) ;;
			*) printf -v candidate '%q ' "$candidate" ;;
			esac
			COMPREPLY+=("$candidate")
			;;
		esac
	done < <(__git lead --complete "${words[@]:at+1:cword-at}")
}

# For the name with the dash. git's file is loaded where it was not needed before.
declare -F __git_complete >/dev/null 2>&1 || ! declare -F _completion_loader >/dev/null 2>&1 || _completion_loader git
! declare -F __git_complete >/dev/null 2>&1 || __git_complete git-lead _git_lead
