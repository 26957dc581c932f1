# Compares every figure that a form of a report shows with what the JSON of the same report holds: perl same_figures.pl <json> html|
# md|text|csv <file>. A line for each difference: a shown number that is not the JSON's, rounded as shown; a figure that JSON does
# not have; a figure of JSON that is not shown. Closes with how many were compared.
use strict;
use warnings;
use JSON::PP ();

my ($json_path, $form, $path) = @ARGV;
sub slurp { open my $in, '<:raw', $_[0] or die "$_[0]: $!\n"; local $/; return scalar <$in>; }
my $report = JSON::PP->new->utf8->decode(slurp($json_path));
my $text = slurp($path);
utf8::decode($text);
binmode STDOUT, ':utf8';
my (%figures, %seen, @order, @differences);
my $compared = 0;

# ---- what JSON holds: subject, part (period, a period's name, rest of team, first half …), id => figure ----

sub hold {
	my ($subject, $part, $figures) = @_;
	$figures{$subject}{$part}{$_} = $figures->{$_} for keys %{ $figures || {} };
}

for my $one (map({ [$_, $_->{name}] } @{ $report->{teams} }), map({ [$_, $_->{person}] } @{ $report->{people} })) {
	my ($it, $subject) = @$one;
	push @order, $subject;
	hold($subject, 'period', $_) for $it->{metrics}, $it->{sums};
	hold($subject, 'rest of team', $_) for $it->{rest}, $it->{rest_sums};
	for my $i (0, 1) {
		my $part = ('first half', 'second half')[$i];
		hold($subject, $part, $_) for ($it->{halves} || [])->[$i], ($it->{half_sums} || [])->[$i];
	}
	for my $id (keys %{ $it->{series} || {} }) {
		my $series = $it->{series}{$id};
		for my $i (0 .. $#{ $series->{points} }) {
			$figures{$subject}{ $report->{periods}[$i]{name} }{$id} = { unit => $series->{unit}, %{ $series->{points}[$i] } };
		}
	}
}

sub differ { push @differences, join ' / ', map { $_ // 'nothing' } @_; return; }

# ---- one number as people see it ----

# Whether the words say the value: "84 %", "at least 12", "3.5 h", "+4 points", "1.33", "<1 %".
sub says {
	my ($words, $value, $unit) = @_;
	$words =~ s/^at least //;
	return !defined $value if $words eq 'or more';
	return 0 unless defined $value;
	return $value > 0 && $value < 0.005 if $words =~ /^<1(?: %)?$/;
	return $value < 1 && $value >= 0.995 if $words =~ /^>99(?: %)?$/;
	my ($number, $decimals) = $words =~ /^([+-]?\d+(?:\.(\d+))?)(?: (?:%|h|d|points))?\+?$/ or return 0;
	$value *= 100 if ($unit // '') =~ /^(?:share|difference)$/;
	return abs($number - $value) <= 0.5 * 10**-length($decimals // '') + 1e-6;
}

# Words that stand where there is no number: never where JSON has one that can be told.
sub is_words { my ($words) = @_; return $words !~ /^(?:at least )?[+<>-]?\d/; }
sub may_be_words {
	my ($figure) = @_;
	return !defined $figure->{value} || $figure->{value} == 0 || $figure->{state} =~ /^(?:unknown|n\/a|withheld)$/;
}

sub figure_of {
	my ($subject, $part, $id) = @_;
	my $figure = $figures{$subject}{$part}{$id};
	$figure ? $seen{$subject}{$part}{$id}++ : differ($subject, $part, $id, 'is shown, and JSON does not have it');
	return $figure;
}

sub compare_value {
	my ($subject, $part, $id, $words) = @_;
	my $figure = figure_of($subject, $part, $id) or return;
	$compared++;
	if ($words =~ /^(\d+) of (\d+)$/) {    # too few for a share
		$1 == $figure->{k} && $2 == $figure->{n} or differ($subject, $part, $id, "shown '$words'", 'JSON', "$figure->{k} of $figure->{n}");
		return;
	}
	return if is_words($words) ? may_be_words($figure) : says($words, $figure->{value}, $figure->{unit});
	differ($subject, $part, $id, "shown '$words'", 'JSON', $figure->{value});
}

# "84 % (78-88), 168 of 200", "168 of 200   84 % (78-88)", "93 of 200" of too few, "0.27 (0.15 or more)", "57".
sub compare_row {
	my ($subject, $part, $id, $words) = @_;
	my $figure = figure_of($subject, $part, $id) or return;
	$compared++;
	$words =~ s/^too few for a share, |  too few for a share$//;
	if (is_words($words) || $words eq '-') {
		may_be_words($figure) or differ($subject, $part, $id, "shown '$words'", 'JSON', $figure->{value});
		return;
	}
	if ($words =~ s/(?:, |^)(\d+) of (\d+)(?: +|$)//) {
		$1 == $figure->{k} && $2 == $figure->{n} or differ($subject, $part, $id, "shown '$1 of $2'", 'JSON', "$figure->{k} of $figure->{n}");
	}
	if ($words =~ s/ +\(([+-]?[\d.]+)(?:(?:-| to )([+-]?[\d.]+)| (or more))\)$//) {
		my ($low, $high) = ($1, $2 // $3);
		my $percent = $words =~ /%/ ? ' %' : '';
		for ([$low, $figure->{low}], [$high, $figure->{high}]) {
			my ($shown, $value) = @$_;
			says($shown eq 'or more' ? $shown : "$shown$percent", $value, $figure->{unit})
			  or differ($subject, $part, $id, "a bound shown '$shown'", 'JSON', $value);
		}
	}
	$words eq '' || says($words, $figure->{value}, $figure->{unit}) or differ($subject, $part, $id, "shown '$words'", 'JSON', $figure->{value});
}

sub compare_count {
	my ($subject, $part, $id, $name, $words) = @_;
	my $figure = figure_of($subject, $part, $id) or return;
	$compared++;
	$words =~ /^-?\d+$/ && $words == $figure->{$name} or differ($subject, $part, $id, "$name shown '$words'", 'JSON', $figure->{$name});
}

sub compare_past {
	my ($subject, $part, $id, $name, $words) = @_;
	my $figure = figure_of($subject, $part, $id) or return;
	$compared++;
	says($words, $figure->{$name}, $figure->{unit}) or differ($subject, $part, $id, "$name shown '$words'", 'JSON', $figure->{$name});
}

# ---- the forms ----

sub plain_html { my ($words) = @_; my %letter = (lt => '<', gt => '>', amp => '&', quot => '"'); $words =~ s/&(lt|gt|amp|quot);/$letter{$1}/g; $words =~ s/&#(\d+);/chr $1/ge; return $words; }

# A figure is a span with data-part; whose it is and of when stands on the span or on what is around it.
my %void = map { $_ => 1 } qw(meta br hr img input wbr link);

sub html {
	my @open;
	while ($text =~ m{<(/?)([a-zA-Z]+)((?:\s+[a-zA-Z:-]+(?:="[^"]*")?)*)\s*(/?)>([^<]*)}g) {
		my ($is_end, $name, $attributes, $is_empty, $words) = ($1, $2, $3, $4, plain_html($5));
		if ($is_end) {
			pop @open while @open && $open[-1]{name} ne $name;
			pop @open;
			next;
		}
		my %data = map { /^data-([a-z]+)="([^"]*)"$/ ? ($1 => plain_html($2)) : () } $attributes =~ /[a-zA-Z-]+="[^"]*"/g;
		push @open, { name => $name, data => \%data } unless $is_empty || $void{$name};
		next unless defined $data{part};
		my ($subject, $period, $id) = map {
			my $wanted = $_;
			my ($found) = grep { defined } map { $_->{data}{$wanted} } reverse @open;
			$found;
		} qw(subject period id);
		my @which = ($subject // '', $period // 'period', $id // '');
		my $part = $data{part};
		$part eq 'value' ? compare_value(@which, $words)
		  : $part eq 'rest' ? compare_value($which[0], 'rest of team', $which[2], $words)
		  : $part eq 'half-1' ? compare_value($which[0], 'first half', $which[2], $words)
		  : $part eq 'half-2' ? compare_value($which[0], 'second half', $which[2], $words)
		  : $part =~ /^(?:low|high|before|year)$/ ? compare_past(@which, $part, $words)
		  : $part =~ /^[kn]$/ ? compare_count(@which, $part, $words)
		  : differ(@which, "a part '$part'");
	}
}

sub csv {
	my (@rows, @row);
	while ($text =~ /\G(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/gc) {
		push @row, defined $1 ? $1 =~ s/""/"/gr : $2;
		next if $3 eq ',';
		push @rows, [@row];
		@row = ();
	}
	my $header = shift @rows;
	for (@rows) {
		my %row;
		@row{@$header} = @$_;
		my $part = $row{part} eq 'series' ? $row{period} : $row{part};
		next unless $row{part} =~ /^(?:period|series|first half|second half|rest of team)$/ && $row{id} =~ /^M\d/;
		my $subject = $row{subject} eq 'team' ? $row{name} : $row{person};
		$subject =~ s/^'(?=[=+\-@])//;
		my $figure = figure_of($subject, $part, $row{id}) or next;
		$compared++;
		for my $column (qw(value k n low high before year)) {
			next if $row{part} eq 'series' && $column =~ /^(?:before|year)$/;
			my ($ours, $theirs) = ($row{$column}, $figure->{$column});
			my $is_same = defined $theirs ? $ours ne '' && abs($ours - $theirs) <= 1e-9 * (1 + abs $theirs) : $ours eq '';
			$is_same or differ($subject, $part, $row{id}, "$column '$ours'", 'JSON', $theirs);
		}
		$row{state} eq $figure->{state} or differ($subject, $part, $row{id}, "state '$row{state}'", 'JSON', $figure->{state});
	}
}

# Sections come in the order of JSON: teams, then people.
sub subject_after {
	my ($left, $heading) = @_;
	my @names = map { my $n = $_; $n =~ s/ <.*//; $n eq '' ? qr/Everybody|The team/ : qr/\Q$n\E/ } @$left;
	for my $i (0 .. $#names) {
		next unless $heading =~ /^(?:$names[$i])(?:$|[ ,])/;
		return (splice @$left, 0, $i + 1)[-1];
	}
	return;
}

sub cells { my ($line) = @_; $line =~ s/^\| ?| ?\|$//g; return map { s/^\s+|\s+$//gr =~ s/\\([!-\/:-\@\[-`{-~])/$1/gr } split /(?<!\\)\|/, $line; }

sub md {
	my @left = @order;
	my ($subject, @columns);
	for my $line (split /\n/, $text) {
		if ($line =~ /^## (.*)/) {
			(my $heading = $1) =~ s/\\([!-\/:-\@\[-`{-~])/$1/g;
			$subject = subject_after(\@left, $heading);
		}
		@columns = () if $line !~ /^\|/;
		next unless defined $subject && $line =~ /^\|/;
		my @cells = cells($line);
		@columns = @cells if !@columns;
		next unless @columns >= 3 && $columns[1] eq 'Id' && ($cells[1] // '') =~ /^M\d/;
		for my $i (2 .. $#columns) {
			my ($name, $words) = ($columns[$i], $cells[$i] // '');
			next if $words eq '';
			if ($name eq 'Value (95 %)' || $name =~ /^Value/) { compare_row($subject, 'period', $cells[1], $words); }
			elsif ($name eq 'Moved') { compare_past($subject, 'period', $cells[1], 'before', $words =~ s/^.* from //r); }
			elsif ($name eq 'Year before') { compare_past($subject, 'period', $cells[1], 'year', $words); }
			elsif ($figures{$subject}{$name}) { compare_row($subject, $name, $cells[1], $words); }
			elsif ($name =~ /^(?:The )?rest/i) { compare_row($subject, 'rest of team', $cells[1], $words); }
			else { differ($subject, $cells[1], "a column '$name'"); }
		}
	}
}

my $number = qr/(?:at least )?[<>]?[+-]?\d+(?:\.\d+)?(?: (?:%|h|d|points))?\+?/;
my $interval = qr/ +\([^()]*\d[^()]*\)/;

sub text {
	my @left = @order;
	my ($subject, $is_series, @periods);
	for my $line (split /\n/, $text) {
		if ($line =~ /^\S/) {
			my $found = subject_after(\@left, $line);
			($subject, $is_series) = ($found, 0) if defined $found;
		}
		$is_series = 0 if $line =~ /^  [A-Z]/;
		$is_series = 1 if $line eq '  Eight periods';
		@periods = $line =~ /(\S+)/g if $is_series && $line =~ /^\s+\d{4}-/;
		next unless defined $subject && $line =~ /^  \S.{20,}? +(M\d\d\S*) +(\S.*)$/;
		my ($id, $rest) = ($1, $2);
		# A long id is cut to its column.
		($id) = grep { index($_, $1) == 0 } sort keys %{ $figures{$subject}{period} } if $id =~ /^(.*)\x{2026}$/;
		if ($is_series) {
			$rest =~ s/^[\x{2581}-\x{2588}. _:|#=-]{3,}(?=  )//;
			my @points = split /  +/, $rest =~ s/^\s*[^\d\s<>+-][^ ]*\s{2,}//r =~ s/^\s+//r;
			@points == @periods or differ($subject, $id, 'eight points: ' . scalar(@points), $rest), next;
			compare_row($subject, $periods[$_], $id, $points[$_]) for 0 .. $#points;
			next;
		}
		if ($rest =~ s/^(\d+ of \d+) +(too few for a share|$number(?:$interval)?)//) {
			compare_row($subject, 'period', $id, "$1  $2");
		} elsif ($rest =~ s/^($number(?:$interval)?)(?=\s|$)//) {
			compare_row($subject, 'period', $id, $1);
		} else {
			$rest =~ s/^(\S+(?: \S+)*)//;
			compare_row($subject, 'period', $id, $1);
		}
		compare_row($subject, 'rest of team', $id, $1) if $rest =~ /^ +(\d+(?:\.\d+)?|-)(?=\s|$)/ && $figures{$subject}{'rest of team'}{$id};
	}
}

{ html => \&html, csv => \&csv, md => \&md, text => \&text }->{$form}->();

# ---- and the other way round: what JSON has of the period is shown, as a number or as words ----

for my $subject (@order) {
	for my $part ($form eq 'csv' ? keys %{ $figures{$subject} } : 'period') {
		for my $id (sort keys %{ $figures{$subject}{$part} || {} }) {
			my $figure = $figures{$subject}{$part}{$id};
			next if $seen{$subject}{$part}{$id} || $id !~ /^M\d/;
			# The coverage line says in words what M00 counts.
			next if $form ne 'csv' && $id =~ /^M00/;
			# Who reads is spared what cannot be told.
			next if $form ne 'csv' && may_be_words($figure);
			differ($subject, $part, $id, 'JSON has it, and it is not shown', $figure->{value});
		}
	}
}
print "$_\n" for @differences;
printf "%s: %d figures compared, %d differences\n", $form, $compared, scalar @differences;
exit(@differences || $compared < 100 ? 1 : 0);
