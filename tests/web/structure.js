// What a page is made of, whatever it looks like: nothing active in it, landmarks, headings, names of drawings; and that the
// keyboard reaches everything. The inner functions run inside the page and return lists of [kind, words].
'use strict';

/* global document, window, getComputedStyle */

function active() {
	const found = [];
	const banned = 'script, iframe, frame, object, embed, applet, link[rel~=stylesheet], base, form, audio, video, portal, ' +
		'meta[http-equiv=refresh], foreignObject, animate, set, img:not([src^="data:"]), image:not([href^="data:"])';
	for (const element of document.querySelectorAll(banned))
		found.push(['active', element.outerHTML.slice(0, 80)]);
	for (const element of document.querySelectorAll('*')) {
		for (const { name, value } of element.attributes) {
			if (/^on/i.test(name))
				found.push(['active', `${name}=${value.slice(0, 60)}`]);
			if (/^(?:xlink:)?href$|^src$|^action$|^formaction$/i.test(name) && !/^(?:https?:\/\/|mailto:|#|data:image\/)/i.test(value))
				found.push(['link', `${name}=${value.slice(0, 60)}`]);
			if (name === 'style' && /url\(\s*["']?(?!#|data:)|expression\(/i.test(value))
				found.push(['active', `style=${value.slice(0, 60)}`]);
		}
	}
	for (const sheet of document.querySelectorAll('style')) {
		if (/@import|url\(\s*["']?(?!#|data:)/i.test(sheet.textContent))
			found.push(['active', 'a style sheet that loads something']);
	}
	if (window.__ran !== undefined)
		found.push(['script', 'window.__ran is set']);
	return found;
}

function outline() {
	const found = [];
	const count = (selector) => document.querySelectorAll(selector).length;
	if (count('main, [role=main]') !== 1)
		found.push(['landmark', `${count('main, [role=main]')} main landmarks`]);
	if (count('h1') !== 1)
		found.push(['heading', `${count('h1')} headings of the first level`]);
	if (!document.documentElement.lang)
		found.push(['landmark', 'no language is named']);
	let before = 0;
	for (const heading of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
		const level = Number(heading.tagName[1]);
		if (level > before + 1)
			found.push(['heading', `h${before} is followed by h${level} ${JSON.stringify(heading.textContent.trim().slice(0, 40))}`]);
		before = level;
	}
	const ids = new Set();
	for (const { id } of document.querySelectorAll('[id]')) {
		if (ids.has(id))
			found.push(['id', `#${id} stands twice`]);
		ids.add(id);
	}
	for (const link of document.querySelectorAll('a[href^="#"]')) {
		if (!document.getElementById(decodeURIComponent(link.hash.slice(1))))
			found.push(['link', `${link.hash} leads nowhere`]);
	}
	return found;
}

// A chart is an image with a name, or hidden from ears beside a table that says the same.
function drawings() {
	const found = [];
	for (const svg of document.querySelectorAll('svg')) {
		if (svg.parentElement.closest('svg'))
			continue;
		const label = (svg.getAttribute('aria-labelledby') || '').split(/\s+/).filter(Boolean)
			.map((id) => (document.getElementById(id) || { textContent: '' }).textContent).join(' ');
		const named = svg.getAttribute('role') === 'img' && (svg.getAttribute('aria-label') || label).trim();
		const around = svg.closest('table, figure') || svg.closest('section, article, main');
		const hidden = svg.closest('[aria-hidden=true]') && around && (around.tagName === 'TABLE' || around.querySelector('table'));
		if (!named && !hidden)
			found.push(['svg-name', `a drawing without a name or a table beside it: ${svg.outerHTML.slice(0, 70)}`]);
	}
	return found;
}

// Marks what Tab has to reach, and remembers where it comes by and whether that can be seen.
function watchFocus() {
	const look = (element) => {
		const s = getComputedStyle(element);
		return [s.outlineStyle, s.outlineStyle === 'none' ? '' : s.outlineWidth + s.outlineColor, s.boxShadow, s.backgroundColor,
			s.borderTopColor, s.borderTopWidth, s.textDecorationLine, s.textDecorationThickness].join('|');
	};
	const selector = 'a[href], area[href], button, input, select, textarea, summary, [tabindex], [contenteditable]';
	const wanted = [...document.querySelectorAll(selector)].filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.disabled);
	const watch = { wanted, reached: new Set(), unseen: new Set(), steps: 0 };
	const before = new Map(wanted.map((element) => [element, look(element)]));
	document.addEventListener('focusin', ({ target }) => {
		watch.steps++;
		watch.reached.add(target);
		const style = getComputedStyle(target);
		const isBare = style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 1;
		if (before.has(target) ? before.get(target) === look(target) : isBare)
			watch.unseen.add(target);
	});
	window.checkWatch = watch;
	return wanted.length;
}

function focusFound() {
	const { wanted, reached, unseen } = window.checkWatch;
	const name = (element) => element.outerHTML.replace(/\s+/g, ' ').slice(0, 70);
	return [
		...wanted.filter((element) => !reached.has(element)).map((element) => ['unreachable', name(element)]),
		...[...unseen].map((element) => ['focus', `cannot be seen on ${name(element)}`]),
	];
}

async function keyboard(page) {
	const wanted = await page.evaluate(watchFocus);
	for (let i = 0; i < wanted + 40; i++) {
		await page.keyboard.press('Tab');
		// Past the last place the focus leaves the page.
		if (i >= wanted && await page.evaluate(() => document.activeElement === document.body))
			break;
	}
	return page.evaluate(focusFound);
}

async function structure(page) {
	return [...await page.evaluate(active), ...await page.evaluate(outline), ...await page.evaluate(drawings)];
}

module.exports = { structure, keyboard };
