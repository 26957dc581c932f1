#!/bin/sh
# Writes gitlead-metrics(7) from the headers of the metrics' SQL files (arguments) and the words of the strengths' C files,
# between a head and a tail written by hand.
set -eu

here=$(dirname "$0")
cat "$here/gitlead-metrics.head"
for file in "$@"; do
	printf '%s %s\n' "$(sed -n 's/^-- id: //p' "$file")" "$file"
done | LC_ALL=C sort | while read -r _ file; do
	awk '
	function escape(text) {
		gsub(/\\/, "\\e", text)
		sub(/^\./, "\\\&.", text)
		sub(/^\047/, "\\\&\047", text)
		return text
	}
	function flush() {
		if (key == "id")
			id = value
		else if (key == "name")
			printf ".Ss %s %s\n", id, escape(value)
		else if (key == "definition")
			printf "%s\n.Bl -tag -width \"minimum\"\n", escape(value)
		else if (key == "part")
			parts = parts value "\n"
		else if (key != "" && !(key == "minimum" && value == "0"))
			printf ".It %s\n%s\n", key, escape(value)
		key = ""
	}
	/^-- evidence/ { exit }
	!/^--/ { exit }
	/^--   / { sub(/^--   */, ""); value = value " " $0; next }
	/^-- [a-z]+: / {
		flush()
		key = $2
		sub(/:$/, "", key)
		value = $0
		sub(/^-- [a-z]+: /, "", value)
	}
	END {
		flush()
		count = split(parts, part, "\n")
		for (i = 1; i < count; i++) {
			fields = split(part[i], field, ", ")
			text = field[6]
			for (j = 7; j <= fields; j++)
				text = text ", " field[j]
			printf ".It Li %s.%s\n%s (%s)\n", id, field[1], escape(text), field[2]
		}
		print ".El"
	}' "$file" | sed '/^\./!s/\([a-z0-9)%"]\)\([.?!]\) \([A-Z]\)/\1\2\
\3/g'
done
cat <<'END'
.Sh STRENGTHS
What the record shows in favour of a person stands before every pattern.
A strength needs no coverage: what is there is there, whatever else is not recorded.
The absence of one is not printed and says nothing.
END
for file in "$here"/../analyzers/patterns/strength_*.c; do
	# A field may be several literals on following lines.
	awk '
	/^const struct strength_info/ { is_inside = 1; next }
	!is_inside { next }
	/^};/ { exit }
	/^\t\.[a-z]+ = / { key = $1; sub(/^\./, "", key) }
	{
		line = $0
		while (match(line, /"[^"]*"/)) {
			text[key] = text[key] substr(line, RSTART + 1, RLENGTH - 2)
			line = substr(line, RSTART + RLENGTH)
		}
	}
	END {
		printf ".Ss %s\n%s%s.\nFrom %s.\n", text["id"], toupper(substr(text["rule"], 1, 1)), substr(text["rule"], 2), text["source"]
	}' "$file"
done
cat "$here/gitlead-metrics.tail"
