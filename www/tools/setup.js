// Makes the npm packages present that package-lock.json names.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fail, root, run } from './shell.js';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 16)) fail(`Node ${process.versions.node} is too old: install Node 20.16 or later.`);

const installed = join(root, 'node_modules/.package-lock.json');
if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(join(root, 'package-lock.json')).mtimeMs) {
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}
