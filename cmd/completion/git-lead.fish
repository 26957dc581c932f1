# fish completion of git lead. What there is to complete is told by the program, in fish's own form but for what starts with ":".
# fish loads completions by the name of the command, and that is git here: so this lies among what is read at the start.
status is-interactive; or return

function __git_lead_candidates
	set -l words (commandline -opc)
	set -l typed (commandline -ct)
	set -l before ''
	# What stands before the arguments: "git-lead", or "git", its own options, and "lead" or an alias of it.
	if string match -q -- '*git-lead' $words[1]
		set -e words[1]
	else
		set -l name (__fish_git_needs_command)
		set -l at (contains -i -- "$name" $words); or return
		set -e words[1..$at]
	end
	set -l lines (git lead --complete $words "$typed" 2>/dev/null)
	if string match -q -- '--*=*' "$typed"
		set before (string replace -r -- '=.*' '=' "$typed")
		set typed (string replace -r -- '^[^=]*=' '' "$typed")
	end
	for line in $lines
		switch $line
			case ':files'
				__fish_complete_path "$typed" | string replace -r '^' -- "$before"
			case ':directories'
				__fish_complete_directories "$typed" | string replace -r '^' -- "$before"
			case ':revisions'
				if functions -q __fish_git_ranges; and test -z "$before"
					__fish_git_ranges
				else
					git for-each-ref --format='%(refname:short)' 2>/dev/null | string replace -r '^' -- "$before"
				end
			case ':remotes'
				git remote 2>/dev/null
			case '*'
				echo $line
		end
	end
end

complete -c git-lead -f -a '(__git_lead_candidates)'
complete -c git -f -n '__fish_git_using_command lead' -a '(__git_lead_candidates)'
