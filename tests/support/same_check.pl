# Compares a form of a check with the JSON of the same one: perl same_check.pl <json> text|github|gitlab|sarif|md <file>. Every result
# that JSON tells and every gap stands there once, at its level, and nothing else does. GitHub's commands are read as its runner does.
# A line for each difference; closes with how many were compared.
use strict;
use warnings;
use JSON::PP ();

my ($json_path, $form, $path) = @ARGV;
sub slurp { open my $in, '<:raw', $_[0] or die "$_[0]: $!\n"; local $/; return scalar <$in>; }
my $codec = JSON::PP->new->utf8;
my $check = $codec->decode(slurp($json_path));
my $bytes = slurp($path);
my $text = $bytes;
utf8::decode($text) or die "$path: no UTF-8\n";
binmode STDOUT, ':utf8';
my @differences;
my $compared = 0;
sub differ { push @differences, join ' / ', map { $_ // 'nothing' } @_; return; }

# ---- what JSON tells ----

my %change = map { $_->{key} => $_ } @{ $check->{changes} };
my $is_news = $check->{range}{is_news_only};
my @results = grep { $_->{outcome} eq 'fires' && (!$is_news || $_->{is_new}) } @{ $check->{results} };
my @gaps = grep { !$is_news || $_->{is_new} } @{ $check->{gaps} };

sub key_of { my ($key) = @_; return $key =~ /^commit:(.{1,12})/ ? $1 : $key; }
sub about {
	my ($result) = @_;
	my $change = $change{ $result->{change} // '' } or return '';
	return key_of($change->{key}) . (($change->{subject} // '') eq '' ? '' : " $change->{subject}") . ': ';
}
sub sentences { my ($it) = @_; return join ' ', grep { defined && $_ ne '' } $it->{message}, $it->{advice}; }
sub reach {
	my ($gap) = @_;
	my $words = !$gap->{changes} ? 'the team' : $gap->{changes} == 1 ? '1 change' : "$gap->{changes} changes";
	return $words . ($gap->{shown} eq 'fail' ? '; set to fail, so this is a failure' : '');
}
sub rules { return join ', ', @{ $_[0]{rules} }; }

# Texts are compared as they read: what is left of control characters, without what has no width, spaces as one.
sub plain {
	my ($words) = @_;
	$words =~ s/[\r\n\t]/ /g;
	$words =~ s/[\x00-\x1f\x7f-\x9f\x{2028}-\x{202e}\x{2066}-\x{2069}]/\x{fffd}/g;
	$words =~ s/[\x{200b}\x{200e}\x{200f}\x{61c}]//g;
	$words =~ s/ +/ /g;
	return $words =~ s/^ | $//gr;
}

# ---- the forms: each gives a list of [level, rule, words, path, line, fingerprint]; undef is not said ----

sub github {
	my (@found, %more);
	for my $line (split /\n/, $text) {
		$more{$2} = $1 if $line =~ /^git lead check: (\d+) more of kind (\w+):/;
		my ($command, $rest) = $line =~ /^\s*::(\w+) (.*)$/ or next;
		my ($properties, $data) = $rest =~ /^(.*?)::(.*)$/ or differ('no data', $line), next;
		my %property = map { /^([^=]*)=(.*)$/s } split /,/, $properties;
		s/%0D/\r/g, s/%0A/\n/g, s/%3A/:/g, s/%2C/,/g, s/%25/%/g for values %property;
		s/%0D/\r/g, s/%0A/\n/g, s/%25/%/g for $data;
		my ($rule) = ($property{title} // '') =~ /\(([^()]*)\)$/;
		push @found, [{ error => 'fail', warning => 'warn', notice => 'notice' }->{$command}, $rule, $data, $property{file}, $property{line}, undef];
	}
	return (\@found, \%more);
}

sub gitlab {
	my %level = (info => 'notice', minor => 'warn', major => 'fail');
	return [map { [$level{ $_->{severity} }, $_->{check_name}, $_->{description}, $_->{location}{path}, $_->{location}{lines}{begin}, $_->{fingerprint}] }
		  @{ $codec->decode($bytes) }];
}

sub sarif {
	my %level = (note => 'notice', warning => 'warn', error => 'fail', none => 'open');
	my $run = $codec->decode($bytes)->{runs}[0];
	my @found;
	for my $result (@{ $run->{results} }) {
		my $place = $result->{locations}[0]{physicalLocation};
		(my $uri = $place->{artifactLocation}{uri}) =~ s/%([0-9A-F]{2})/chr hex $1/ge;
		utf8::decode($uri) or $uri = undef;    # JSON has no bytes that are no text
		$run->{tool}{driver}{rules}[$result->{ruleIndex}]{id} eq $result->{ruleId} or differ('ruleIndex', $result->{ruleId});
		push @found, [$level{ $result->{level} }, $result->{ruleId}, $result->{message}{text}, $uri, $place->{region}{startLine},
			$result->{partialFingerprints}{'gitLead/v1'}];
	}
	my $invocation = $run->{invocations}[0];
	$invocation->{exitCode} == $check->{status} or differ('exit code', $invocation->{exitCode}, $check->{status});
	return \@found;
}

sub md {
	my (@found, $level);
	for my $line (split /\n/, $text) {
		if ($line =~ /^### (.*)/) {
			$level = { Failures => 'fail', Warnings => 'warn', Notices => 'notice', 'Cannot be judged' => 'gap' }->{$1};
		}
		next unless $level && $line =~ /^- \*\*([^*]*)\*\* (.*)$/;
		my ($rule, $words) = ($1, $2);
		my $key = '';
		$key = $2 if $level ne 'gap' && $words =~ s/^(`+) ?(.*?) ?\1//;
		$words =~ s/\\([!-\/:-\@\[-`{-~])/$1/g;
		push @found, [$level, $rule, $key . $words, undef, undef, undef];
	}
	return \@found;
}

# Plain text, where nothing is broken or cut: an item a line, what would settle several below the last of them.
sub text_form {
	my (@found, $level, $rule);
	for my $line (split /\n/, $text) {
		$level = { Failures => 'fail', Warnings => 'warn', Notices => 'notice', 'Cannot be judged' => 'gap' }->{$line}, next
		  if $line =~ /^(?:Failures|Warnings|Notices|Cannot be judged|Changes)$/;
		$level = undef if $line eq '';
		next unless $level;
		push @found, [$level, undef, $line, undef, undef, undef];
	}
	return \@found;
}

# ---- comparing ----

sub find {
	my ($found, $what, $is_right) = @_;
	for my $i (0 .. $#$found) {
		next unless $found->[$i] && $is_right->(@{ $found->[$i] });
		$compared++;
		$found->[$i] = undef;
		return 1;
	}
	differ($what, 'JSON has it, and it is not there');
	return 0;
}

sub is { my ($got, $wanted) = @_; return !defined $got || plain($got) eq plain($wanted); }

# With so many of a kind GitHub shows the first ten and counts the rest.
sub forgive {
	my ($found, $more) = @_;
	my %name = (fail => 'error', warn => 'warning', notice => 'notice');
	for my $level (keys %name) {
		my @of = ((grep { $_->{shown} eq $level } @gaps), grep { $_->{shown} eq $level } @results);
		next if @of <= 10;
		($more->{ $name{$level} } // 0) == @of - 10 or differ($level, 'left out', $more->{ $name{$level} });
		my %left = map { $_ => 1 } @of[10 .. $#of];
		@gaps = grep { !$left{$_} } @gaps;
		@results = grep { !$left{$_} } @results;
	}
}

my ($found, $more) = { github => \&github, gitlab => \&gitlab, sarif => \&sarif, md => \&md, text => \&text_form }->{$form}->();
forgive($found, $more) if $form eq 'github';
my $is_text = $form eq 'text';
for my $result (@results) {
	my $words = about($result) . ($is_text ? $result->{message} // '' : sentences($result));
	find($found, "$result->{rule} $words", sub {
		my ($level, $rule, $said, $place, $line, $fingerprint) = @_;
		return $level eq $result->{shown} && is($rule, $result->{rule}) && plain($said) eq plain($words) && is($place, $result->{path})
		  && is($line, $result->{line}) && is($fingerprint, $result->{fingerprint});
	});
	next unless $is_text && ($result->{advice} // '') ne '';
	my $advice = plain($result->{advice});
	$text =~ /^/ && (grep { plain($_) eq $advice } split /\n/, $text) or differ($result->{rule}, 'what would settle it is not there', $advice);
}
for my $gap (@gaps) {
	my $reach = reach($gap);
	my %words = (
		github => "$reach: " . sentences($gap),
		gitlab => "Cannot be judged ($reach): " . sentences($gap),
		sarif => 'Cannot be judged (' . rules($gap) . ", $reach): " . sentences($gap),
		md => "($reach): " . sentences($gap),
		text => rules($gap) . " ($reach): $gap->{message}",
	);
	my $level = { sarif => 'open', md => 'gap', text => 'gap' }->{$form} // $gap->{shown};
	my $rule = $form eq 'sarif' ? $gap->{rules}[0] : rules($gap);
	find($found, "gap of $rule", sub {
		my ($shown, $of, $said, $place, $line, $fingerprint) = @_;
		return $shown eq $level && is($of, $rule) && plain($said) eq plain($words{$form}) && is($fingerprint, $gap->{fingerprint});
	});
}

# What is left is not of JSON; in text the rule's own line and what would settle it stand between.
my %own = map { plain($_) => 1 } map({ ($_->{advice} // '', "$_->{rule}: $_->{name}") } @results), map { $_->{advice} // '' } @gaps;
for my $left (grep { $_ && !($is_text && $own{ plain($_->[2]) }) } @$found) {
	differ('it is there, and JSON does not tell it', $left->[2]);
}
if ($form =~ /^(?:text|md|github)$/) {
	for my $line ($check->{coverage}{line}, $check->{verdict}) {
		index($text, $line) >= 0 or differ('a line is not there', $line);
	}
	plain($text) =~ /^(?:git lead check: )?\Q@{[plain($check->{coverage}{line})]}\E/ or differ('coverage is not said first');
}
print "$_\n" for @differences;
printf "%s: %d compared, %d differences\n", $form, $compared, scalar @differences;
exit(@differences ? 1 : 0);
