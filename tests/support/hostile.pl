# Makes an organisation of one repository whose every text is hostile: perl hostile.pl <folder> [<longest>]. What is meant to run sets
# window.__ran, so that a browser can be asked. Beside the repository: org.conf, org.mailmap, and requests.json as a forge would
# export it. Where git itself takes no such text (a name with brackets, a message with NUL) the object is written by hand.
use strict;
use warnings;
use File::Path qw(make_path);
use IPC::Open2;

my ($folder, $longest_name) = @ARGV;
die "usage: hostile.pl <folder> [<letters of a name at most>]\n" unless defined $folder;
my $git = "$folder/tool";

our @TEXTS = (
	q{<script>window.__ran=1</script>},
	q{"><img src=x onerror=window.__ran=1>},
	q{' onmouseover='window.__ran=1' x='},
	q{=cmd|'/c calc'!A1},
	q{+1+1},
	q{@SUM(1)},
	q{-2+3},
	"\x1b[2J\x1b[31mred\x1b]0;owned\x07",
	"\x1b]8;;https://evil.example.org\x1b\\link\x1b]8;;\x1b\\",
	"\xc2\x9b31mC1 \xc2\x9d0;title\xc2\x9c",
	'e' . "\xcc\x81" x 300 . 'nd',
	"\xe2\x80\xaegnp.exe \xe2\x80\xab\xe2\x80\xad unclosed",
	"\xe2\x81\xa7isolated \xe2\x81\xa8twice \xe2\x81\xa6unclosed",
	"zero\xe2\x80\x8bwidth\xe2\x80\x8dand\xef\xbb\xbfmarks\xe2\x80\x8f",
	"broken \xff\xfe\xc0\xaf\xed\xa0\x80 bytes",
	'W' . 'o' x 9998 . 'w',
	q{javascript:window.__ran=1},
	q{]]> --> </style></title></textarea></svg><svg onload=window.__ran=1>},
	q{<!-- <![CDATA[ <?php},
	q{&lt;script&gt; &#x3c;script&#x3e; &amp;quot;},
	q{| a | b |},
	q{`tick ``` `` `},
	q{[x](javascript:window.__ran=1) ![y](https://evil.example.org/z.png) <https://evil.example.org>},
	q{# heading ## *stars* __lines__ ~~gone~~ \\ back},
	"tab\tand\rreturn",
);

# A page repeats names at every figure: ten thousand letters make ten megabytes, which no browser is asked to lay out.
sub name_of { my ($text) = @_; return $longest_name && length $text > $longest_name && $text =~ /^Wo/ ? substr $text, 0, $longest_name : $text; }

# ---- people: an address each, and a name of their own ----

my @people = map { { name => name_of($TEXTS[$_]), email => "h$_\@example.org" } } 0 .. $#TEXTS;
# fast-import refuses brackets and NUL in names: these come by the mailmap and by trailers.
for my $person (@people) { ($person->{signed} = $person->{name}) =~ s/[<>\n\0]//g; }

# ---- the stream ----

my $start = 1767225600;
my ($mark, @ids) = (0);
my $out = '';
sub data { return 'data ' . length($_[0]) . "\n$_[0]\n"; }
sub quoted { my ($path) = @_; $path =~ s/(["\\])/\\$1/g; $path =~ s/([\x00-\x1f\x7f-\xff])/sprintf '\\%03o', ord $1/ge; return "\"$path\""; }

sub commit {
	my ($by, $day, $message, $path, $text) = @_;
	my $time = $start + int($day * 86400);
	$out .= "commit refs/heads/main\nmark :" . ++$mark . "\n";
	$out .= "author $by->{signed} <$by->{email}> $time +0000\ncommitter $by->{signed} <$by->{email}> $time +0000\n";
	$out .= data($message);
	$out .= 'M 100644 inline ' . quoted($path) . "\n" . data($text);
}

# Names of folders and files hold everything but what ends them, within the 255 bytes of a name.
sub part { my ($text) = @_; $text =~ s{[/\0]}{_}g; $text = substr $text, 0, 200; return $text eq '' ? '_' : $text; }

my $count = @people;
for my $quarter (-2 .. 2) {    # five quarters to 2026-09-30
	my $first = 1 + $quarter * 91;
	for my $i (0 .. 74) {
		my ($by, $reviewer) = ($people[$i % $count], $people[($i * 7 + $quarter + 3) % $count]);
		$reviewer = $people[($i + 1) % $count] if $reviewer == $by;
		my $text = $TEXTS[($i + $quarter) % @TEXTS];
		my $trailers = $i % 6 ? "\n\nReviewed-by: $reviewer->{name} <$reviewer->{email}>\n" : "\n";
		$trailers .= "Co-authored-by: $TEXTS[$i % @TEXTS] <$text>\n" if $i % 9 == 4;
		$trailers .= "Helped-by: $text\n" if $i % 11 == 5;
		$trailers .= "$text: $text <$text>\n" if $i % 13 == 6;
		(my $subject = $text) =~ s/\0//g;
		commit($by, $first + $i * 1.18, "$subject$trailers", 'src/' . part($TEXTS[$i % @TEXTS]) . "/$quarter." . $i . part($text) . '.c', "line\n" x 20);
	}
}
my $number = 0;
for my $text (@TEXTS) {
	$number++;
	my $line = $text =~ s/[\r\n]/ /gr;
	commit($people[$number % $count], 182 + $number * 3, "Record $number",
		sprintf('docs/adr/%04d-%s.md', $number, part($text =~ s{[^ -~]}{}gr =~ s{[/.]}{}gr) || 'x'),
		"---\nstatus: $line\ndate: 2026-08-01\ndecision-makers: $line, {Ada}\n---\n\n# $line\n\n## Context\n\n$line\n\n## Considered Options\n\n* $line\n");
}
commit($people[0], 181.5, 'owners', 'CODEOWNERS', join '', map { "/src/ \@" . part($_) . "\n" } @TEXTS);

make_path($git);
system('git', 'init', '-q', '-b', 'main', $git) == 0 or die "git init\n";
open my $import, '|-', 'git', '-C', $git, 'fast-import', '--quiet' or die "fast-import\n";
binmode $import;
print $import $out;
close $import or die "fast-import\n";

# ---- objects written by hand: names with brackets, NUL and broken bytes in headers and messages ----

sub git_says { my @command = @_; open my $in, '-|', 'git', '-C', $git, @command or die; my $line = <$in>; close $in; chomp $line; return $line; }
my $tip = git_says('rev-parse', 'main');
my $tree = git_says('rev-parse', 'main^{tree}');
my $day = 270;
for my $text (@TEXTS, "nul \0 in it") {
	my $time = $start + int($day * 86400);
	$day += 0.05;
	my $name = $text =~ s/\n/ /gr;
	my $object = "tree $tree\nparent $tip\nauthor $name <$name\@example.org> $time +0000\ncommitter $name <by\@example.org> $time +0000\n"
	  . "\n$text\n\nReviewed-by: $text <$text>\nAcked-by: \0$text\n";
	my $pid = open2(my $answer, my $to, 'git', '-C', $git, 'hash-object', '-t', 'commit', '--literally', '-w', '--stdin');
	binmode $to;
	print $to $object;
	close $to;
	chomp($tip = <$answer>);
	waitpid $pid, 0;
}
system('git', '-C', $git, 'update-ref', 'refs/heads/main', $tip) == 0 or die "update-ref\n";
system('git', '-C', $git, 'remote', 'add', 'origin', 'https://github.com/"><script>window.__ran=1</script>/=1+1.git');

# ---- what stands beside it ----

sub spill { my ($path, $text) = @_; open my $file, '>:raw', $path or die "$path: $!\n"; print $file $text; close $file or die; }
sub config_value { my ($text) = @_; $text =~ s/([\\"])/\\$1/g; $text =~ s/[\n\0\r]/ /g; $text =~ s/\t/\\t/g; return "\"$text\""; }

my $config = "[lead]\n\tmailmap = org.mailmap\n\ttitle = " . config_value($TEXTS[0] . $TEXTS[1]) . "\n[repository \"tool\"]\n\tpath = tool\n";
for my $i (0 .. $#TEXTS) {
	(my $name = config_value(name_of($TEXTS[$i]))) =~ s/\\t/\t/g;
	$config .= "[area $name]\n\tpath = src/" . ($i % 2 ? '*' : "h$i") . "/\n";
	# Each of five teams has ten members, two of them leads.
	next if $i % 5;
	$config .= "[team $name]\n";
	for my $k (0 .. 9) {
		my $person = $people[($i + $k) % $count];
		$config .= "\t" . ($k < 2 ? 'lead' : 'member') . ' = ' . config_value($person->{email}) . "\n";
	}
}
spill("$folder/org.conf", $config);
spill("$folder/org.mailmap", join '', map {
	my $name = $_->{name} =~ s/[\n\0]/ /gr =~ s/</(/gr =~ s/>/)/gr;
	"$name <$_->{email}> <$_->{email}>\n"
} grep { $_->{name} !~ /broken/ } @people);

sub json { my ($text) = @_; $text =~ s/([\\"])/\\$1/g; $text =~ s/([\x00-\x1f])/sprintf '\\u%04x', ord $1/ge; $text =~ s/[\xff\xfe\xc0\xaf\xed\xa0]//g if $text =~ /broken/; return "\"$text\""; }
my @pulls;
for my $i (0 .. $#TEXTS) {
	my $text = json($TEXTS[$i]);
	my $who = qq({"__typename":"User","login":$text});
	push @pulls, qq({"number":@{[$i + 1]},"url":$text,"title":$text,"state":"OPEN","author":$who,"createdAt":"2026-08-0@{[1 + $i % 9]}T00:00:00Z",)
	  . qq("updatedAt":"2026-09-01T00:00:00Z","closedAt":null,"mergedAt":null,"isDraft":false,"additions":30,"deletions":0,)
	  . qq("reviews":{"nodes":[{"author":$who,"body":$text,"state":"APPROVED","submittedAt":"2026-08-10T00:00:00Z"}],"totalCount":1,"pageInfo":{"hasNextPage":false}},)
	  . qq("comments":{"nodes":[{"author":$who,"body":$text,"createdAt":"2026-08-10T00:00:00Z"}],"totalCount":1,"pageInfo":{"hasNextPage":false}},)
	  . qq("reviewThreads":{"nodes":[],"totalCount":0,"pageInfo":{"hasNextPage":false}},"commits":{"nodes":[{"commit":{"oid":"$tip",)
	  . qq("authors":{"nodes":[{"name":$text,"email":$text,"user":{"login":$text}}]}}}],"totalCount":1},"headRefOid":"$tip"});
}
spill("$folder/requests.json", '{"data":{"repository":{"pullRequests":{"nodes":[' . join(',', @pulls) . '],"totalCount":' . @pulls
	. ',"pageInfo":{"hasNextPage":false}}}}}' . "\n");
