#!/bin/sh
# Brings what check-web needs of npm into build/web, by the lock file; where it is there already, nothing is asked of any network.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
place=$here/../../build/web

major=$(node -p 'process.versions.node.split(".")[0]')
if [ "$major" -lt 18 ]; then
	echo "node $(node --version) is too old: 18 or newer is needed" >&2
	exit 1
fi
mkdir -p "$place"
if cmp -s "$here/package-lock.json" "$place/node_modules/installed-by"; then
	exit 0
fi
cp "$here/package.json" "$here/package-lock.json" "$place"
cd "$place"
npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error
cp package-lock.json node_modules/installed-by
