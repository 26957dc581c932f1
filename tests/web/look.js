// Writes what look.sh promises: phone.png, desk.png, dark.png of the whole page in pieces of at most 4000 pixels, print-*.pdf.
'use strict';
const path = require('path');
const { WIDTHS, withBrowser, withPage } = require('./browser');

/* global document */

const PIECE = 4000;
const VIEWS = [['phone', WIDTHS.phone, 'light'], ['desk', WIDTHS.desk, 'light'], ['dark', WIDTHS.desk, 'dark']];

async function pieces(page, viewport, base) {
	const height = await page.evaluate(() => document.documentElement.scrollHeight);
	for (let top = 0, number = 1; top < height; top += PIECE, number++) {
		const clip = { x: 0, y: top, width: viewport.width, height: Math.min(PIECE, height - top) };
		await page.screenshot({ path: `${base}-${String(number).padStart(2, '0')}.png`, fullPage: true, clip });
	}
}

const [file, folder] = process.argv.slice(2);
const say = (kind, words) => console.log(`${kind}: ${words}`);

withBrowser(async (browser) => {
	for (const [name, viewport, scheme] of VIEWS)
		await withPage(browser, file, { viewport, scheme }, say, (page) => pieces(page, viewport, path.join(folder, name)));
	await withPage(browser, file, { viewport: WIDTHS.desk, scheme: 'light', media: 'print' }, say, async (page) => {
		for (const format of ['A4', 'Letter'])
			await page.pdf({ path: path.join(folder, `print-${format}.pdf`), format, printBackground: true });
	});
}).catch((error) => {
	console.error(`look.js: ${error.message}`);
	process.exitCode = 2;
});
