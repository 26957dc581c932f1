// What can be seen to be wrong with a laid-out page. These functions run inside the page and return lists of [kind, words].
'use strict';

/* global document, window, getComputedStyle, NodeFilter */

// Every piece of text that can be seen, as boxes, and what its scrolling or clipping ancestors show of it. What is learnt of an
// element is kept, for there are thousands: the tools are made anew for each layout.
function pageTools() {
	const tools = {};
	const kept = (learn) => {
		const known = new Map();
		return (element) => {
			if (!known.has(element))
				known.set(element, learn(element));
			return known.get(element);
		};
	};
	const isTop = (element) => !element || element === document.body || element === document.documentElement;
	tools.words = (text) => JSON.stringify(text.trim().replace(/\s+/g, ' ').slice(0, 40));
	tools.place = (element) => {
		const near = element.closest('[id]');
		const id = near ? `#${near.id} ` : '';
		return `${id}<${element.tagName.toLowerCase()}>`;
	};
	// Text for screen readers alone is a pixel wide, or clipped or moved away until it is reached.
	tools.isForEars = kept((element) => {
		if (isTop(element))
			return false;
		const style = getComputedStyle(element);
		if (style.position === 'absolute' || style.position === 'fixed') {
			const box = element.getBoundingClientRect();
			if (style.clip === 'rect(0px, 0px, 0px, 0px)' || style.clip === 'rect(1px, 1px, 1px, 1px)' || style.clipPath === 'inset(50%)' ||
				(box.width <= 1 && box.height <= 1) || (element.matches('a[href^="#"]') && box.bottom + window.scrollY <= 0) ||
				(element.matches('a[href^="#"]') && box.right <= 0))
				return true;
		}
		return tools.isForEars(element.parentElement);
	});
	tools.isSeen = kept((element) => !tools.isForEars(element) &&
		element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true }));
	// What can be seen of what an element holds: null if all.
	const frame = kept((element) => {
		if (isTop(element))
			return null;
		const outer = frame(element.parentElement);
		const style = getComputedStyle(element);
		if (style.overflowX === 'visible' && style.overflowY === 'visible')
			return outer;
		if (element instanceof window.SVGElement && !(element instanceof window.SVGSVGElement))
			return outer;
		const own = element.getBoundingClientRect();
		return tools.cut(own, outer) || { left: 0, top: 0, right: 0, bottom: 0 };
	});
	tools.cut = (box, by) => {
		if (!by)
			return box;
		const part = {
			left: Math.max(box.left, by.left), top: Math.max(box.top, by.top),
			right: Math.min(box.right, by.right), bottom: Math.min(box.bottom, by.bottom),
		};
		return part.right > part.left && part.bottom > part.top ? part : null;
	};
	tools.shown = (element, box) => tools.cut(box, frame(element));
	tools.texts = () => {
		if (tools.found)
			return tools.found;
		tools.found = [];
		const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		for (let node = walker.nextNode(); node; node = walker.nextNode()) {
			const element = node.parentElement;
			if (!node.data.trim() || element.closest('script, style, title, desc, template') || !tools.isSeen(element))
				continue;
			const range = document.createRange();
			range.selectNodeContents(node);
			for (const box of range.getClientRects()) {
				if (box.width >= 1 && box.height >= 1)
					tools.found.push({ node, element, box, svg: element.closest('svg') });
			}
		}
		return tools.found;
	};
	return tools;
}

function sideways() {
	const page = document.scrollingElement;
	const found = [];
	if (page.scrollWidth > page.clientWidth)
		found.push(['sideways', `the page is ${page.scrollWidth} wide in a window of ${page.clientWidth}`]);
	return found;
}

// Text that its own box, the window or its drawing cuts off.
function clipped(isPaper) {
	const tools = window.checkTools;
	const found = [];
	const texts = tools.texts();
	for (const element of document.body.querySelectorAll('*')) {
		if (element instanceof window.SVGElement)
			continue;
		const style = getComputedStyle(element);
		const stops = (overflow) => overflow === 'hidden' || overflow === 'clip' || (isPaper && overflow !== 'visible');
		if (!stops(style.overflowX) && !stops(style.overflowY))
			continue;
		// Inline boxes have no size of their own here.
		if (element.clientWidth === 0 && element.clientHeight === 0 || !element.textContent.trim() || !tools.isSeen(element))
			continue;
		if ((stops(style.overflowX) && element.scrollWidth > element.clientWidth + 1) ||
			(stops(style.overflowY) && element.scrollHeight > element.clientHeight + 1))
			found.push(['clipped', `${tools.place(element)} ${tools.words(element.textContent)}`]);
	}
	for (const { node, element, box, svg } of texts) {
		if (svg) {
			const frame = svg.getBoundingClientRect();
			if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 2 || box.bottom > frame.bottom + 2)
				found.push(['svg-outside', `${tools.place(element)} ${tools.words(node.data)}`]);
		}
		const part = tools.shown(element, box);
		if (part && (part.left < -1 || part.right > document.documentElement.clientWidth + 1))
			found.push(['outside', `${tools.place(element)} ${tools.words(node.data)}`]);
	}
	return found;
}

// Text over text. A font's box is higher than its letters: a quarter of it at the top and at the bottom is air.
function overlapping() {
	const tools = window.checkTools;
	const boxes = [];
	for (const text of tools.texts()) {
		const air = text.box.height / 4;
		const part = tools.shown(text.element, {
			left: text.box.left + 0.5, right: text.box.right - 0.5, top: text.box.top + air, bottom: text.box.bottom - air,
		});
		if (part)
			boxes.push({ ...part, ...{ node: text.node, element: text.element, svg: text.svg } });
	}
	boxes.sort((a, b) => a.top - b.top);
	const found = [];
	for (let i = 0; i < boxes.length; i++) {
		for (let k = i + 1; k < boxes.length && boxes[k].top < boxes[i].bottom; k++) {
			const [a, b] = [boxes[i], boxes[k]];
			const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
			const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
			if (a.node !== b.node && across > 1 && down > 1)
				found.push([a.svg && b.svg ? 'svg-overlap' : 'overlap',
					`${tools.place(a.element)} ${tools.words(a.node.data)} and ${tools.words(b.node.data)}`]);
		}
	}
	return found;
}

// axe-core leaves text in drawings out: its fill against what is painted right below it.
function drawnContrast() {
	const tools = window.checkTools;
	const channels = (colour) => {
		const parts = colour.match(/^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/);
		return parts && { rgb: parts.slice(1, 4).map(Number), alpha: parts[4] === undefined ? 1 : Number(parts[4]) };
	};
	const light = ({ rgb }) => {
		const [r, g, b] = rgb.map((value) => value / 255).map((x) => (x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4));
		return 0.2126 * r + 0.7152 * g + 0.0722 * b;
	};
	const paint = (element) => {
		const style = getComputedStyle(element);
		const isShape = element instanceof window.SVGElement && !(element instanceof window.SVGSVGElement);
		const colour = channels(isShape ? style.fill : style.backgroundColor);
		return colour && colour.alpha * (isShape ? style.fillOpacity * style.opacity : 1) > 0.99 ? colour : null;
	};
	const drawn = new Map();
	for (const text of tools.texts().filter(({ svg }) => svg))
		drawn.set(text.svg, [...(drawn.get(text.svg) || []), text]);
	const found = [];
	for (const svg of drawn.keys()) {
		svg.scrollIntoView({ block: 'center', inline: 'center' });
		for (const { node, element } of drawn.get(svg)) {
			const range = document.createRange();
			range.selectNodeContents(node);
			const box = range.getBoundingClientRect();
			const below = document.elementsFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2)
				.filter((e) => !e.closest('text'));
			const ground = below.map(paint).find(Boolean) || channels(getComputedStyle(document.documentElement).backgroundColor);
			const ink = channels(getComputedStyle(element).fill);
			if (!ink || !ground || ground.alpha < 1)
				continue;
			const [a, b] = [light(ink), light(ground)].sort((x, y) => y - x);
			const ratio = (a + 0.05) / (b + 0.05);
			if (ratio < 4.5)
				found.push(['svg-contrast', `${tools.place(element)} ${tools.words(node.data)} ${ratio.toFixed(2)}:1`]);
		}
	}
	window.scrollTo(0, 0);
	return found;
}

const renew = (page) => page.evaluate(`window.checkTools = (${pageTools})()`);

// Everything about places, for the page as it is now.
async function lookAt(page, isPaper) {
	await renew(page);
	return [...await page.evaluate(sideways), ...await page.evaluate(clipped, isPaper), ...await page.evaluate(overlapping)];
}

async function drawnColours(page) {
	await renew(page);
	return page.evaluate(drawnContrast);
}

module.exports = { drawnColours, lookAt };
