# Says of an answer of git lead whether hostile text in it stayed text: perl harmless.pl text|csv|json|md|html <file>. A line for each
# breach; exit status 0 only if there is none. Looks at bytes: what a terminal, a spreadsheet or a browser does with them is known.
use strict;
use warnings;

my ($form, $path) = @ARGV;
open my $in, '<:raw', $path or die "$path: $!\n";
local $/;
my $text = <$in>;
my @breaches;

sub breach { my ($what, $near) = @_; $near =~ s/([^ -~])/sprintf '\\x%02x', ord $1/ge; push @breaches, "$what: " . substr $near, 0, 100; }

# ---- of every form ----

breach('nothing was said', '') if $text eq '';
my $tail = qr/[\x80-\xbf]/;
my $letter = qr/[\x00-\x7f]|[\xc2-\xdf]$tail|\xe0[\xa0-\xbf]$tail|[\xe1-\xec\xee\xef]$tail{2}|\xed[\x80-\x9f]$tail|\xf0[\x90-\xbf]$tail{2}|[\xf1-\xf3]$tail{3}|\xf4[\x80-\x8f]$tail{2}/;
1 while $text =~ /\G(?:$letter){1,30000}+/gc;
breach('no UTF-8', substr $text, pos($text) // 0, 20) if (pos($text) // 0) < length $text;
breach('a control character', $&) while $text =~ /[^\n]{0,20}[\x00-\x08\x0b-\x1f\x7f][^\n]{0,20}/g;
breach('a tab', $&) while $form !~ /^(?:csv|html)$/ && $text =~ /[^\n]{0,20}\t/g;
breach('a C1 control character', $&) while $text =~ /[^\n]{0,20}\xc2[\x80-\x9f]/g;
breach('a bidirectional override', $&) while $text =~ /[^\n]{0,20}\xe2\x80[\xaa-\xae]/g;
for my $line (split /\n/, $text) {
	my $open = () = $line =~ /\xe2\x81[\xa6-\xa8]/g;
	my $closed = () = $line =~ /\xe2\x81\xa9/g;
	breach('isolates that do not close on their line', $line) if $open != $closed;
}

# ---- of one ----

sub csv {
	my @rows = ([]);
	while ($text =~ /\G(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|\z)/gc) {
		my ($field, $end) = ($1 // $2, $3);
		breach('a formula', $field) if $field =~ /^[=+\-@\t\r]/ && $field !~ /^-?[0-9.]+(?:e-?[0-9]+)?$/;
		push @{ $rows[-1] }, $field;
		last if $end eq '';
		push @rows, [] if $end eq "\n";
		last if pos($text) == length $text;
	}
	breach('no CSV', substr $text, pos($text) // 0, 40) if (pos($text) // 0) < length $text;
	pop @rows unless @{ $rows[-1] };
	@{$_} == @{ $rows[0] } || breach('a row of other length', "@$_") for @rows;
}

sub html {
	breach('an element of theirs', $&) while $text =~ /<(?:script|img|iframe|object|embed|link|base|textarea|\?|!\[CDATA)[^\n]{0,40}/gi;
	while ($text =~ /<[a-z](?:[^<>"']|"[^"]*"|'[^']*')*>/gi) {
		(my $tag = $&) =~ s/"[^"]*"|'[^']*'/""/g;
		breach('a handler', $tag) if $tag =~ /\son[a-z]+\s*=/i;
	}
	breach('a link that runs', $&) while $text =~ /(?:href|src)\s*=\s*["']?\s*(?:javascript|data|vbscript):[^\n]{0,40}/gi;
	breach('a comment', $&) while $text =~ /<!--[^\n]{0,40}/g;
	breach('more than one end of the style', $&) if (() = $text =~ /<\/style/gi) > 1 || (() = $text =~ /<\/title/gi) - (() = $text =~ /<title/gi) != 0;
	breach('a loading address', $&) while $text =~ /(?:src|srcset|poster|background)\s*=\s*"[^"]*"|url\(\s*["']?[^#"')][^)]{0,30}/gi;
}

sub md {
	my ($columns, $is_code) = (0, 0);
	for my $line (split /\n/, $text) {
		$is_code = !$is_code if $line =~ /^ {0,3}```/;
		next if $is_code || $line =~ /^ {4,}/ && !$columns;
		(my $plain = $line) =~ s/\\\\//g;
		$plain =~ s/\\[!-\/:-\@\[-`{-~]//g;    # escaped punctuation is text
		$plain =~ s/(`+)(?!`).*?(?<!`)\1(?!`)//g;
		breach('HTML', $line) if $plain =~ /<(?:[a-z\/!?])/i && $plain !~ /^<!-- git-lead/;
		breach('a link that runs', $line) if $plain =~ /\]\(\s*<?\s*(?:javascript|data|vbscript):/i;
		breach('an image', $line) if $plain =~ /!\[[^\]]*\]\(/;
		if ($plain =~ /^\s*\|/) {
			my $here = () = $plain =~ /\|/g;
			breach('a row with other columns', $line) if $columns && $here != $columns;
			$columns = $here;
		} else {
			$columns = 0;
		}
	}
	breach('code that does not end', '') if $is_code;
}

csv() if $form eq 'csv';
html() if $form eq 'html';
md() if $form eq 'md';
if ($form =~ /^(?:text|md|html)$/) {
	breach('a tower of combining marks', substr $&, 0, 40) while $text =~ /(?:\xcc[\x80-\xbf]|\xcd[\x80-\xaf]){33,}/g;
}
my %seen;
print "$_\n" for grep { !$seen{$_}++ } @breaches;
exit(@breaches ? 1 : 0);
