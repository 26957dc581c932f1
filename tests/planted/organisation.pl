# Plants an organisation: perl organisation.pl <folder> makes twelve bare repositories of three teams and forty people there, with
# eight quarters of history that end on 2026-09-30; org.conf and org.mailmap as an organisation would write them; and truth.json:
# what a report has to say of it, computed from the plans alone (organisation_truth.pl). Same program, same bytes.
use strict;
use warnings;
use File::Basename qw(dirname);
use File::Path qw(make_path);
use File::Spec ();

my $here = File::Spec->rel2abs(dirname($0));
my ($folder) = @ARGV;
die "usage: organisation.pl <folder>\n" unless defined $folder && @ARGV == 1;

my @starts = (-457, -365, -275, -184, -92, 0, 90, 181, 273);    # of the quarters, days since 2026-01-01; the last is the end

# ---- people: nick, name, teams ----
# Teams: c core, w web, d data; capitals: lead. Who is new came in the last quarter.

my $long = 'Beispielnamensverlängerungsprobe-Musterfrauentestnamensprobe';
my @crowd = (
	['rel', 'Rhea Reviewer', 'C'],       ['duo', 'Dora Zweifach', 'CD'],      ['sol', 'Solo Exampleson', 'D'],
	['opt', 'Ottilie Optout', 'W'],      ['abs', 'Absalom Probe', 'W'],       ['mov', 'Mona Mover', 'wd'],
	['tri', 'Trina Dreifach', 'c'],      ['ada', 'Ada Example', 'c'],         ['bel', 'Белла Примерова', 'c'],
	['gal', 'Γαλήνη Παραδείγματος', 'c'], ['dal', "\x{62f}\x{627}\x{644}\x{64a}\x{627} \x{645}\x{62b}\x{627}\x{644}", 'c'],
	['hen', "\x{5d7}\x{5e0}\x{5d4} \x{5d3}\x{5d5}\x{5d2}\x{5de}\x{5d4}", 'c'], ['lix', '李样例', 'c'],
	['jun', '例 じゅん', 'c'],           ['uda', 'उदया उदाहरण', 'c'],         ['ton', 'ต้น ตัวอย่าง', 'c'],
	['zoe', 'Zoë Größe-Ñandú', 'w'],     ['lon', $long, 'w'],                 ['fox', 'Foxy Sample 🦊', 'w'],
	['kim', '김 예시', 'w'],             ['per', 'Per Prøve', 'w'],           ['ilk', 'İlker Örnek', 'w'],
	['nov', 'Новак Пробни', 'w'],        ['mar', 'Mara Muster', 'w'],         ['nil', 'Nils Nobody', 'w'],
	['wei', '陈试验', 'w'],              ['oli', 'Oli O\'Sample', 'w'],       ['eva', 'Eva Essai', 'd'],
	['fay', 'Fay Fixture', 'd'],         ['gil', 'Gil Gabarit', 'd'],         ['hal', 'Hal Hypothetical', 'd'],
	['ivo', 'Иво Образец', 'd'],         ['jos', 'José Ejemplo', 'd'],        ['kai', 'Kai Kokeilu', 'd'],
	['lea', 'Léa Échantillon', 'd'],     ['mia', 'Mia Minta', 'd'],           ['ned', 'Ned Newcomer', 'c', 'new'],
	['nia', 'Nia Newcomer', 'w', 'new'], ['noa', 'Noa Newcomer', 'd', 'new'], ['pia', 'Pia Přiklad', 'd'],
);
my %who = map { $_->[0] => { nick => $_->[0], name => $_->[1], teams => lc $_->[2], leads => ($_->[2] =~ tr/a-z//dr), is_new => $_->[3] } } @crowd;
die 'not forty people' unless @crowd == 40;
my %team_name = (c => 'core', w => 'веб & web', d => 'data');
# She signs elsewhere with other addresses; the organisation's mailmap knows.
my %other_address = (webapp => 'trina@home.example.net', pipeline => '77+tdreifach@users.noreply.github.com');
my $moved = 226;    # 2026-08-15

sub address { my ($nick, $repository) = @_; return $nick eq 'tri' && $other_address{$repository} || "$nick\@example.org"; }

# ---- repositories: name, team, changes a quarter, share of them reviewed, how they land, areas ----

my @repositories = (
	{ name => 'kernel', team => 'c', changes => 42, reviewed => 92, land => 'plain', areas => [qw(src/net src/disk src/clock)] },
	{ name => 'library', team => 'c', changes => 30, reviewed => 88, land => 'plain', areas => [qw(lib/text lib/map)] },
	{ name => 'service', team => 'c', changes => 16, reviewed => 0, land => 'squash', areas => [qw(server/api server/queue)] },
	{ name => 'infra', team => 'c', changes => 8, reviewed => 75, land => 'plain', areas => [qw(deploy/hosts)] },
	{ name => 'handbook', team => 'c', changes => 5, reviewed => 80, land => 'plain', areas => [qw(docs/guide)], ending => 'md' },
	{ name => 'webapp', team => 'w', changes => 30, reviewed => 80, land => 'squash', told => 1, areas => [qw(app/views app/models)] },
	{ name => 'website', team => 'w', changes => 22, reviewed => 0, land => 'merge', areas => [qw(site/pages site/style)] },
	{ name => 'mobile', team => 'w', changes => 14, reviewed => 60, land => 'squash', told => 1, areas => [qw(android/ui ios/ui)] },
	{ name => 'gateway', team => 'd', changes => 26, reviewed => 94, land => 'gerrit', areas => [qw(gateway/http gateway/auth)] },
	{ name => 'pipeline', team => 'd', changes => 30, reviewed => 90, land => 'plain', areas => [qw(etl/load etl/clean)] },
	{ name => 'tools', team => 'd', changes => 6, reviewed => 84, land => 'plain', areas => [qw(tools/gen)] },
	{ name => 'archive', team => 'c', changes => 10, reviewed => 50, land => 'plain', areas => [qw(old/parser)], quarters => 3 },
);

# ---- chance, the same on every machine ----

my $seed = 20260930;
sub roll { my ($below) = @_; $seed = ($seed * 1103515245 + 12345) % 2147483648; return int($seed / 65536) % $below; }

# Who works in a team then: nobody before they came or after they moved.
sub crew {
	my ($team, $quarter, $day) = @_;
	return grep {
		my $p = $who{$_};
		$p->{teams} =~ /$team/ && (!$p->{is_new} || $quarter == 7) && ($_ ne 'mov' || ($team eq 'w') == ($day < $moved))
		  && !($_ eq 'abs' && $day >= 212 && $day < 263)
	} map { $_->[0] } @crowd;
}

sub pick_author {
	my ($repository, @crew) = @_;
	# The one who only ships own code does so a lot, and the one who reviews seldom.
	return 'sol' if $repository->{team} eq 'd' && roll(100) < 30;
	my $by = $crew[roll(scalar @crew)];
	return $by eq 'rel' && roll(3) ? 'ada' : $by;
}

sub pick_reviewer {
	my ($repository, $by, @crew) = @_;
	return 'rel' if $repository->{team} eq 'c' && $by ne 'rel' && roll(100) < 40;
	my @others = grep { $_ ne $by && $_ ne 'sol' } @crew;
	return $others[roll(scalar @others)];
}

my $change_number = 0;

sub change_line {
	my ($repository, $quarter, $day, $number) = @_;
	my @crew = crew($repository->{team}, $quarter, $day);
	my $by = pick_author($repository, @crew);
	my $reviewer = roll(100) < $repository->{reviewed} ? pick_reviewer($repository, $by, @crew) : '';
	my @areas = @{ $repository->{areas} };
	my $path = $areas[roll(scalar @areas)] . '/' . ($repository->{ending} ? 'page' : 'part') . "$quarter-$number." . ($repository->{ending} || 'c');
	my $lines = 4 + roll(60);
	my @words = sprintf 'change at=%.3f', $day;
	my $others = join ',', grep { $_ ne $by && $_ ne 'sol' } $crew[roll(scalar @crew)];
	my $with = $others && $by ne 'sol' && roll(100) < 8 ? ",$others" : '';
	$reviewer = '' if ",$reviewer" eq $with;
	push @words, "by=$by$with", "files=$path:$lines";
	push @words, 'subject="' . ucfirst($repository->{name}) . ": piece $quarter.$number\"";
	push @words, 'pr=+' if $repository->{land} =~ /squash|merge/;
	push @words, "land=$repository->{land}" if $repository->{land} =~ /squash|merge/;
	push @words, 'int=' . pick_reviewer($repository, $by, @crew) if $repository->{land} eq 'merge' && roll(100) < 85;
	if ($repository->{told}) {
		push @words, 'open=' . (2 + roll(70));
		push @words, 'acts=' . join ',', map { "$reviewer/$_" } 'approve/' . (1 + roll(2)) . '/' . roll(20) if $reviewer;
	} elsif ($reviewer) {
		push @words, (roll(10) < 8 ? 'rev' : 'ack') . "=$reviewer";
	}
	if ($repository->{land} eq 'gerrit') {
		push @words, sprintf 'trailer="Change-Id: I%040x"', 0x1000 + ++$change_number;
	} elsif ($repository->{name} eq 'library' && $number % 10 == 3) {
		push @words, 'trailer="Co-authored-by: Copilot <copilot@github.com>"';
	}
	return "@words\n";
}

# ---- decision records and what else stands in files ----

sub record {
	my ($repository, $day, $by, $number, $title, $status, $more) = @_;
	(my $slug = lc $title) =~ s/[^a-z0-9]+/-/g;
	my $text = "---\\nstatus: $status\\ndate: " . date($day) . "\\ndecision-makers: {$by}\\n---\\n\\n# $title\\n\\n"
	  . "## Context and Problem Statement\\n\\nWhat is planted here is made up.\\n\\n## Considered Options\\n\\n* One\\n* Two\\n\\n"
	  . "## Decision Outcome\\n\\nChosen: one, because it is enough.\\n";
	return sprintf qq(put at=%.3f by=%s path=docs/adr/%04d-%s.md text="%s" subject="Record: %s" %s\n), $day, $by, $number, $slug, $text, $title,
	  $more // '';
}

sub date { my @t = gmtime(1767225600 + int($_[0]) * 86400); return sprintf '%04d-%02d-%02d', $t[5] + 1900, $t[4] + 1, $t[3]; }

my %extra = (
	kernel => join('',
		record('kernel', -380.5, 'rel', 1, 'Keep one clock', 'accepted', 'rev=ada'),
		record('kernel', -100.5, 'ada', 2, 'Write blocks twice', 'proposed', 'rev=rel'),
		record('kernel', 40.5, 'bel', 3, 'Count in nanoseconds', 'accepted', 'rev=rel'),
		record('kernel', 190.5, 'rel', 4, 'Retry with a pause', 'accepted', 'rev=gal'),
		record('kernel', 200.5, 'ada', 2, 'Write blocks twice', 'superseded by ADR-0004', 'rev=rel'),
		record('kernel', 240.5, 'duo', 5, 'Speak one protocol', 'proposed', 'rev=rel'),
		qq(put at=-455 by=rel path=.github/CODEOWNERS text="* rel\@example.org\\n/src/net/ duo\@example.org\\n"\n),
		"change at=-420 every=11 n=60 by=dep files=build/deps%.txt:3\n"),
	handbook => join('',
		record('handbook', -300.5, 'duo', 1, 'Write handbooks in English', 'accepted', 'rev=ada'),
		record('handbook', -30.5, 'duo', 2, 'One page a subject', 'accepted', 'rev=ada'),
		record('handbook', 215.5, 'ada', 3, 'Review within a day', 'accepted', 'rev=duo')),
	infra => qq(put at=-450 by=duo path=CODEOWNERS text="* duo\@example.org\\n"\n),
	pipeline => qq(put at=-450 by=duo path=README.md text="# Pipeline\\n\\nA made-up readme.\\n" rev=eva\n),
);

sub plan_of {
	my ($repository) = @_;
	my $plan = '';
	for my $person (@crowd) {
		my ($nick, $name) = @$person;
		$plan .= qq(person $nick "$name" ) . address($nick, $repository->{name}) . " $nick$nick\n";
	}
	$plan .= qq(bot dep "dependabot[bot]" 49699333+dependabot[bot]\@users.noreply.github.com dependabot\n);
	$plan .= qq(put at=-456.5 by=duo path=.gitignore text="build/\\n" subject="Begin $repository->{name}"\n);
	for my $quarter (0 .. ($repository->{quarters} || 8) - 1) {
		my ($start, $end) = @starts[$quarter, $quarter + 1];
		for my $number (1 .. $repository->{changes}) {
			my $day = $start + 1 + ($end - $start - 2) * $number / ($repository->{changes} + 1) + roll(100) / 400;
			$plan .= change_line($repository, $quarter, $day, $number);
		}
	}
	return $plan . ($extra{ $repository->{name} } // '');
}

# ---- the organisation's own files ----

sub spill {
	my ($path, $text) = @_;
	open my $out, '>:raw', $path or die "$path: $!\n";
	print $out $text;
	close $out or die "$path: $!\n";
}

sub configuration {
	my $text = "[lead]\n\tmailmap = org.mailmap\n";
	$text .= "[repository \"$_->{name}\"]\n\tpath = repositories/$_->{name}.git\n" for @repositories;
	for my $team (qw(c w d)) {
		$text .= "[team \"$team_name{$team}\"]\n";
		for my $person (grep { $who{ $_->[0] }{teams} =~ /$team/ } @crowd) {
			my ($nick, $name) = @$person;
			my $key = uc($team) eq '' ? '' : $who{$nick}{leads} =~ /\U$team/ ? 'lead' : 'member';
			my $period = $nick ne 'mov' ? '' : $team eq 'w' ? ' until 2026-08-15' : ' from 2026-08-15';
			$text .= "\t$key = $name <$nick\@example.org>$period\n";
		}
	}
	return $text . "[absence]\n\tperson = abs\@example.org from 2026-08-01 until 2026-09-21\n[optout]\n\tperson = opt\@example.org\n";
}

utf8::encode($_->[1]) for grep { utf8::is_utf8($_->[1]) } @crowd;
make_path("$folder/repositories", "$folder/plans");
for my $repository (@repositories) {
	my $name = $repository->{name};
	my $git = "$folder/repositories/$name.git";
	spill("$folder/plans/$name.plan", ($repository->{told} ? "# told\n" : '') . plan_of($repository));
	system('git', 'init', '-q', '--bare', '-b', 'main', $git) == 0 or die "cannot make $git\n";
	system('git', '-C', $git, 'config', 'remote.origin.url', "https://github.com/example/$name.git");
	my @how = $repository->{told} ? '--notes' : ();
	system('sh', '-c', 'perl "$1" $4 <"$2" | git -C "$3" fast-import --quiet', 'sh', "$here/make.pl", "$folder/plans/$name.plan", $git, "@how") == 0
	  or die "cannot plant $name\n";
}
spill("$folder/org.conf", configuration());
spill("$folder/org.mailmap", join '', map { "Trina Dreifach <tri\@example.org> <$_>\n" } sort values %other_address);
spill("$folder/teams", join '', map {
	my $nick = $_->[0];
	map {
		my @span = $nick ne 'mov' ? () : $_ eq 'w' ? (-9999, $moved) : ($moved, 9999);
		"$team_name{$_}\t$nick\t" . ($who{$nick}{leads} =~ /\U$_/ ? 'lead' : 'member') . "\t@span\n"
	} split //, $who{$nick}{teams}
} @crowd);
system($^X, "$here/organisation_truth.pl", $folder) == 0 or die "no truth\n";
