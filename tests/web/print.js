// Where the pages break on paper. Each box that has to stay whole gets a link at its top and one at its bottom; Chromium
// writes links into the PDF by page, so that the file itself tells whether both ends came to lie on one sheet.
'use strict';

/* global document */

const MARK = 'https://mark.invalid/';

function addMarks(prefix) {
	const names = [];
	const mark = (box, number, end) => {
		const link = document.createElement('a');
		link.href = `${prefix}${number}/${end}`;
		link.textContent = '\u00a0';
		link.style.cssText = `position:absolute;${end}:0;left:0;width:3px;height:3px;margin:0;padding:0;overflow:hidden;border:0`;
		box.append(link);
	};
	const say = (element, what) => {
		names.push(`${what} ${JSON.stringify(element.textContent.trim().replace(/\s+/g, ' ').slice(0, 50))}`);
		return names.length - 1;
	};
	const relative = (element) => {
		if (element.style.position !== 'absolute')
			element.style.position = 'relative';
	};
	for (const row of document.querySelectorAll('tr')) {
		const cell = row.lastElementChild;
		if (!cell || !row.checkVisibility())
			continue;
		const number = say(row, 'row');
		relative(row);
		mark(cell, number, 'top');
		mark(cell, number, 'bottom');
	}
	for (const box of document.querySelectorAll('figure, svg')) {
		if (!box.checkVisibility() || box.parentElement.closest('svg') || (box.tagName === 'svg' && box.closest('figure, tr')))
			continue;
		// A figure that holds a long table may break between rows: its drawing and its caption may not.
		const parts = box.tagName === 'figure' && box.querySelector('table') ? [...box.querySelectorAll('svg, figcaption')] : [box];
		for (const part of parts) {
			const number = say(part, box.tagName === 'svg' || part.tagName === 'svg' ? 'drawing' : 'figure');
			let frame = part;
			if (part.tagName === 'svg') {
				frame = document.createElement('span');
				frame.style.display = getComputedStyle(part).display === 'inline' ? 'inline-block' : 'block';
				part.replaceWith(frame);
				frame.append(part);
			}
			relative(frame);
			mark(frame, number, 'top');
			mark(frame, number, 'bottom');
		}
	}
	for (const heading of document.querySelectorAll('h1, h2, h3, h4')) {
		const after = heading.nextElementSibling;
		const next = after && after.tagName === 'DETAILS' ? after.querySelector('summary') : after;
		if (!next || !heading.checkVisibility() || !next.checkVisibility() || next.matches('table, svg'))
			continue;
		const number = say(heading, 'heading before what it heads:');
		relative(heading);
		relative(next);
		mark(heading, number, 'bottom');
		mark(next, number, 'top');
	}
	return names;
}

const references = (body, list) => ((body.match(list) || [])[1] || '').match(/\d+(?= 0 R)/g) || [];

// The leaves of the tree of pages, in their order.
function kidsOf(text, number) {
	const body = text.match(new RegExp(`(?:^|\\n)${number} 0 obj\\n([\\s\\S]*?)\\nendobj`))[1];
	const kids = references(body, /\/Kids \[([^\]]*)\]/);
	return kids.length ? kids.flatMap((kid) => kidsOf(text, kid)) : [number];
}

// Pages of a PDF as lists of the addresses linked on them.
function linksByPage(pdf) {
	const text = pdf.toString('latin1');
	const addresses = new Map();
	const pages = new Map();
	let root = '';
	for (const [, number, body] of text.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
		const uri = body.match(/\/URI \((https:\/\/mark\.invalid\/[^)]*)\)/);
		if (uri)
			addresses.set(number, uri[1]);
		if (/\/Type \/Page\b(?!s)/.test(body))
			pages.set(number, { annots: references(body, /\/Annots \[([^\]]*)\]/) });
		else if (/\/Type \/Pages/.test(body) && !/\/Parent /.test(body))
			root = number;
	}
	const ordered = kidsOf(text, root).map((number) => pages.get(number)).filter(Boolean);
	return ordered.map((page) => page.annots.map((annot) => addresses.get(annot)).filter(Boolean));
}

// Prints the page in each format: { <format>: { found: what was cut, sheets: how many there are } }. The page is of no other use after.
async function paper(page, formats) {
	const names = await page.evaluate(addMarks, MARK);
	const printed = {};
	for (const format of formats) {
		const pages = linksByPage(await page.pdf({ format, printBackground: true }));
		const at = new Map();
		pages.forEach((links, sheet) => links.forEach((link) => at.has(link) || at.set(link, sheet + 1)));
		const found = [];
		names.forEach((name, number) => {
			const [top, bottom] = ['top', 'bottom'].map((end) => at.get(`${MARK}${number}/${end}`));
			if (top === undefined || bottom === undefined)
				found.push(['off-paper', `${name} is not whole on the paper`]);
			else if (top !== bottom)
				found.push(['cut', `${name}: sheets ${Math.min(top, bottom)} and ${Math.max(top, bottom)}`]);
		});
		printed[format] = { found, sheets: pages.length };
	}
	return printed;
}

module.exports = { paper };
