// Everything that is checked of one HTML file: { found: [[kind, words, where]], said: what was measured }.
'use strict';
const { WIDTHS, axeSource, withPage } = require('./browser');
const { fileFound } = require('./files');
const { drawnColours, lookAt } = require('./layout');
const { paper } = require('./print');
const { keyboard, structure } = require('./structure');

/* global document, window */

// Where things stand is the same in both: they differ in colours alone, and that is what is asked of them.
const SCHEMES = ['light', 'dark'];
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
// What printers leave of A4 and of Letter, with wide margins.
const SHEETS = { A4: { width: 642, height: 971 }, Letter: { width: 664, height: 904 } };

// Colours are the same at every width and the slowest to judge: they are asked for apart.
const CONTRAST = ['color-contrast'];

async function axe(page, isOnlyColours) {
	const violations = await page.evaluate(async ([tags, colours, isOnly]) => {
		const off = Object.fromEntries(colours.map((rule) => [rule, { enabled: false }]));
		const which = isOnly ? { runOnly: { type: 'rule', values: colours } } : { runOnly: { type: 'tag', values: tags }, rules: off };
		const result = await window.axe.run(document, { ...which, resultTypes: ['violations'], preload: false });
		return result.violations.map(({ id, help, nodes }) => {
			const [reason] = [...nodes[0].any, ...nodes[0].all, ...nodes[0].none];
			return [id, `${help}: ${nodes.length} times, first ${nodes[0].html.slice(0, 90)} ${reason ? reason.message : ''}`];
		});
	}, [AXE_TAGS, CONTRAST, isOnlyColours]);
	return violations.map(([id, words]) => [`axe:${id}`, words]);
}

// Opens what is closed, or closes it again; how many there are.
const turn = (page, open) => page.evaluate((isOpen) => {
	window.checkClosed = window.checkClosed || [...document.querySelectorAll('details:not([open])')];
	window.checkClosed.forEach((element) => { element.open = isOpen; });
	return window.checkClosed.length;
}, open);

async function onScreen(page, note) {
	// Tab starts at the top of an untouched page.
	note('keyboard', await keyboard(page));
	note('page', await structure(page));
	await page.evaluate(axeSource);
	for (const [name, viewport] of Object.entries(WIDTHS)) {
		await page.setViewportSize(viewport);
		note(`${name} closed`, await lookAt(page, false));
		if (await turn(page, true) > 0)
			note(`${name} opened`, await lookAt(page, false));
		note(`${name} opened`, await axe(page, false));
		await turn(page, false);
	}
	await turn(page, true);
	for (const scheme of SCHEMES) {
		await page.emulateMedia({ colorScheme: scheme });
		note(`${scheme} opened`, [...await drawnColours(page), ...await axe(page, true)]);
	}
	// What runs late has had its time by now.
	note('page', await structure(page));
}

async function onPaper(page, note) {
	for (const [format, viewport] of Object.entries(SHEETS)) {
		await page.setViewportSize(viewport);
		note(format, await lookAt(page, true));
	}
	for (const scheme of SCHEMES) {
		await page.emulateMedia({ media: 'print', colorScheme: scheme });
		note(`paper ${scheme}`, await drawnColours(page));
	}
	const printed = await paper(page, Object.keys(SHEETS));
	Object.entries(printed).forEach(([format, { found }]) => note(format, found));
	return Object.entries(printed).map(([format, { sheets }]) => `${sheets} sheets of ${format}`);
}

// on: 'screen' or 'paper' leaves the other out.
async function checkFile(browser, file, on = '') {
	const found = [];
	const note = (where, list) => list.forEach(([kind, words]) => found.push([kind, words, where]));
	const open = (where, media, work) => withPage(browser, file, { viewport: WIDTHS.desk, scheme: 'light', media },
		(kind, words) => note(where, [[kind, words]]), (page) => work(page, note));
	note('file', fileFound(file));
	if (on !== 'paper')
		await open('screen', undefined, onScreen);
	const said = on === 'screen' ? [] : await open('print', 'print', onPaper);
	return { found, said: said.join(', ') };
}

module.exports = { checkFile };
