#!/bin/sh
# Pictures of an HTML file for human eyes: look.sh <file> <folder> writes PNGs of it on a telephone, on a desk in both schemes, and
# of its printed sheets.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
[ $# -eq 2 ] || {
	echo 'usage: look.sh <file.html> <folder>' >&2
	exit 129
}
sh "$here/npm.sh"
mkdir -p "$2"
node "$here/look.js" "$1" "$2"
for format in A4 Letter; do
	if command -v pdftoppm >/dev/null 2>&1; then
		pdftoppm -r 60 -png "$2/print-$format.pdf" "$2/print-$format"
	else
		echo "no pdftoppm here (Debian's poppler-utils): $2/print-$format.pdf stays a PDF"
	fi
done
