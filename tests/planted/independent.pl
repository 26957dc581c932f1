# Computes figures of review and time, and two outcomes, from a plan alone, after the rules (man gitlead-metrics) and in another
# language: nothing of git lead is used. perl independent.pl <viewer's nick> <plan; a line each: name, value, n. NaN: none.
use strict;
use warnings;
use File::Basename qw(dirname);
use File::Spec ();
require File::Spec->rel2abs(dirname($0)) . '/plan.pl';

my ($viewer) = @ARGV;
my $plan = plan_read(\*STDIN);
my ($since, $until) = (plan_days(90), plan_days(181));
my %is_bot = map { $_ => $plan->{people}{$_}{bot} } keys %{ $plan->{people} };
my %is_review = map { $_ => 1 } qw(approve reject review);
my $NAN = 'NaN';

sub show { my ($name, $value, $n) = @_; printf "%s %s %d\n", $name, $value eq $NAN ? $NAN : sprintf('%.12g', $value), $n; }
sub is_human { my ($who) = @_; return $who ne '~' && $who !~ /^!/ && !$is_bot{$who}; }

# ---- what the plan says, a request or change at a time ----

my $seen = 0;    # what was told last
for my $event (grep { $_->{pr} } @{ $plan->{events} }) {
	for my $time ($event->{created}, $event->{closed}, $event->{verb} eq 'change' ? $event->{time} : 0,
		map { $_->{time} } grep { $_->{who} ne q(~) } @{ $event->{acts} }) {
		$seen = $time if $time > $seen;
	}
}

my @items;
for my $event (@{ $plan->{events} }) {
	next unless $event->{verb} eq 'change' || $event->{verb} eq 'request';
	my @by = split /,/, $event->{by};
	my $landed = $event->{verb} eq 'change' ? $event->{time} : 0;
	my $opener = $event->{opener} // $by[0];
	my %own = map { $_ => 1 } $opener, $landed ? @by : ();
	my $lines = $event->{lines} // 0;
	$lines += $_ for map { /:(\d+)$/ ? $1 : 0 } split /,/, $event->{files} // '';
	my $start = $event->{pr} ? $event->{ready} || $event->{created} : 0;
	my $stop = $landed && $landed < $until ? $landed : $event->{closed} && $event->{closed} < $until ? $event->{closed}
	  : $seen > $start && $seen < $until ? $seen : $until;
	push @items, {
		pr => $event->{pr}, by => \@by, own => \%own, landed => $landed, lines => $lines, created => $event->{created} // 0,
		start => $start, stop => $stop,
		in => $landed >= $since && $landed < $until && is_human($by[0]),
		cohort => $event->{pr} && ($landed || !$event->{unready}) && $start >= $since && $start < $until && is_human($landed ? $by[0] : $opener),
		merged => $landed && $landed < $until,
		acts => [grep { is_human($_->{who}) && !$own{ $_->{who} } } @{ $event->{acts} || [] }],
		is_told => scalar(grep { $_->{who} ne '~' } @{ $event->{acts} || [] }),
		named => [grep { is_human($_) && !$own{$_} } map { split /,/, $event->{$_} // '' } qw(rev ack)],
	};
}

# ---- the product-limit estimate: rows of [time, whether it ended there] ----

sub crossing {    # the first time at which at most that share is left; where exactly that, the middle to the next end
	my ($level, @rows) = @_;
	my ($share, $risk, $at) = (1, scalar @rows, undef);
	my %ended;
	my %left;
	for (@rows) { $ended{ $_->[0] } += $_->[1]; $left{ $_->[0] }++; }
	for my $time (sort { $a <=> $b } keys %left) {
		my $before = $share;
		$share *= 1 - $ended{$time} / $risk if $ended{$time};
		$risk -= $left{$time};
		next unless $ended{$time};
		return ($at + $time) / 2 if defined $at;
		next if $share > $level + 1e-9;
		return $time if $share < $level - 1e-9;
		$at = $time;
	}
	return $at // $NAN;
}

sub estimate { my ($name, @rows) = @_;
	for ([$name, 0.5], ["$name.p75", 0.25]) {
		my $secs = crossing($_->[1], @rows);
		show($_->[0], $secs eq $NAN ? $NAN : $secs / 3600, scalar @rows);
	}
}

sub first_answer {    # seconds, and whether it came
	my ($item, $count) = @_;
	my ($first) = sort { $a <=> $b } map { $_->{time} } @{ $item->{acts} };
	my $is_heard = defined $first && $first <= $item->{stop};
	my $end = $is_heard ? $first : $item->{stop};
	return [$end > $item->{start} ? $count->($item->{start}, $end) : 0, $is_heard ? 1 : 0];
}

my @cohort = grep { $_->{cohort} } @items;
estimate('M20', map { first_answer($_, sub { $_[1] - $_[0] }) } @cohort);
estimate('M21', map { [$_->{stop} > $_->{start} ? $_->{stop} - $_->{start} : 0, $_->{merged} ? 1 : 0] } @cohort);

# ---- reviews ----

my @in = grep { $_->{in} } @items;
# Where it is not told who asked for the request, a login that nothing ties to a commit may be just that person.
sub said {
	my ($item) = @_;
	return grep { !$item->{own}{'~'} || $_->{who} !~ /^\@/ } @{ $item->{acts} };
}

my (%reviewed, %authored);
my $covered = 0;
for my $item (@in) {
	my @told = grep { $is_review{ $_->{kind} } } said($item);
	my %who = map { $_ => 1 } @{ $item->{named} }, map { $_->{who} } @told;
	$reviewed{$_}++ for keys %who;
	$authored{$_}++ for grep { is_human($_) } @{ $item->{by} };
	$item->{covered} = @{ $item->{named} } || grep { $_->{time} <= $item->{landed} + 86400 } @told;
	$covered++ if $item->{covered};
}
my $reviews = 0;
$reviews += $_ for values %reviewed;
show('M07', $covered / @in, scalar @in);
show('M03', $reviews, $reviews);
for my $who (sort grep { is_human($_) } keys %{ $plan->{people} }) {
	my ($given, $own) = ($reviewed{$who} // 0, $authored{$who} // 0);
	show("M03:$who", $given, $given);
	show("M04:$who", $given + $own ? $given / ($given + $own) : $NAN, $given + $own);
}

my @looked = grep { $_->{pr} && $_->{covered} && $_->{lines} >= 20 && $_->{is_told} } @in;
my $deep = grep { grep { $_->{words} >= 8 } said($_) } @looked;
show('M22', @looked ? $deep / @looked : $NAN, scalar @looked);

# ---- approvals ----

my (%timed, %fast);
for my $item (grep { $_->{pr} && $_->{lines} >= 50 } @in) {
	my %first;
	for my $act (grep { $_->{kind} eq 'approve' } @{ $item->{acts} }) {
		my $who = $act->{who};
		$first{$who} = $act->{time} if !defined $first{$who} || $act->{time} < $first{$who};
	}
	for my $who (keys %first) {
		my $from = $first{$who} >= $item->{start} ? $item->{start} : $item->{created};
		my $secs = $first{$who} - $from;
		next if $secs < 0;
		my $is_silent = !grep { $_->{who} eq $who && ($_->{words} > 0 || !$is_review{ $_->{kind} }) } @{ $item->{acts} };
		$timed{$who}++;
		$fast{$who}++ if $is_silent && ($secs < 120 || $item->{lines} / ($secs / 3600) > 2000);
	}
}
my ($all, $all_fast) = (0, 0);
$all += $_ for values %timed;
$all_fast += $_ for values %fast;
show('M23', $all ? $all_fast / $all : $NAN, $all);

# ---- outcomes ----

sub wilson_low {
	my ($k, $n) = @_;
	my $z = 1.96;
	return ($k + $z * $z / 2) / ($n + $z * $z) - $z / ($n + $z * $z) * sqrt($k * ($n - $k) / $n + $z * $z / 4);
}

my ($mine, $mine_fast) = ($timed{$viewer} // 0, $fast{$viewer} // 0);
printf "P03 %s %d\n", $mine < 20 ? 'thin'
  : wilson_low($mine_fast, $mine) > 0.5 && $mine_fast / $mine >= 2 * $all_fast / $all ? 'note' : 'clear', $mine;

# Monday to Friday of UTC; 1970-01-05 was a Monday.
sub business {
	my ($from, $to) = @_;
	my $secs = 0;
	for (my $day = int($from / 86400); $day * 86400 < $to; $day++) {
		next if ($day - 4) % 7 >= 5;
		my $a = $day * 86400 > $from ? $day * 86400 : $from;
		my $b = ($day + 1) * 86400 < $to ? ($day + 1) * 86400 : $to;
		$secs += $b - $a if $b > $a;
	}
	return $secs;
}

my @waits = map { first_answer($_, \&business) } @cohort;
my ($median, $p75) = (crossing(0.5, @waits), crossing(0.25, @waits));
printf "P08 %s %d\n", @waits < 20 ? 'thin' : ($median eq $NAN || $median > 86400) && ($p75 eq $NAN || $p75 > 2 * 86400) ? 'note' : 'clear',
  scalar @waits;
