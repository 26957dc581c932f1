# A random plan: perl random.pl <seed> <requests> <hours until an answer, on average> <answers at most>. Drafts, machines, requests that stay open or
# are closed, also as drafts, comments on own requests, deleted users, strangers, answers before a draft was ready and after it landed.
use strict;
use warnings;

my ($seed, $count, $wait, $most) = @ARGV;
my $state = $seed * 2654435761 % 2147483648;
sub roll { $state = ($state * 1103515245 + 12345) % 2147483648; return int($state / 8) % 100003 / 100003; }
sub one { return $_[int(roll() * @_)]; }
sub wait_for { my ($mean) = @_; return -$mean * log(1 - roll() * 0.999); }
roll() for 1 .. 7;

my @team = qw(ada bo cy di ed fi gu);

sub act {
	my ($by) = @_;
	my $x = roll();
	my $who = $x < 0.14 ? '!ci' : $x < 0.18 ? '~' : $x < 0.22 ? '@' . one(qw(stranger visitor)) : $x < 0.30 ? $by : one(@team, qw(gu gu gu cy cy));
	my $kind = one(qw(approve approve approve approve reject review comment inline));
	my $hours = $who eq '!ci' ? 0.05 + roll() : roll() < 0.08 ? -roll() * 4 : wait_for($wait);
	my $words = roll() < 0.45 ? 0 : int(roll() * 24);
	# One of them waves most things through.
	($kind, $hours, $words) = ('approve', 0.004 + roll() / 60, 0) if $who eq 'gu' && roll() < 0.9;
	return sprintf '%s/%s/%.4f/%d', $who, $kind, $hours, $words;
}

for my $i (1 .. $count) {
	my $by = roll() < 0.06 ? 'robo' : one(@team, 'ada', 'bo');
	my $start = 86 + roll() * 96;    # a few before the quarter, a few that land behind its end
	my $length = 4 + wait_for(40 + $wait);
	my @words = roll() < 0.25 ? sprintf('draft=%.4f', $length * roll() * 0.7) : ();
	my @acts = map { act($by) } 1 .. int(roll() * ($most + 1));
	push @words, 'acts=' . join ',', @acts if @acts;
	push @words, 'opener=~' if roll() < 0.04;
	my $lines = one(3, 12, 19, 20, 33, 49, 50, 80, 160, 380, 450, 700);
	my $x = roll();
	if ($x < 0.74 && $start + $length / 24 < 182.5) {
		push @words, 'rev=' . one(grep { $_ ne $by } @team) if roll() < 0.12;
		my $with = roll() < 0.1 ? ',' . one(grep { $_ ne $by } @team) : '';
		printf "change at=%.5f by=%s%s pr=+ open=%.4f files=src/core/r%d.c:%d %s\n", $start + $length / 24, $by, $with, $length, $i,
		  $lines, "@words";
	} else {
		push @words, sprintf 'close=%.4f', $length if $x < 0.87;
		push @words, 'unready=1' if int($x * 1000) % 4 == 0;
		printf "request at=%.5f by=%s lines=%d %s\n", $start, $by, $lines, "@words";
	}
}
printf "change at=%.5f by=%s rev=%s files=src/side/p%d.c:15\n", 90.5 + $_ * 3.9, $team[$_ % 7], $_ % 3 ? $team[($_ + 1) % 7] : '-', $_
  for 1 .. 22;
