# A random history in steps: perl steps.pl <seed> <steps> <bare repository>. Fills the repository and writes to stdout, one step
# a line, what its refs are after it: "<ref> <object>", separated by spaces, an object of zeros for a ref that is gone.
#
# What a step brings is what must not be told apart from one scan of everything: merges with and without numbers, squashes by a
# forge, octopus and base merges, reverts, picks of the old and of what is yet to land, work applied twice, co-authors, reviews, new
# people, people whose second address unites them, shared addresses, logins, mailmaps, records, owners, notes, tags, request heads,
# numbers that come back, clocks that go wrong, force-pushes, reviews kept by Gerrit (records of changes, and notes) and by git-appraise:
# told of what landed, of what is yet to land and of what never does, by a commit's id or by its Change-Id alone, and gone again.
use strict;
use warnings;
use IPC::Open2;

my ($seed, $steps, $repository) = @ARGV;
my $state = $seed * 2654435761 % 2147483648;
sub roll { $state = ($state * 1103515245 + 12345) % 2147483648; return int($state / 8) % 100003 / 100003; }
sub chance { return roll() < $_[0]; }
sub one { return $_[int(roll() * @_)]; }
roll() for 1 .. 7;

# What this history is like: each seed has habits of its own.
my %habit = (
	numbers => chance(0.6), gerrit => chance(0.25), heads => chance(0.25), notes => chance(0.3), logins => chance(0.5),
	records => chance(0.4), owners => chance(0.4), linear => chance(0.3), skew => chance(0.25), force => chance(0.3),
	tags => chance(0.4), strangers => chance(0.5), shared => chance(0.3), mailmap => chance(0.4), calm => $seed % 2,
);
# Everybody of a calm history was there early, and little is undone: most of it can be added to.
$habit{$_} = 0 for $habit{calm} ? qw(skew force gerrit heads logins) : ();
$habit{notedb} = $seed % 3 != 1;
$habit{reviewnotes} = $seed % 4 > 1;
$habit{appraise} = $seed % 3 == 0;

my ($from, $to);
my $importer = open2($from, $to, 'git', "--git-dir=$repository", 'fast-import', '--quiet', '--force') or die;
$to->autoflush(1);
my $mark = 0;
my %oid;
sub oid_of {
	my ($m) = @_;
	return $oid{$m} if $oid{$m};
	print $to "get-mark :$m\n";
	my $line = <$from>;
	chomp $line;
	return $oid{$m} = $line;
}

# ---- people ----
my @names = qw(Ada Bo Cy Dee Ed Fi Gu Hal Ivy Jo Kim Lea Max Ned Ola Pia);
my @ends = qw(Example Sample Test Model Probe Trial);
my @people;
sub new_person {
	my $number = @people;
	my $first = $names[$number % @names];
	my $end = $ends[int($number / @names) % @ends];
	my $low = lc "$first$end" . int($number / (@names * @ends) || 0);
	my $person = { name => "$first $end", login => lc(substr($first, 0, 1)) . lc($end) . $number, faces => [] };
	push @{ $person->{faces} }, [$person->{name}, "$low\@example.org"];
	push @{ $person->{faces} }, [$person->{name}, "$low\@home.example.net"] if chance(0.3);
	push @{ $person->{faces} }, [$person->{name}, (1000 + $number) . "+$person->{login}\@users.noreply.github.com"] if chance(0.25);
	push @{ $person->{faces} }, ["$first E. $end", "$low\@example.org"] if chance(0.15);
	push @{ $person->{faces} }, ['root', "$low\@example.org"] if chance(0.08);
	push @{ $person->{faces} }, [$person->{login}, "$low\@work.example.com"] if chance(0.1);
	push @{ $person->{faces} }, [$person->{name}, 'lab@example.com'] if $habit{shared} && chance(0.4);
	push @{ $person->{faces} }, [$person->{name}, ''] if chance(0.06);
	push @people, $person;
	return $person;
}
new_person() for 1 .. 5;
sub somebody {
	return new_person() if @people < 60 && chance($habit{calm} ? 0.02 : $habit{strangers} ? 0.12 : 0.04);
	return chance(0.7) ? $people[int(roll() * 4)] : one(@people);
}
# Mostly the first face.
sub face { my ($person) = @_; return chance($habit{calm} ? 0.96 : 0.75) ? $person->{faces}[0] : one(@{ $person->{faces} }); }
my $forge = ['GitHub', 'noreply@github.com'];
my $robot = ['tidy[bot]', '99+tidy[bot]@users.noreply.github.com'];

# ---- the world ----
my $now = 1735689600;    # 2025-01-01
sub later { $now += chance(0.4) ? int(roll() * 7200) : int(3600 + roll() * 86400 * 4); return $now; }
my %files;     # path: contents, at the tip
my @line;      # marks of the main line with what they were: { mark, files }
my @landed;    # commits that are no merges: { mark, subject, author, author_time, paths }
my $number = 0;
my @pending;   # commits of branches that have not landed
my %refs;
my @later_merges;

sub write_file {
	my ($files, $path, $text) = @_;
	$mark++;
	print $to "blob\nmark :$mark\ndata " . length($text) . "\n$text\n";
	$files->{$path} = $mark;
	return $path;
}
my $counter = 0;
sub some_path {
	my $dir = one(qw(src/core src/net src/ui lib tests docs doc vendor/x tools .));
	my $name = one(qw(a b c d e f)) . one('', '', int(roll() * 9)) . ($dir eq 'tests' ? '_test.c' : $dir =~ /^docs?$/ ? '.md' : '.c');
	$name = 'README.md' if chance(0.06);
	return $dir eq '.' ? $name : "$dir/$name";
}
sub touch {
	my ($files) = @_;
	my @paths;
	my $count = chance(0.03) ? 40 : 1 + int(roll() * 3);
	for my $i (1 .. $count) {
		my $x = roll();
		my @there = sort keys %$files;
		if ($x < 0.06 && @there > 4) {
			my $gone = one(@there);
			delete $files->{$gone};
			push @paths, $gone;
		} elsif ($x < 0.12 && @there > 4) {
			my $old = one(@there);
			my $new = some_path();
			next if exists $files->{$new};
			$files->{$new} = delete $files->{$old};
			push @paths, $new;
		} else {
			my $path = $count > 9 ? "src/mass/m$i.c" : some_path();
			$counter++;
			push @paths, write_file($files, $path, join('', map { "line $_ of $counter\n" } 1 .. 1 + int(roll() * 12)));
		}
	}
	return \@paths;
}
sub special {
	my ($files) = @_;
	my $x = roll();
	if ($x < 0.35 && $habit{mailmap}) {
		my $person = one(@people);
		my $other = one(@people);
		my $text = join '', map { "$_->{name} <$_->{faces}[0][1]> <$_->{faces}[-1][1]>\n" } grep { @{ $_->{faces} } > 1 && $_->{faces}[-1][1] ne '' && chance(0.5) } @people;
		$text .= "$person->{name} <$person->{faces}[0][1]> $other->{name} <$other->{faces}[-1][1]>\n" if chance(0.2);
		return write_file($files, '.mailmap', $text || "# none\n");
	}
	if ($x < 0.6 && $habit{records}) {
		my $n = 1 + int(roll() * 4);
		my $who = one(@people);
		return write_file($files, sprintf('docs/adr/%04d-choice-%d.md', $n, $n),
			"---\nstatus: " . one(qw(proposed accepted superseded)) . "\ndeciders: $who->{name}\n---\n# Choice $n\n\n## Context\n\nSome words $counter.\n");
	}
	if ($x < 0.85 && $habit{owners}) {
		return write_file($files, one('CODEOWNERS', 'src/OWNERS', 'MAINTAINERS'),
			join '', map { "/src/$_ $people[int(roll() * @people)]{faces}[0][1]\n" } qw(core net ui));
	}
	return write_file($files, '.gitattributes', "gen/* linguist-generated\n" . (chance(0.5) ? "lib/* linguist-vendored\n" : ''))
	  if chance(0.1);
	return write_file($files, '.git-blame-ignore-revs', oid_of(one(@landed)->{mark}) . "\n") if @landed && chance(0.15);
	return some_path() && touch($files)->[0] // 'a.c';
}

# ---- messages ----
sub trailers {
	my ($author) = @_;
	my @lines;
	my $x = sub { my $f = face(somebody()); return $f->[1] eq '' ? $f->[0] : "$f->[0] <$f->[1]>"; };
	push @lines, 'Reviewed-by: ' . $x->() if chance(0.5);
	push @lines, 'Reviewed-by: ' . $x->() if chance(0.15);
	push @lines, 'Acked-by: ' . $x->() if chance(0.2);
	push @lines, 'Co-authored-by: ' . $x->() if chance(0.12);
	push @lines, 'Reported-by: ' . $x->() if chance(0.15);
	push @lines, 'Reported-by: ' . one(@people)->{login} if $habit{logins} && chance(0.1);
	push @lines, 'Fixes: ' . substr(oid_of(one(@landed)->{mark}), 0, 12) . ' ("x")' if @landed && chance(0.08);
	push @lines, 'Helped-by: ' . $x->() if chance(0.1);
	push @lines, 'Change-Id: I' . sprintf('%040x', int(roll() * 40)) if ($habit{gerrit} || $habit{notedb}) && chance(0.5);
	return @lines ? "\n" . join("\n", @lines) . "\n" : '';
}
sub words { return one(qw(Add Mend Move Tidy Speed)) . ' ' . one(qw(parser queue window table cache)) . ' ' . int(roll() * 400); }

sub commit {
	my (%c) = @_;
	my $time = $c{time};
	$time -= int(roll() * 86400 * 30) if $habit{skew} && chance(0.06);
	my $author_time = $c{author_time} // $time - int(roll() * 86400 * (chance(0.05) ? 300 : 6));
	my $author = $c{author};
	my $committer = $c{committer} // $author;
	$mark++;
	my $text = $c{message};
	print $to "commit refs/steps/work\nmark :$mark\n";
	print $to "author $author->[0] <$author->[1]> $author_time +0000\n";
	print $to "committer $committer->[0] <$committer->[1]> $time +0000\n";
	print $to 'data ' . length($text) . "\n$text\n";
	my @parents = @{ $c{parents} };
	print $to "from :$parents[0]\n" if @parents;
	print $to "merge :$_\n" for @parents[1 .. $#parents];
	print $to "deleteall\n";
	print $to "M 100644 :$c{files}{$_} $_\n" for sort keys %{ $c{files} };
	print $to "\n";
	return { mark => $mark, message => $text, author => $author, author_time => $author_time, files => { %{ $c{files} } } };
}

sub work {
	my ($parent, $files, $person, %more) = @_;
	my $time = later();
	my $x = roll();
	my $old = @landed ? one(@landed) : undef;
	my ($author, $author_time) = (face($person), undef);
	my $message = words() . "\n" . (chance(0.4) ? "\nSome words.\n" : '');
	if ($old && $x < 0.06) {
		$message = "Revert \"x\"\n\nThis reverts commit " . substr(oid_of((chance(0.5) ? $landed[-1] : $old)->{mark}), 0, one(40, 40, 12, 8)) . ".\n";
	} elsif ($old && $x < 0.12) {
		($message, $author, $author_time) = ($old->{message}, $old->{author}, $old->{author_time});
		$message =~ s/\n*\z/"\n\n(cherry picked from commit " . oid_of($old->{mark}) . ")\n"/e if chance(0.6);
	} elsif (@pending && $x < 0.15) {
		my $other = one(@pending);
		($message, $author, $author_time) = ($other->{message}, $other->{author}, $other->{author_time});
		$message =~ s/\n*\z/"\n\n(cherry picked from commit " . oid_of($other->{mark}) . ")\n"/e if chance(0.5);
	} else {
		$message .= trailers($author);
	}
	$author = $robot if chance(0.03);
	if (chance(0.12)) { special($files) } else { touch($files) }
	return commit(time => $time, author => $author, author_time => $author_time, parents => $parent ? [$parent] : [], files => $files, message => $message, %more);
}

sub number_of {
	return 1 + int(roll() * $number) if $number > 4 && chance(0.04);    # once more
	return ++$number;
}
sub advance {
	my ($commit, @members) = @_;
	push @line, $commit;
	push @landed, @members;
	my %is_landed = map { $_->{mark} => 1 } @members;
	@pending = grep { !$is_landed{ $_->{mark} } } @pending;
	$refs{'refs/heads/main'} = $commit->{mark};
}
sub tip { return $line[-1]; }

sub topic {
	my ($count) = @_;
	my $from = @line > 6 && chance(0.4) ? $line[-1 - int(roll() * 5)] : tip();
	my ($at, %mine, @made) = ($from->{mark}, %{ $from->{files} });
	my $person = somebody();
	for (1 .. $count) {
		my $who = chance(0.8) ? $person : somebody();
		my $committed = work($at, \%mine, $who);
		push @made, $committed;
		$at = $committed->{mark};
		if (chance(0.06) && @line > 2) {
			my $base = commit(time => later(), author => face($person), parents => [$at, tip()->{mark}], files => { %{ tip()->{files} }, %mine },
				message => "Merge branch 'main' into topic\n");
			%mine = %{ $base->{files} };
			$at = $base->{mark};
		}
	}
	return { tip => $at, files => {%mine}, made => \@made, person => $person };
}

sub merge_topics {
	my (@topics) = @_;
	my %files = %{ tip()->{files} };
	%files = (%files, %{ $_->{files} }) for @topics;
	my $topic = $topics[0];
	my $n = number_of();
	my $merger = somebody();
	my $message = "Merge branch 'topic'\n";
	my ($author, $committer) = (face($merger), undef);
	if ($habit{numbers} && chance(0.8)) {
		my $who = chance(0.7) ? $topic->{person}{login} : one(@people)->{login};
		$message = "Merge pull request #$n from $who/topic\n\n" . words() . "\n";
		$committer = $forge if chance(0.7);
		$refs{"refs/pull/$n/head"} = $topic->{tip} if $habit{heads};
	}
	$message .= trailers($author) if chance(0.2);
	my $merge = commit(time => later(), author => $author, committer => $committer, parents => [tip()->{mark}, map { $_->{tip} } @topics],
		files => \%files, message => $message);
	advance($merge, map { @{ $_->{made} } } @topics);
}
sub squash {
	my $topic = topic(1 + int(roll() * 3));
	my $n = number_of();
	my %files = (%{ tip()->{files} }, %{ $topic->{files} });
	my $author = face($topic->{person});
	$refs{"refs/pull/$n/head"} = $topic->{tip} if $habit{heads};
	my $commit = commit(time => later(), author => $author, committer => chance(0.8) ? $forge : face(somebody()), parents => [tip()->{mark}], files => \%files,
		message => words() . " (#$n)\n" . trailers($author));
	advance($commit, $commit);
	push @pending, @{ $topic->{made} } if chance(0.3);
}
sub direct {
	my %files = %{ tip()->{files} };
	my $person = somebody();
	my $commit = work(tip()->{mark}, \%files, $person, chance(0.3) ? (committer => face(somebody())) : ());
	advance($commit, $commit);
}

# ---- notes and tags ----
my %noted;
sub put_note {
	my ($ref, $on, $text) = @_;
	my $who = face($people[0]);
	$mark++;
	print $to "blob\nmark :$mark\ndata " . length($text) . "\n$text\n";
	my $blob = $mark;
	$mark++;
	print $to "commit refs/steps/note\nmark :$mark\ncommitter $who->[0] <$who->[1]> $now +0000\ndata 6\nnotes\n\n";
	print $to "from :$noted{$ref}\n" if $noted{$ref};
	print $to "M 100644 :$blob $on\n\n";
	print $to "reset refs/steps/note\nfrom 0000000000000000000000000000000000000000\n\n";
	$noted{$ref} = $refs{$ref} = $mark;
}
sub note {
	my $on = oid_of(one(@landed)->{mark});
	my $ref = one('refs/notes/commits', 'refs/notes/amlog', 'refs/notes/lead-self', 'refs/notes/lead-reviews');
	my $text = $ref =~ /self/ ? "Paired on it for a while\n"
	  : $ref =~ /lead-reviews/ ? "Lead-Request: pr:" . (1 + int(roll() * ($number + 1))) . "\n"
	  : 'Reviewed-by: ' . join(' <', @{ face(somebody()) }) . ">\n";
	put_note($ref, $on, $text);
}
# What a review is of: mostly something that landed, or what may land yet.
sub reviewed { return @pending && chance(0.4) ? one(@pending) : chance(0.6) ? $landed[-1 - int(roll() * (@landed > 8 ? 8 : @landed))] : one(@landed); }
sub vote { return one('Code-Review', 'Code-Review', 'Verified') . one('+1', '+2', '-1'); }

my %records;    # by change number: ref, newest commit, commit reviewed
my $server = 'Example Review <review@example.org>';
sub meta {
	my ($record, $who, $text) = @_;
	my $author = $who < 0 ? $server : "$people[$who]{name} <" . (1000000 + $who) . '@server>';
	$text .= "\n";
	$mark++;
	print $to "commit refs/steps/meta\nmark :$mark\nauthor $author $now +0000\ncommitter $server $now +0000\ndata " . length($text) . "\n$text\n";
	print $to "from :$record->{tip}\n" if $record->{tip};
	print $to "\nreset refs/steps/meta\nfrom 0000000000000000000000000000000000000000\n\n";
	$record->{tip} = $refs{ $record->{ref} } = $mark;
}
sub anybody { return int(roll() * @people); }
sub record {
	my @there = sort { $a <=> $b } keys %records;
	if (@there > 2 && chance(0.05)) {
		my $gone = one(@there);
		delete $refs{ $records{$gone}{ref} };
		delete $records{$gone};
		return;
	}
	if (!@there || chance(0.5)) {
		my $number = 1 + int(roll() * 300);
		return if $records{$number};
		my $record = $records{$number} = { ref => sprintf('refs/changes/%02d/%d/meta', $number % 100, $number) };
		my @named = grep { $_->{message} =~ /^Change-Id: /m } @landed, @pending;
		# What landed or will may be another commit than the one the record knows: the Change-Id joins them.
		my $is_other = @named && chance(0.5);
		my $of = $is_other ? one(@named) : reviewed();
		my $hex = $is_other ? sprintf('%040x', $number) : oid_of($of->{mark});
		my $id = $of->{message} =~ /^Change-Id: (I\w+)/m ? $1 : sprintf('I%040x', int(roll() * 40));
		meta($record, anybody(), "Create change\n\nPatch-set: 1\nChange-id: $id\nBranch: refs/heads/main\nCommit: $hex\nStatus: " . (chance(0.6) ? 'merged' : 'new'));
		push @there, $number;
	}
	for (1 .. 1 + int(roll() * 3)) {
		my $record = $records{ one(@there) };
		my $vote = vote();
		$vote =~ s/([+-]\d)/=$1/;
		meta($record, anybody(), chance(0.5) ? "Update patch set 1\n\nPatch-set: 1\nLabel: $vote" : one(
			"Update patch set 1\n\nPatch Set 1: vote\n\nPatch-set: 1\nLabel: $vote", "Update patch set 1\n\nSome words on it.\n\nPatch-set: 1",
			"Update patch set 1\n\nPatch-set: 1\nStatus: merged\nTag: autogenerated:gerrit:merged", 'nonsense'));
	}
}
sub review_note {
	my $text = join '', map { vote() . ": $_->[0] <$_->[1]>\n" } map { face(somebody()) } 1 .. 1 + int(roll() * 2);
	put_note('refs/notes/review', oid_of(reviewed()->{mark}),
		$text . "Submitted-by: " . join(' <', @{ face(somebody()) }) . ">\nSubmitted-at: Wed, 01 Jan 2025 10:00:00 +0000\nReviewed-on: https://review.example.org/" . (1 + int(roll() * 300)) . "\nProject: made\nBranch: refs/heads/main\n");
}
sub appraised {
	my $on = oid_of(reviewed()->{mark});
	put_note('refs/notes/devtools/reviews', $on, "{\"timestamp\":\"$now\",\"requester\":\"" . face(somebody())->[1] . '","targetRef":"refs/heads/main"}' . "\n" . (chance(0.1) ? "no line\n" : ''));
	put_note('refs/notes/devtools/discuss', $on, "{\"timestamp\":\"$now\",\"author\":\"" . face(somebody())->[1] . '","resolved":' . one('true', 'false') . ',"description":"Some words"}' . "\n") if chance(0.8);
}
my $tags = 0;
sub tag {
	my $who = face(somebody());
	$mark++;
	print $to "tag step$tags\nmark :$mark\nfrom :" . tip()->{mark} . "\ntagger $who->[0] <$who->[1]> $now +0000\ndata 4\ntag\n\n";
	$refs{"refs/tags/v$tags"} = $mark;
	$tags++;
}

# ---- the walk ----
my %start;
touch(\%start);
my $root = work(undef, \%start, $people[0]);
advance($root, $root);
direct() for 1 .. 6;
if ($habit{calm}) {
	new_person() while @people < 12;
	for my $person (@people) {
		my %files = %{ tip()->{files} };
		my $commit = work(tip()->{mark}, \%files, $person);
		advance($commit, $commit);
	}
	direct() for 1 .. 20;
}

for my $step (1 .. $steps) {
	my $count = 1 + int(roll() * roll() * 5);
	for (1 .. $count) {
		my $x = roll();
		if ($habit{linear} ? $x < 0.7 : $x < 0.25) {
			direct();
		} elsif ($x < 0.45 && $habit{numbers}) {
			squash();
		} elsif ($x < 0.5) {
			merge_topics(topic(1), topic(2));
		} elsif ($x < 0.55) {
			push @later_merges, topic(1 + int(roll() * 4));
			push @pending, @{ $later_merges[-1]{made} };
		} elsif ($x < 0.62 && @later_merges) {
			merge_topics(shift @later_merges);
		} else {
			merge_topics(topic(1 + int(roll() * 5)));
		}
	}
	note() if $habit{notes} && chance(0.2);
	if ($habit{notedb}) { record() for 1 .. 2 }
	review_note() if $habit{reviewnotes} && chance(0.3);
	appraised() if $habit{appraise} && chance(0.3);
	tag() if $habit{tags} && chance(0.15);
	if ($habit{force} && chance(0.08) && @line > 8) {
		my $back = 1 + int(roll() * 3);
		splice @line, -$back;
		$refs{'refs/heads/main'} = tip()->{mark};
		direct() if chance(0.5);
	}
	print join(' ', map { "$_ " . oid_of($refs{$_}) } sort keys %refs), "\n";
}
print $to "reset refs/steps/work\nfrom 0000000000000000000000000000000000000000\n\ndone\n";
close $to;
waitpid $importer, 0;
exit($? >> 8);
