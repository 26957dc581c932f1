# Figures of time and review, and the outcomes of P03 and P08, against a computation from the plan alone in another language: over
# random histories of which a forge tells, as its export and as notes. To nine digits.
# shellcheck shell=sh disable=SC2154

# shellcheck source=/dev/null
. "$(dirname "$test_file")/kit.sh"

random_plan() { # <arguments of random.pl>
	crew
	echo 'bot robo "Example Robot" robot@example.org robo'
	tenure ada
	perl "$planted/random.pl" "$@"
}

# What git lead says, in the form of independent.pl: figures in full from the database, outcomes from the report.
ours() { # <name> <address of the viewer>
	{
		lead_in "$1" query --format=csv "select metric, coalesce(person, ''), value, n from v_metric
			where (metric in ('M03', 'M04') or (coalesce(person, '') = '' and metric in ('M07', 'M20', 'M20.p75', 'M21', 'M21.p75', 'M22', 'M23')))" |
			tail -n +2 | perl -ne 'chomp; my ($m, $p, $v, $n) = /^([^,]*),([^,]*),([^,]*),(.*)$/; next if $m eq "M04" && $p eq "";
				$p = $p =~ /<(\w+)@/ ? ":$1" : ""; printf "%s%s %s %d\n", $m, $p, $v eq "" ? "NaN" : sprintf("%.12g", $v), $n'
		echo "P03 $(outcome "$1" P03 "$2") $(jq -r '.people[].patterns[] | select(.id == "P03").n' "$work/$1.report" | head -n 1)"
		echo "P08 $(outcome "$1" P08) $(jq -r '.teams[0].patterns[] | select(.id == "P08").n' "$work/$1.report")"
	} | sort
}

# Both say the same: names, n and outcomes exactly, values to 1e-9 of themselves.
agree() { # <wanted> <got>
	perl -e '
		my %got = map { /^(\S+) (\S+) (\S*)/ ? ($1 => [$2, $3]) : () } do { open my $f, "<", $ARGV[1]; <$f> };
		open my $f, "<", $ARGV[0];
		my ($bad, $count) = (0, 0);
		while (<$f>) {
			my ($name, $value, $n) = /^(\S+) (\S+) (\S+)/;
			my $ours = $got{$name} || ["missing", 0];
			my $is_word = $value =~ /^[a-z]|NaN/;
			my $is_same = $is_word ? $ours->[0] eq $value : $ours->[0] =~ /^[-0-9.e+]+$/ && abs($ours->[0] - $value) <= 1e-9 * (1 + abs $value);
			$count++;
			next if $is_same && $n == $ours->[1];
			print "$name: the plan says $value of $n, git lead $ours->[0] of $ours->[1]\n";
			$bad = 1;
		}
		print "$count compared\n";
		exit($bad || $count < 20)' "$1" "$2"
}

compare() { # <name> <sentence> <viewer>
	git config --global user.email "$3@example.org"
	judge "$1" ada@example.org bo@example.org cy@example.org di@example.org ed@example.org fi@example.org gu@example.org
	ours "$1" "$3@example.org" >"$work/$1.ours"
	check "$2" agree "$work/wanted-$1" "$work/$1.ours"
}

for case in '1 240 8 6 gu' '2 260 70 6 gu' '3 440 25 6 cy' '4 300 200 2 ada'; do
	# shellcheck disable=SC2086
	set -- $case
	random_plan "$1" "$2" "$3" "$4" >"$work/random"
	perl "$planted/independent.pl" "$5" <"$work/random" | sort >"$work/wanted-export$1"
	cp "$work/wanted-export$1" "$work/wanted-notes$1"
	plant "export$1" <"$work/random"
	compare "export$1" "seed $1, imported: the figures of the plan" "$5"
	plant "notes$1" --notes <"$work/random"
	compare "notes$1" "seed $1, from notes: the figures of the plan" "$5"
done
same 'P08 was seen both ways' 'clear
note' "$(cat "$work"/wanted-export* | sed -n 's/^P08 \([a-z]*\).*/\1/p' | sort -u)"
same 'and P03' 'clear
note
thin' "$(cat "$work"/wanted-export* | sed -n 's/^P03 \([a-z]*\).*/\1/p' | sort -u)"
