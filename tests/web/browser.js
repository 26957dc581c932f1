// Starts Chromium without a network and opens pages in it. What is needed of npm lies in build/web (see run.sh).
'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const { createRequire } = require('module');
const { pathToFileURL } = require('url');

const modules = createRequire(path.join(__dirname, '..', '..', 'build', 'web', 'package.json'));
const { chromium } = modules('playwright-core');
const axeSource = modules('axe-core').source;

const WIDTHS = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 900 } };

function program() {
	const names = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
	const found = names.find((name) => name && fs.existsSync(name));
	if (!found)
		throw new Error('no Chromium found; CHROMIUM=<path> names one');
	return found;
}

// Runs work(browser) with a browser of its own, in a home of its own that goes with it.
async function withBrowser(work) {
	const home = fs.mkdtempSync(path.join(os.tmpdir(), 'git-lead-web.'));
	const browser = await chromium.launch({
		executablePath: program(),
		headless: true,
		env: { ...process.env, HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home },
		args: [
			'--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update',
			'--disable-sync', '--disable-dev-shm-usage', '--host-resolver-rules=MAP * ~NOTFOUND', '--lang=en',
		],
	});
	try {
		return await work(browser);
	} finally {
		await browser.close();
		fs.rmSync(home, { recursive: true, force: true });
	}
}

// Opens the file and hands the page to work. report(kind, words) hears of everything that ran, was said or was asked for.
async function withPage(browser, file, how, report, work) {
	const context = await browser.newContext({ viewport: how.viewport, colorScheme: how.scheme, reducedMotion: 'reduce' });
	const address = pathToFileURL(path.resolve(file)).href;
	let asked = 0;
	try {
		const page = await context.newPage();
		page.on('console', (message) => report('console', `${message.type()}: ${message.text()}`));
		page.on('pageerror', (error) => report('script', `threw: ${error.message}`));
		page.on('dialog', (dialog) => {
			report('script', `a dialog says: ${dialog.message()}`);
			dialog.dismiss().catch(() => undefined);
		});
		page.on('popup', () => report('script', 'a window was opened'));
		page.on('request', (request) => {
			if (request.url() !== address || ++asked > 1)
				report('loaded', request.url().slice(0, 200));
		});
		await page.goto(address, { waitUntil: 'load', timeout: 60000 });
		if (how.media)
			await page.emulateMedia({ media: how.media, colorScheme: how.scheme });
		return await work(page);
	} finally {
		await context.close();
	}
}

module.exports = { WIDTHS, axeSource, withBrowser, withPage };
