// What can be told of an HTML file without a browser: its size and what tidy says of it.
'use strict';
const fs = require('fs');
const { spawnSync } = require('child_process');

// Of a report of people; one of hostile text alone may be longer.
const MOST_BYTES = Number(process.env.MOST_BYTES) || 1.5 * 1000 * 1000;

function fileFound(file) {
	const found = [];
	const bytes = fs.statSync(file).size;
	if (bytes > MOST_BYTES)
		found.push(['size', `${bytes} bytes, at most ${MOST_BYTES} are allowed`]);
	const text = fs.readFileSync(file);
	if (Buffer.compare(Buffer.from(text.toString('utf8')), text) !== 0)
		found.push(['bytes', 'not valid UTF-8']);
	if (/[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]/.test(text.toString('utf8')))
		found.push(['bytes', 'a control character']);
	const tidy = spawnSync('tidy', ['-q', '-e', '-utf8', file], { encoding: 'utf8', maxBuffer: 1 << 26 });
	if (tidy.error)
		throw tidy.error;
	for (const line of tidy.stderr.split('\n')) {
		if (line.trim())
			found.push(['tidy', line]);
	}
	return found;
}

module.exports = { fileFound };
