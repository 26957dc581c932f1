#!/usr/bin/env node
// Checks schemas.js: of each kind a good document has no fault, and each of these has some once one thing of it is spoiled.
'use strict';
const fs = require('fs');
const path = require('path');
const { faultsOf } = require('./schemas');

const golden = (name) => fs.readFileSync(path.join(__dirname, '..', 'golden', name), 'utf8');
const firstResult = (log) => log.runs[0].results[0];

const spoiled = {
	sarif: ['check_mixed.sarif', {
		'another version': (log) => { log.version = '2.0.0'; },
		'no tool': (log) => { delete log.runs[0].tool; },
		'a key that is none': (log) => { log.runs[0].colour = 'red'; },
		'a level that is none': (log) => { firstResult(log).level = 'bad'; },
		'no message': (log) => { delete firstResult(log).message; },
		'a line before the first': (log) => { firstResult(log).locations[0].physicalLocation.region.startLine = 0; },
		'no success said': (log) => { delete log.runs[0].invocations[0].executionSuccessful; },
		'a space in a reference': (log) => { firstResult(log).locations[0].physicalLocation.artifactLocation.uri = 'a b'; },
		'an absolute path': (log) => { firstResult(log).locations[0].physicalLocation.artifactLocation.uri = '/a'; },
		'another rule': (log) => { firstResult(log).ruleIndex = 5; },
		'a level of what is open': (log) => { log.runs[0].results.find((one) => one.kind === 'open').level = 'error'; },
		'no fingerprint': (log) => { delete firstResult(log).partialFingerprints.primaryLocationLineHash; },
		'no place': (log) => { firstResult(log).locations = []; },
		'a rule without words': (log) => { log.runs[0].tool.driver.rules[0].fullDescription.text = ''; },
		'a fingerprint of two': (log) => {
			log.runs[0].results[1].partialFingerprints = firstResult(log).partialFingerprints;
		},
	}],
	gitlab: ['check_mixed.gitlab.json', {
		'a severity that is none': (report) => { report[0].severity = 'warning'; },
		'no fingerprint': (report) => { delete report[0].fingerprint; },
		'a fingerprint of two': (report) => { report[1].fingerprint = report[0].fingerprint; },
		'a path from the root': (report) => { report[0].location.path = '/src/a.c'; },
		'no line': (report) => { delete report[0].location.lines.begin; },
		'line zero': (report) => { report[0].location.lines.begin = 0; },
		'an empty sentence': (report) => { report[0].description = ''; },
	}],
	check: ['check_mixed.json', {
		'a key more': (check) => { check.colour = 'red'; },
		'a key less': (check) => { delete check.results[0].fingerprint; },
		'an outcome that is none': (check) => { check.results[0].outcome = 'bad'; },
		'an exit code that is none': (check) => { check.status = 2; },
		'a number in words': (check) => { check.changes[0].lines = '84'; },
	}],
	report: ['render_report_trailers.json', {
		'a key less': (report) => { delete report.coverage; },
		'a key more': (report) => { report.path = '/a'; },
	}],
};

let total = 0;
let failed = 0;
function say(isRight, words) {
	total++;
	failed += isRight ? 0 : 1;
	console.log(`${isRight ? 'ok' : 'not ok'} ${words}`);
}

for (const [kind, [name, spoilers]] of Object.entries(spoiled)) {
	const text = golden(name);
	const found = faultsOf(kind, text);
	say(found.length === 0, `${kind}: ${name} has no fault${found.length ? `: ${found[0]}` : ''}`);
	for (const [words, spoil] of Object.entries(spoilers)) {
		const value = JSON.parse(text);
		spoil(value);
		say(faultsOf(kind, JSON.stringify(value)).length > 0, `${kind}: ${words} is found`);
	}
}
console.log(`schemas self-test: ${total} documents, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
