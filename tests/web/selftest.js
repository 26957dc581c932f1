#!/usr/bin/env node
// Checks the checker: in each page of bad/ it has to find exactly the kinds of fault that the page names for itself, in those
// of good/ nothing; and a page that is too large, which nobody wants in the repository.
'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const { withBrowser } = require('./browser');
const { checkFile } = require('./page');

const pagesOf = (folder) => fs.readdirSync(path.join(__dirname, folder)).filter((name) => name.endsWith('.html')).sort()
	.map((name) => path.join(__dirname, folder, name));

function named(file, name) {
	const meta = fs.readFileSync(file, 'utf8').match(`<meta name="${name}" content="([^"]*)">`);
	return meta ? meta[1] : '';
}

function tooLarge(folder) {
	const file = path.join(folder, 'too_large.html');
	const good = fs.readFileSync(path.join(__dirname, 'good', 'plain.html'), 'utf8');
	fs.writeFileSync(file, good.replace('<title>', '<meta name="expect" content="size"><title>')
		.replace('</main>', `${'<!-- filled up -->\n'.repeat(90000)}</main>`));
	return file;
}

async function main() {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'git-lead-web.'));
	const wanted = process.argv[2];
	const files = [...pagesOf('bad'), ...pagesOf('good'), tooLarge(folder)].filter((file) => !wanted || file.includes(wanted));
	const total = files.length;
	let failed = 0;
	await withBrowser(async (browser) => {
		const next = async () => {
			for (let file = files.shift(); file; file = files.shift()) {
				const { found } = await checkFile(browser, file, named(file, 'on'));
				const kinds = [...new Set(found.map(([kind]) => kind))].sort().join(' ');
				const isRight = kinds === named(file, 'expect').split(' ').sort().join(' ');
				failed += isRight ? 0 : 1;
				console.log(`${isRight ? 'ok' : 'not ok'} ${path.basename(file)}: ${kinds || 'nothing found'}`);
				if (!isRight)
					found.forEach((one) => console.log(`    ${one.join(': ')}`));
			}
		};
		await Promise.all([next(), next()]);
	});
	fs.rmSync(folder, { recursive: true });
	console.log(`web self-test: ${total} pages, ${failed} failed`);
	return failed ? 1 : 0;
}

main().then((code) => { process.exitCode = code; }, (error) => {
	console.error(error);
	process.exitCode = 2;
});
