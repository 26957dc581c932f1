// The files of docs/ci for GitHub against the published schemas of workflows and actions, as @action-validator/core has them. A
// file that is spoilt on purpose has to be found first. Forgejo's file is held against the same schema, which it follows; GitLab
// publishes none that runs offline.
'use strict';

const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..', '..');
const validator = require(path.join(root, 'build/web/node_modules/@action-validator/core'));
const folder = path.join(root, 'docs/ci');

function errorsOf(file, text) {
	const isAction = path.basename(file) === 'action.yml';
	const state = isAction ? validator.validateAction(text) : validator.validateWorkflow(text);

	return state.errors.map((error) => `${error.title}: ${error.detail || ''} ${error.path || ''}`);
}

const files = ['github', 'forgejo'].flatMap((name) =>
	fs
		.readdirSync(path.join(folder, name))
		.filter((file) => file.endsWith('.yml'))
		.sort()
		.map((file) => path.join(folder, name, file)),
);
let failures = 0;

function complain(words) {
	console.log(words);
	failures++;
}

for (const file of files) {
	const text = fs.readFileSync(file, 'utf8');

	for (const error of errorsOf(file, text)) {
		complain(`${path.relative(root, file)}: ${error}`);
	}
	for (const [whole, spoilt] of [
		[/^(jobs|runs):/m, 'jobz:'],
		[/^ +contents: (read|write)/m, '      contents: reads'],
	]) {
		if (whole.test(text) && errorsOf(file, text.replace(whole, spoilt)).length === 0) {
			complain(`${path.relative(root, file)}: spoilt by '${spoilt.trim()}' it passes too`);
		}
	}
}
if (files.length < 5) {
	complain(`only ${files.length} files were found`);
}
console.log(`pipelines: ${files.length} files, ${failures} failures`);
process.exit(failures ? 1 : 0);
