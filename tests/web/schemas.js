#!/usr/bin/env node
// Holds JSON against its schema: node schemas.js <kind> <file>… where the kind is sarif (the public schema of 2.1.0, from a package of
// a maker of SARIF tools), gitlab (ours), check or report (those that are installed). Besides, what a schema cannot say and the forges
// ask for. A line for each fault; exit status 0 only if there is none.
'use strict';
const fs = require('fs');
const path = require('path');

const modules = path.join(__dirname, '..', '..', 'build', 'web', 'node_modules');
const load = (name) => require(path.join(modules, name));
const schemaAt = (...parts) => JSON.parse(fs.readFileSync(path.join(...parts), 'utf8'));
const render = path.join(__dirname, '..', '..', 'cmd', 'render');

function modern(schema) {
	const Ajv = load('ajv/dist/2020').default;
	return new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);
}

// An older draft, with a pattern that is none of the newer kind.
function sarifValidator() {
	const Ajv = load('ajv-draft-04').default;
	const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
	load('ajv-formats').default(ajv);
	return ajv.compile(schemaAt(modules, '@microsoft', 'jest-sarif', 'lib', 'schemas', 'sarif-2.1.0-rtm.5.json'));
}

function sameTwice(values, what) {
	return values.filter((value, i) => values.indexOf(value) !== i).map((value) => `${what} '${value}' stands twice`);
}

function resultFaults(result, rules, where) {
	const found = [];
	const location = ((result.locations || [])[0] || {}).physicalLocation || {};
	const region = location.region || {};
	if (!rules[result.ruleIndex] || rules[result.ruleIndex].id !== result.ruleId)
		found.push(`${where}: its rule is not at ruleIndex`);
	if ((result.kind || 'fail') !== 'fail' && result.level !== 'none')
		found.push(`${where}: only what fails has a level`);
	if ((result.locations || []).length < 1 || (result.locations || []).length > 10)
		found.push(`${where}: one place is asked for`);
	if (!/^[A-Za-z0-9._~%/-]+$/.test((location.artifactLocation || {}).uri || '') || location.artifactLocation.uri.startsWith('/'))
		found.push(`${where}: no relative reference`);
	for (const name of ['startLine', 'startColumn', 'endLine', 'endColumn']) {
		if (!(region[name] >= 1))
			found.push(`${where}: no ${name}`);
	}
	if (!result.partialFingerprints || !result.partialFingerprints.primaryLocationLineHash)
		found.push(`${where}: no primaryLocationLineHash`);
	if (!result.message.text)
		found.push(`${where}: an empty message`);
	return found;
}

// What GitHub's page on SARIF says it needs, and its limits.
function sarifFaults(log) {
	const found = log.$schema ? [] : ['no $schema'];
	for (const run of log.runs) {
		const rules = run.tool.driver.rules || [];
		const results = run.results || [];
		found.push(...sameTwice(rules.map((rule) => rule.id), 'rule'));
		found.push(...sameTwice(results.map((result) => (result.partialFingerprints || {})['gitLead/v1']), 'fingerprint'));
		for (const rule of rules) {
			for (const name of ['shortDescription', 'fullDescription', 'help']) {
				const text = (rule[name] || {}).text || '';
				if (!text || (name !== 'help' && text.length > 1024))
					found.push(`rule ${rule.id}: ${name} is missing or too long`);
			}
		}
		if (results.length > 25000)
			found.push('more than 25000 results');
		results.forEach((result, i) => found.push(...resultFaults(result, rules, `result ${i}`)));
		if (run.versionControlProvenance && /:\/\/[^/]*@/.test(JSON.stringify(run.versionControlProvenance)))
			found.push('an address with a name in it');
	}
	return found;
}

const kinds = {
	sarif: { make: sarifValidator, more: sarifFaults },
	gitlab: {
		make: () => modern(schemaAt(__dirname, 'gitlab_report.schema.json')),
		more: (report) => sameTwice(report.map((entry) => entry.fingerprint), 'fingerprint'),
	},
	check: { make: () => modern(schemaAt(render, 'check.schema.json')), more: () => [] },
	report: { make: () => modern(schemaAt(render, 'report.schema.json')), more: () => [] },
};

function faultsOf(kind, text) {
	const { make, more } = kinds[kind];
	const value = JSON.parse(text);
	kinds[kind].validate = kinds[kind].validate || make();
	if (!kinds[kind].validate(value))
		return kinds[kind].validate.errors.map((error) => `${error.instancePath || '/'} ${error.message}`);
	return more(value);
}

function main(kind, files) {
	if (!kinds[kind] || files.length === 0)
		throw new Error('usage: schemas.js sarif|gitlab|check|report <file>…');
	let failed = 0;
	for (const file of files) {
		const found = faultsOf(kind, fs.readFileSync(file, 'utf8'));
		console.log(`${found.length ? 'not ok' : 'ok'} ${kind}: ${path.basename(file)}`);
		found.slice(0, 20).forEach((fault) => console.log(`    ${fault}`));
		failed += found.length ? 1 : 0;
	}
	return failed ? 1 : 0;
}

module.exports = { faultsOf };
if (require.main === module)
	process.exitCode = main(process.argv[2], process.argv.slice(3));
