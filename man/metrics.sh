#!/bin/sh
# Writes gitlead-metrics(7) from the headers of the metrics' SQL files (arguments), between a head and a tail written by hand.
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
cat "$here/gitlead-metrics.tail"
