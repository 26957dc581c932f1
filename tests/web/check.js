#!/usr/bin/env node
// Checks HTML files as people meet them: node check.js <file>… prints a line for each, and what is wrong below it. Exit status
// 0 only if nothing is. What is looked for stands in page.js.
'use strict';
const fs = require('fs');
const path = require('path');
const { withBrowser } = require('./browser');
const { checkFile } = require('./page');

// The same fault at several widths is said once.
function told(found, most) {
	const places = new Map();
	for (const [kind, words, where] of found) {
		const key = `${kind}: ${words}`;
		places.set(key, [...new Set([...(places.get(key) || []), where])]);
	}
	const lines = [...places].map(([key, where]) => `    ${key} [${where.join(', ')}]`);
	return lines.length > most ? [...lines.slice(0, most), `    and ${lines.length - most} more`] : lines;
}

async function main(files) {
	if (files.length === 0)
		throw new Error('no file given');
	let failed = 0;
	await withBrowser(async (browser) => {
		for (const file of files) {
			const { found, said } = await checkFile(browser, file);
			const kinds = [...new Set(found.map(([kind]) => kind))].sort();
			const size = `${Math.ceil(fs.statSync(file).size / 1000)} kB`;
			console.log(`${kinds.length ? 'not ok' : 'ok'} ${path.basename(file)}: ${size}, ${said}${kinds.length ? `; ${kinds.join(', ')}` : ''}`);
			told(found, Number(process.env.MOST || 40)).forEach((line) => console.log(line));
			failed += kinds.length ? 1 : 0;
		}
	});
	console.log(`web: ${files.length} pages checked, ${failed} failed`);
	return failed ? 1 : 0;
}

main(process.argv.slice(2)).then((code) => { process.exitCode = code; }, (error) => {
	console.error(`check.js: ${error.message}`);
	process.exitCode = 2;
});
