# Takes a line of C apart, for the lints: c_lex(line) sets CODE, with comments gone and literals emptied, and TEXT, what stood
# in its string literals. State goes from line to line; call c_begin() at each file's first line.

function c_begin() {
	IN_COMMENT = 0
}

function c_lex(line,    rest, at, two, quote, ends, text) {
	CODE = ""
	TEXT = ""
	rest = line
	while (rest != "") {
		if (IN_COMMENT) {
			at = index(rest, "*/")
			if (!at)
				return
			IN_COMMENT = 0
			CODE = CODE " "
			rest = substr(rest, at + 2)
			continue
		}
		at = match(rest, /["'\/]/)
		if (!at) {
			CODE = CODE rest
			return
		}
		CODE = CODE substr(rest, 1, at - 1)
		two = substr(rest, at, 2)
		quote = substr(two, 1, 1)
		if (two == "//")
			return
		if (two == "/*") {
			IN_COMMENT = 1
			rest = substr(rest, at + 2)
			continue
		}
		rest = substr(rest, at + 1)
		if (quote == "/") {
			CODE = CODE "/"
			continue
		}
		ends = quote == "\"" ? "[\"\\\\]" : "['\\\\]"
		text = ""
		while (match(rest, ends)) {
			text = text substr(rest, 1, RSTART - 1)
			if (substr(rest, RSTART, 1) == quote) {
				rest = substr(rest, RSTART + 1)
				break
			}
			text = text substr(rest, RSTART, 2)
			rest = substr(rest, RSTART + 2)
		}
		CODE = CODE quote quote
		if (quote == "\"")
			TEXT = TEXT text
	}
}
