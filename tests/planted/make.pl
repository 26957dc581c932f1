# Turns a plan into a stream for git fast-import, and into what a forge would export of it:
#
#	perl make.pl [--land=squash|merge|rebase] [--shift=<days>] [--thin=<percent kept>,<seed>] [--names=<a:b,…>] [--split=<nick>]
#	  [--bots] [--copies=picked|same|plain] [--export=<file>] [--notes] [--untold] [--config=<file>] <plan >stream
#
# --notes: what a forge would tell stands in refs/notes/lead-reviews, and there is no export; --untold: neither.
#
# A plan is text, a statement a line, words with spaces in double quotes:
#
#	person <nick> <name> <address> [<login> [<second address>]]      bot: the same, by a machine
#	change at=<day> by=<nick>[,<co-author>…] files=<path>:<lines>[,…]
#	  [n=<times> every=<days>]      repeated; '%' is the number of the repetition, 'a|b' takes turns, '-' is nothing
#	  [rev= ack= help= mentor=]     nicks, by trailers
#	  [subject= body= trailer=]     [commits=<k>] [int=<nick>: who committed or merged it]
#	  [land=plain|squash|merge|rebase] [link=1: a rebased commit names its request]
#	  [pr=+: a request of the forge, numbered by the order of the plan; open=<hours before> draft=<hours> acts=<…>]
#	put at= by= path= text=         a file of that text, in which {bo} is the name of bo
#	request at= by= [close=<hours>] [draft=] [unready=1] [acts=] [lines=]      a request of which nothing landed; opener=~: a deleted
#	  user's; unready=1: a draft to the end
#	  acts=<who>/<kind>/<hours after it was ready>/<words>[,…]    kind: approve reject review comment inline
#	  who: a nick, '@login' that nothing ties, '!login' a bot, '~' a deleted user
#	self at= by= text=              a note of one's own in refs/notes/lead-self on the last commit before
#	config: <line>                  of the file that --config writes
#
# Days count from 2026-01-01 and may have a fraction. Everything is a function of the plan: same plan, same objects.
use strict;
use warnings;
use File::Basename qw(dirname);
use File::Spec ();
require File::Spec->rel2abs(dirname($0)) . "/plan.pl";

my %option = map { /^--([a-z]+)(?:=(.*))?$/ ? ($1 => $2 // 1) : die "make.pl: '$_'\n" } @ARGV;
my $plan = plan_read(\*STDIN);
my %people = %{ $plan->{people} };
my @main;         # marks of the main line, oldest first, with times
my %lines;        # of files
my $mark = 0;
my $forge = { name => 'GitHub', email => 'noreply@github.com' };

# ---- what is asked for is changed before anything is written ----

# A random generator of our own: the same numbers on every machine.
my $seed = 1;
sub chance { $seed = ($seed * 1103515245 + 12345) % 2147483648; return int($seed / 65536) % 10000 / 10000; }

if ($option{names}) {    # who is who changes, what they did stays
	my %was = map { $_ => { %{ $people{$_} } } } keys %people;
	for my $pair (split /,/, $option{names}) {
		my ($from, $to) = split /:/, $pair;
		$people{$from}{$_} = $was{$to}{$_} for qw(name email login other);
	}
}
if ($option{shift}) {
	for my $event (@{ $plan->{events} }) {
		for my $key (qw(time created ready closed)) {
			$event->{$key} += $option{shift} * 86400 if $event->{$key};
		}
		$_->{time} += $option{shift} * 86400 for @{ $event->{acts} || [] };
	}
}
if ($option{thin}) {
	my ($kept, $from) = split /,/, $option{thin};
	$seed = $from * 7919 + 17;
	chance() for 1 .. 5;
	for my $event (@{ $plan->{events} }) {
		my $roll = chance() * 100;
		delete @$event{qw(rev ack)} if $roll >= $kept;
	}
}
if ($option{land}) {
	for my $event (@{ $plan->{events} }) {
		$event->{land} = $option{land} if $event->{verb} eq 'change' && $event->{pr};
	}
}

# ---- the stream ----

sub person { my ($nick) = @_; return $people{$nick} || die "plan: nobody is '$nick'\n"; }
sub data { my ($text) = @_; return 'data ' . length($text) . "\n$text\n"; }

my %signed;
sub signature {    # a person who is split signs every second time with the second address
	my ($who) = @_;
	my $email = $who->{email};
	if ($option{split} && ($who->{nick} // '') eq $option{split} && $signed{ $who->{nick} }++ % 2) {
		$email = $who->{other};
		return "$who->{login} <$email>";
	}
	return "$who->{name} <$email>";
}

my @copied;
sub file_lines { my ($path, $count) = @_; return join '', map { "$path line $_\n" } 1 .. $count; }

# One commit. files: path => text, or path => undef to remove it.
sub commit {
	my (%c) = @_;
	my $id = ++$mark;
	push @copied, \%c if $option{copies} && !$c{merge} && ($c{author}{nick} // '') ne '' && ($c{ref} // '') ne 'refs/heads/stable';
	print 'commit ', $c{ref} || 'refs/heads/main', "\nmark :$id\n";
	print 'author ', signature($c{author}), " $c{author_time} +0000\n";
	print 'committer ', signature($c{committer}), " $c{time} +0000\n";
	print data($c{message});
	print "from :$c{from}\n" if $c{from};
	print "merge :$c{merge}\n" if $c{merge};
	for my $path (sort keys %{ $c{files} }) {
		print defined $c{files}{$path} ? "M 100644 inline $path\n" . data($c{files}{$path}) : "D $path\n";
	}
	print "\n";
	return $id;
}

sub trailers {
	my ($event) = @_;
	my @authors = split /,/, $event->{by};
	my @lines = map { 'Co-authored-by: ' . signature(person($_)) } @authors[1 .. $#authors];
	my %key = (rev => 'Reviewed-by', ack => 'Acked-by', help => 'Helped-by', mentor => 'Mentored-by');
	for my $kind (qw(rev ack help mentor)) {
		push @lines, map { "$key{$kind}: " . signature(person($_)) } split /,/, $event->{$kind} // '';
	}
	push @lines, $event->{trailer} if $event->{trailer};
	push @lines, 'Reviewed-by: Example Merge Bot <merge-bot@example.org>' if $option{bots} && $event->{place} % 2;
	push @lines, "PR-URL: https://github.com/example/tool/pull/$event->{pr}" if $event->{pr} && $event->{link} && ($event->{land} || "") eq "rebase";
	return @lines;
}

sub message {
	my ($event, $subject) = @_;
	my @paragraphs = ($subject);
	push @paragraphs, $event->{body} if $event->{body};
	my @lines = trailers($event);
	push @paragraphs, join "\n", @lines if @lines;
	return join("\n\n", @paragraphs) . "\n";
}

# The files of a change, shared out among its commits.
sub pieces {
	my ($event) = @_;
	my $count = $event->{commits} || 1;
	my @pieces = map { {} } 1 .. $count;
	my $i = 0;
	for my $file (split /,/, $event->{files} // '') {
		my ($path, $lines) = $file =~ /^(.*):(-?\d+)$/ or die "plan: files '$file'\n";
		if ($lines < 0) {
			$pieces[$i++ % $count]{$path} = undef;
			delete $lines{$path};
			next;
		}
		# Each commit adds its part of the lines.
		my @shares = split /,/, $event->{files};
		my $parts = @shares >= $count ? 1 : $count;
		for my $part (1 .. $parts) {
			my $more = int($lines * $part / $parts) - int($lines * ($part - 1) / $parts);
			$lines{$path} = ($lines{$path} // 0) + $more;
			$pieces[$i++ % $count]{$path} = file_lines($path, $lines{$path});
		}
	}
	return @pieces;
}

sub land_change {
	my ($event) = @_;
	my ($by) = split /,/, $event->{by};
	my $author = person($by);
	my $integrator = person($event->{int} || $by);
	my $land = $event->{land} || ($event->{pr} ? 'squash' : 'plain');
	my $subject = $event->{subject} || "work $event->{place}";
	my @pieces = pieces($event);
	my $time = $event->{time};

	if ($land eq 'squash' || $land eq 'plain' && @pieces == 1) {
		my %files = map { %$_ } @pieces;
		my $is_squash = $land eq 'squash';
		my %commit = (
			author => $author, author_time => $time - 60, committer => $is_squash ? $forge : $integrator, time => $time,
			message => message($event, $is_squash && $event->{pr} ? "$subject (#$event->{pr})" : $subject),
			files => \%files,
		);
		return commit(%commit, from => @main ? $main[-1][0] : 0);
	}
	my $tip = @main ? $main[-1][0] : 0;
	for my $k (0 .. $#pieces) {
		$tip = commit(
			ref => $land eq 'merge' ? 'refs/heads/topic' : 'refs/heads/main',
			author => $author, author_time => $time - 60 * (@pieces - $k + 1),
			committer => $land eq 'merge' ? $author : $land eq 'rebase' ? $forge : $integrator,
			time => $time - @pieces + $k,
			message => message($event, @pieces > 1 ? "$subject, part $k" : $subject),
			files => $pieces[$k], from => $tip,
		);
		push @main, [$tip, $time - @pieces + $k] if $land ne 'merge' && $k < $#pieces;
	}
	return $tip if $land ne 'merge';
	my ($login) = $author->{login} || 'someone';
	return commit(
		author => $integrator, author_time => $time, committer => $forge, time => $time,
		message => "Merge pull request #$event->{pr} from $login/topic-$event->{pr}\n\n$subject\n",
		files => { map { %$_ } @pieces }, from => $main[-1][0], merge => $tip,
	);
}

# A branch from the first commit that holds the same work once more, merged at the end.
sub add_copies {
	my ($how) = @_;
	return if @main < 2 || !@copied;
	my $tip = $main[0][0];
	my $time = $main[-1][1];
	for my $copy (my @work = @copied) {
		next if $copy->{time} <= $main[0][1];
		my %again = (%$copy, time => $time + 1);
		$again{author_time} = $time if $how eq 'plain';
		$again{message} =~ s/^/backport: / if $how eq 'plain';
		$again{message} =~ s/\n*\z/\n\n(cherry picked from commit 0123456789012345678901234567890123456789)\n/ if $how eq 'picked';
		$tip = commit(%again, ref => 'refs/heads/stable', from => $tip);
	}
	push @main, [commit(
		author => $copied[0]{author}, committer => $copied[0]{author}, author_time => $time + 2, time => $time + 2,
		message => "Merge branch 'stable'\n", files => {}, from => $main[-1][0], merge => $tip,
	), $time + 2];
}

my $beat = 0;
sub add_bot {    # beside every third piece of work a machine does some, in a file that people wrote and have left alone since
	my ($time) = @_;
	my @old = sort grep { /\/old\d/ } keys %lines;
	return if !@old || $beat++ % 3;
	my $path = $old[$beat % @old];
	my $bot = $beat % 2
	  ? { name => 'dependabot[bot]', email => '49699333+dependabot[bot]@users.noreply.github.com', nick => '' }
	  : { name => 'Example Release Bot', email => 'release-bot@example.org', nick => '' };
	push @main, [commit(
		author => $bot, committer => $bot, author_time => $time - 30, time => $time - 30,
		message => "chore: bump things $beat\n\nReviewed-by: Bo Sample <bo\@example.org>\n",
		files => { $path => file_lines($path, $lines{$path}) . file_lines("bump $beat", 90) }, from => $main[-1][0],
	), $time - 30];
}

my @selves;
for my $event (@{ $plan->{events} }) {
	next if $event->{verb} eq 'request';
	if ($event->{verb} eq 'self') {
		push @selves, [$event, $main[-1][0]];
		next;
	}
	if ($event->{verb} eq 'put') {
		my $author = person($event->{by});
		push @main, [commit(
			author => $author, committer => $author, author_time => $event->{time} - 60, time => $event->{time},
			message => message($event, $event->{subject} || "put $event->{path}"),
			files => { $event->{path} => $event->{text} =~ s/\{(\w+)\}/person($1)->{name}/ger }, from => @main ? $main[-1][0] : 0,
		), $event->{time}];
		next;
	}
	add_bot($event->{time}) if $option{bots} && @main;
	my $id = land_change($event);
	$event->{mark} = $id;
	push @main, [$id, $event->{time}];
}
add_copies($option{copies}) if $option{copies};
print "reset refs/heads/main\nfrom :$main[-1][0]\n\n";

# ---- notes ----

sub stamp {
	my ($time) = @_;
	my @t = gmtime $time;
	return sprintf '%04d-%02d-%02dT%02d:%02d:%02dZ', $t[5] + 1900, $t[4] + 1, @t[3, 2, 1, 0];
}

my %state = (approve => 'approved', reject => 'changes-requested', review => 'commented');
sub login {    # as notes write it; nothing for a deleted user
	my ($who) = @_;
	return substr $who, 1 if $who =~ /^\@/;
	return substr($who, 1) . '[bot]' if $who =~ /^!/;
	return '' if $who eq '~';
	return person($who)->{login} . (person($who)->{bot} ? '[bot]' : '');
}

sub requests { my @requests = sort { $a->{pr} <=> $b->{pr} } grep { $_->{pr} } @{ $plan->{events} }; return @requests; }

sub note_lines {
	my ($r) = @_;
	my $is_merged = $r->{verb} eq 'change';
	my $state = $is_merged ? 'merged' : $r->{closed} ? 'closed' : 'open';
	my @request = ("Request: pr:$r->{pr}", 'forge=github', "state=$state", 'created=' . stamp($r->{created}));
	push @request, 'draft=' . ($r->{unready} ? 'yes' : 'no') unless $is_merged;
	push @request, 'ready=' . stamp($r->{ready}) if $r->{ready};
	push @request, 'closed=' . stamp($r->{closed} || $r->{time}) if $state ne 'open';
	push @request, 'merged=' . stamp($r->{time}) if $is_merged;
	push @request, 'seen=' . stamp($r->{closed} || $r->{time});
	my ($by) = split /,/, $r->{by};
	my $opener = $r->{opener} || $by;
	push @request, 'author=' . login($opener) if login($opener) ne '';
	push @request, 'landed=no' unless $is_merged;
	my @lines = join '; ', @request;
	for my $act (@{ $r->{acts} }) {
		my $login = login($act->{who});
		next if $login eq '';
		my $key = $state{ $act->{kind} } ? 'Reviewed-by' : 'Commented-by';
		my $source = $act->{kind} eq 'comment' ? 'comment' : $act->{kind} eq 'inline' ? 'review-comment' : 'review';
		my @act = ("$key: $login", "request=pr:$r->{pr}", "source=github:$source");
		push @act, "state=$state{$act->{kind}}" if $state{ $act->{kind} };
		push @act, 'time=' . stamp($act->{time}), "words=$act->{words}";
		push @lines, join '; ', @act;
	}
	return @lines;
}

if ($option{notes}) {
	my %notes;
	for my $r (requests()) {
		my $on = $r->{mark};
		for my $old (@main) {    # the last commit before it was opened
			last if $r->{mark} || $old->[1] > $r->{created};
			$on = $old->[0];
		}
		push @{ $notes{ $on || $main[0][0] } }, note_lines($r);
	}
	my %accounts;
	for my $nick (@{ $plan->{order} }) {
		my $who = $people{$nick};
		$accounts{"Account: $who->{login}; name=$who->{name}; email=$who->{email}"} = 1 if $who->{login} && !$who->{bot};
	}
	push @{ $notes{ $main[0][0] } }, sort keys %accounts;
	my $id = ++$mark;
	print "commit refs/notes/lead-reviews\nmark :$id\ncommitter Keeper Example <keeper\@example.org> $main[-1][1] +0000\n";
	print data("notes\n");
	for my $on (sort { $a <=> $b } keys %notes) {
		print "N inline :$on\n", data(join '', map { "$_\n" } sort @{ $notes{$on} });
	}
	print "\n";
}
for my $self (@selves) {
	my ($event, $on) = @$self;
	print 'commit refs/notes/lead-self', "\nmark :", ++$mark, "\ncommitter ", signature(person($event->{by})), " $event->{time} +0000\n";
	print data("self\n"), "N inline :$on\n", data("$event->{text}\n"), "\n";
}

# ---- what a forge would export: answers of GitHub's GraphQL API ----

sub json {
	my ($value) = @_;
	return 'null' unless defined $value;
	return '{' . join(',', map { json("$_") . ':' . json($value->{$_}) } sort keys %$value) . '}' if ref $value eq 'HASH';
	return '[' . join(',', map { json($_) } @$value) . ']' if ref $value eq 'ARRAY';
	return $$value if ref $value eq 'SCALAR';
	(my $text = $value) =~ s/(["\\])/\\$1/g;
	$text =~ s/\n/\\n/g;
	return "\"$text\"";
}

sub account {
	my ($who) = @_;
	return undef if $who eq '~';
	return { __typename => 'Bot', login => substr $who, 1 } if $who =~ /^!/;
	return { __typename => 'User', login => login($who) };
}

sub nodes { return { nodes => [@_], totalCount => \scalar(@_), pageInfo => { hasNextPage => \'false' } }; }
sub words { my ($count) = @_; return join ' ', map { "word$_" } 1 .. $count; }

sub pull {
	my ($r) = @_;
	my $is_merged = $r->{verb} eq 'change';
	my $is_closed = $is_merged || $r->{closed};
	my $end = $is_merged ? $r->{time} : $r->{closed};
	my (@reviews, @comments, @threads);
	for my $act (@{ $r->{acts} }) {
		my %said = (author => account($act->{who}), body => words($act->{words}));
		if ($state{ $act->{kind} }) {
			(my $state = uc $state{ $act->{kind} }) =~ tr/-/_/;
			push @reviews, { %said, state => $state, submittedAt => stamp($act->{time}) };
		} elsif ($act->{kind} eq 'inline') {
			push @threads, { comments => nodes({ %said, createdAt => stamp($act->{time}) }) };
		} else {
			push @comments, { %said, createdAt => stamp($act->{time}) };
		}
	}
	my ($by) = split /,/, $r->{by};
	my $known = $people{$by};
	my $lines = $r->{lines} // 0;
	$lines += $_ for map { /:(\d+)$/ ? $1 : 0 } split /,/, $r->{files} // '';
	my $commit = { oid => sprintf('%040x', $r->{pr} + 4096), authors => nodes($known && !$known->{bot}
		? { name => $known->{name}, email => $known->{email}, user => { login => "$known->{login}" } } : ()) };
	return {
		number => \$r->{pr}, url => "https://github.com/example/tool/pull/$r->{pr}", title => $r->{subject} || "work $r->{place}",
		state => $is_merged ? 'MERGED' : $is_closed ? 'CLOSED' : 'OPEN', author => account($r->{opener} || ($known && $known->{bot} ? "!$known->{login}" : $by)),
		createdAt => stamp($r->{created}), updatedAt => stamp($end || $r->{created}),
		closedAt => $is_closed ? stamp($end) : undef, mergedAt => $is_merged ? stamp($end) : undef,
		isDraft => \($r->{unready} ? 'true' : 'false'), additions => \$lines, deletions => \'0',
		reviews => nodes(@reviews), comments => nodes(@comments), reviewThreads => nodes(@threads),
		commits => nodes({ commit => $commit }), headRefOid => $commit->{oid},
		timelineItems => nodes($r->{ready} ? { __typename => 'ReadyForReviewEvent', createdAt => stamp($r->{ready}) } : ()),
	};
}

sub spill {
	my ($path, $text) = @_;
	open my $out, '>', $path or die "$path: $!\n";
	print $out $text;
	close $out or die "$path: $!\n";
}

if ($option{export} && !$option{notes} && !$option{untold} && requests()) {
	spill($option{export}, json({ data => { repository => { pullRequests => nodes(map { pull($_) } requests()) } } }) . "\n");
}
spill($option{config}, $plan->{config}) if $option{config};
