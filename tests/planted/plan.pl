# Reads a plan of a repository (the language stands in make.pl) into plain lists. Shared by what makes repositories and by
# what computes from plans alone; nothing is computed here but times and repetitions.
use strict;
use warnings;

our $DAY0 = 1767225600;    # 2026-01-01

# Words split at spaces; double quotes hold spaces, \n in them is a line's end.
sub plan_words {
	my ($line) = @_;
	my @words;
	while ($line =~ /\G\s*((?:[^\s"]|"[^"]*")+)/gc) {
		(my $word = $1) =~ s/"([^"]*)"/(my $x = $1) =~ s,\\n,\n,g; $x/ge;
		push @words, $word;
	}
	return @words;
}

# "a|b|c" is another one of the three for each repetition, '%' the number of the repetition, '-' nothing.
sub plan_pick {
	my ($value, $i) = @_;
	my @choices = split /\|/, $value, -1;
	my $choice = @choices ? $choices[$i % @choices] : '';
	$choice =~ s/%/$i/g;
	return $choice eq '-' ? '' : $choice;
}

sub plan_days {
	my ($days) = @_;
	my $x = $days * 86400;
	return $DAY0 + ($x >= 0 ? int($x + 0.5) : -int(-$x + 0.5));
}

# acts="who/kind/hours after it was ready/words": a list of hashes with times.
sub plan_acts {
	my ($text, $ready) = @_;
	my @acts;
	for my $act (split /,/, $text) {
		my ($who, $kind, $hours, $words) = split m{/}, $act;
		my $x = $hours * 3600;
		push @acts, {
			who => $who, kind => $kind, words => $words // 0,
			time => $ready + ($x >= 0 ? int($x + 0.5) : -int(-$x + 0.5)),
		};
	}
	return \@acts;
}

sub plan_read {
	my ($handle) = @_;
	my %plan = (people => {}, order => [], events => [], config => '');
	my $number = 0;
	while (my $line = <$handle>) {
		chomp $line;
		if ($line =~ s/^config: ?//) {
			$plan{config} .= "$line\n";
			next;
		}
		next if $line =~ /^\s*(?:#.*)?$/;
		my ($verb, @words) = plan_words($line);
		if ($verb eq 'person' || $verb eq 'bot') {
			my ($nick, $name, $email, $login, $other) = @words;
			$plan{people}{$nick} = {
				nick => $nick, name => $name, email => $email, login => $login // '',
				other => $other // '', bot => $verb eq 'bot' ? 1 : 0,
			};
			push @{ $plan{order} }, $nick;
			next;
		}
		die "plan: no statement '$verb'\n" unless $verb =~ /^(?:change|put|request|self)$/;
		my %given;
		for my $word (@words) {
			$word =~ /^([a-z]+)=(.*)$/s or die "plan: '$word'\n";
			$given{$1} = $2;
		}
		for my $i (0 .. ($given{n} // 1) - 1) {
			my %event = (verb => $verb);
			for my $key (keys %given) {
				$event{$key} = $key eq 'text' ? $given{$key} : plan_pick($given{$key}, $i);
			}
			$event{time} = plan_days($given{at} + $i * ($given{every} // 1));
			$event{place} = scalar @{ $plan{events} };
			$event{pr} = ++$number if $verb eq 'request' || defined $event{pr};
			if (defined $event{pr}) {
				# open: hours before it landed (of a request: 'at' is when it was opened); draft: hours until it was ready
				$event{created} = $verb eq 'request' ? $event{time}
				  : $event{time} - int(($event{open} // 24) * 3600 + 0.5);
				$event{ready} = $event{draft} ? $event{created} + int($event{draft} * 3600 + 0.5) : 0;
				$event{closed} = $verb eq 'request' && $event{close}
				  ? $event{created} + int($event{close} * 3600 + 0.5) : 0;
				$event{acts} = plan_acts($event{acts} // '', $event{ready} || $event{created});
			}
			push @{ $plan{events} }, \%event;
		}
	}
	$plan{events} = [sort { $a->{time} <=> $b->{time} || $a->{place} <=> $b->{place} } @{ $plan{events} }];
	return \%plan;
}

1;
