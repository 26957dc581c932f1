# Computes from the plans of a planted organisation what a report has to say of it: perl organisation_truth.pl <folder> reads
# plans/ and teams there and writes truth.json. Nothing of git lead is used.
use strict;
use warnings;
use File::Basename qw(basename dirname);
use File::Spec ();
require File::Spec->rel2abs(dirname($0)) . '/plan.pl';

my ($folder) = @ARGV;
my @starts = map { plan_days($_) } -457, -365, -275, -184, -92, 0, 90, 181, 273;

my (%members, %team_names);
open my $teams, '<', "$folder/teams" or die "$folder/teams: $!\n";
while (<$teams>) {
	chomp;
	my ($team, $nick, $role, $span) = split /\t/;
	my ($from, $until) = $span ? map { plan_days($_) } split / /, $span : (-1e18, 1e18);
	push @{ $members{$team} }, { nick => $nick, role => $role, from => $from, until => $until };
}

sub is_member { my ($team, $nick, $time) = @_;
	return $team eq '' || grep { $_->{nick} eq $nick && $_->{from} <= $time && $time < $_->{until} } @{ $members{$team} };
}

my (%tally, %authored, %given, @records);
for my $file (sort glob "$folder/plans/*.plan") {
	open my $in, '<', $file or die "$file: $!\n";
	my $is_told = <$in> =~ /^# told/;
	seek $in, 0, 0;
	my $plan = plan_read($in);
	my %seen;
	for my $event (@{ $plan->{events} }) {
		my ($by, @with) = split /,/, $event->{by};
		my ($quarter) = grep { $event->{time} >= $starts[$_] && $event->{time} < $starts[$_ + 1] } 0 .. 7;
		if ($event->{verb} eq 'put' && $event->{path} =~ m{^docs/adr/}) {
			my ($status) = $event->{text} =~ /^status: (.*)$/m;
			my ($title) = $event->{text} =~ /^# (.*)$/m;
			push @records, {
				repository => basename($file, '.plan'), path => $event->{path}, title => $title, status => $status, quarter => $quarter,
				is_new => $seen{ $event->{path} }++ ? 0 : 1,
			};
		}
		next if $plan->{people}{$by}{bot};
		my %own = map { $_ => 1 } $by, @with;
		my %reviewers = map { $_ => 1 } grep { $_ ne '' && !$own{$_} } map { split /,/, $event->{$_} // '' } qw(rev ack);
		if ($is_told) {
			$reviewers{ $_->{who} } = 1 for grep { !$own{ $_->{who} } } @{ $event->{acts} || [] };
		}
		my $int = $event->{int} // $by;
		my $is_merged_by_other = ($event->{land} // 'plain') =~ /^(?:merge|plain)$/ && !$own{$int};
		for my $team ('', keys %members) {
			next unless is_member($team, $by, $event->{time});
			my $t = $tally{$team}[$quarter] //= { changes => 0, reviewed => 0, second => 0 };
			$t->{changes}++;
			$t->{reviewed}++ if %reviewers;
			$t->{second}++ if %reviewers || @with || $is_merged_by_other;
		}
		$authored{$_}[$quarter]++ for keys %own;
		$given{$_}[$quarter]++ for keys %reviewers;
	}
}

# ---- written as JSON ----

sub json {
	my ($value) = @_;
	return '{' . join(',', map { json("$_") . ':' . json($value->{$_}) } sort keys %$value) . '}' if ref $value eq 'HASH';
	return '[' . join(',', map { json($_) } @$value) . ']' if ref $value eq 'ARRAY';
	return $$value if ref $value;
	(my $text = $value) =~ s/(["\\])/\\$1/g;
	return "\"$text\"";
}

my %truth = (quarter => '2026Q3', teams => {}, people => {}, decisions => [], own_code_only => ['sol@example.org']);
for my $team (sort keys %tally) {
	my @series = map { my $t = $_; +{ map { $_ => \($t->{$_}) } keys %$t } } @{ $tally{$team} };
	$truth{teams}{$team} = { series => \@series, members => \scalar @{ $members{$team} || [] } };
}
# Everybody whom the organisation declared a lead has a page, but for who opted out.
my %leads = map { $_->{nick} => 1 } grep { $_->{role} eq 'lead' } map { @$_ } values %members;
delete $leads{opt};
for my $nick (sort keys %leads) {
	$truth{people}{"$nick\@example.org"} = { map { $_->[0] => \($_->[1][7] // 0) } ['authored', $authored{$nick}], ['reviews', $given{$nick} || []] };
}
for my $record (grep { $_->{quarter} == 7 } @records) {
	push @{ $truth{decisions} }, { %$record, quarter => \7, is_new => \($record->{is_new}) };
}
open my $out, '>', "$folder/truth.json" or die "$folder/truth.json: $!\n";
print $out json(\%truth), "\n";
close $out or die "$folder/truth.json: $!\n";
