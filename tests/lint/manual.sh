#!/bin/sh
# Every page passes mandoc's own checks at the level of warnings.
set -eu

wrong=0
for page in man/*.[1-9]; do
	# A page of git's or of ours that is not installed on this machine is no fault of the page.
	mandoc -T lint -W warning "$page" | grep -v 'referenced manual not found' | grep . && wrong=1
done
exit $wrong
