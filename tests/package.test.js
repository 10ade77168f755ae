// The package as others get it: files, exports, one tag, one module, the command for many files.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { startChromium } from '../www/tools/browsers.js';
import { integrity } from '../www/tools/offline.js';
import { serve } from '../www/tools/serve.js';
import { root } from '../www/tools/shell.js';
import { articles } from './articles.js';

const packed = /** @type {{ files: { path: string }[] }[]} */ (
  JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root, encoding: 'utf8' }))
)[0].files.map(({ path }) => path);
const folder = mkdtempSync(join(tmpdir(), 'wortlaut-'));
after(() => rmSync(folder, { recursive: true }));

test('npm pack takes what is published and nothing else', () => {
  const unwanted = packed.filter((path) => !/^(dist\/|package\.json$|README\.md$|CHANGELOG\.md$|LICENSE-)/.test(path));
  assert.deepEqual(unwanted, []);
  const described = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const targets = [...Object.values(described.exports).flatMap((target) => (typeof target === 'string' ? target : Object.values(target))), ...Object.values(described.bin), described.customElements, ...described.sideEffects.filter((/** @type {string} */ path) => path.startsWith('./dist/') && !path.includes('*'))];
  for (const target of targets) assert(packed.includes(target.replace('./', '')), `${target} is not in the package`);
  for (const target of Object.values(described.exports).filter((target) => typeof target === 'object')) assert.equal(Object.keys(target)[0], 'types', 'types come with every module, and first');
  assert.deepEqual(['.', './element', './worker', './wasm', './style.css', './inline'].filter((name) => !described.exports[name]), []);
});

describe('installed in a project', () => {
  before(() => {
    const home = join(folder, 'node_modules/wortlaut');
    for (const path of packed) {
      mkdirSync(join(home, path, '..'), { recursive: true });
      cpSync(join(root, path), join(home, path));
    }
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  });

  /** @param {string} source */
  const node = (source) => {
    writeFileSync(join(folder, 'index.js'), source);
    return execFileSync(process.execPath, ['index.js'], { cwd: folder, encoding: 'utf8' }).trim();
  };

  test('analyses in Node, without a DOM, on this thread and on another', () => {
    assert.equal(node(`
      import { createReader } from 'wortlaut';
      for (const worker of [false, true]) {
        const reader = createReader({ worker });
        console.log((await reader.analyse('„Gut“, sagte Anna Muster.')).schema, reader.mode, reader.notices.length);
      }`), '1 page 0\n1 worker 0');
  });

  test('the element and the single module can be imported on a server', () => {
    assert.equal(node(`
      import 'wortlaut/element';
      import { createReader } from 'wortlaut/inline';
      console.log((await createReader().analyse('„Gut“, sagte Anna Muster.')).schema);`), '1');
  });

  test('types are there', () => {
    writeFileSync(join(folder, 'index.ts'), `
      import { createReader, type WortlautError } from 'wortlaut';
      const { quotes } = await createReader({ language: 'en' }).analyse('Gut.', { keep: [{ start: 0, end: 1 }] });
      const names: string[] = quotes.map(({ type, speaker }) => \`\${type} \${speaker?.how}\`);
      // @ts-expect-error: no such option
      createReader({ wurm: 1 });
      export { names, type WortlautError };`);
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--lib', 'es2024,dom', '--skipLibCheck', 'false', 'index.ts'];
    const { status, stdout } = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), ...options], { cwd: folder, encoding: 'utf8' });
    assert.equal(status, 0, stdout);
  });
});

describe('the command', () => {
  /** @param {string[]} words */
  const wortlaut = (...words) => spawnSync(process.execPath, [join(root, 'dist/cli.js'), ...words], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const files = ['sport', 'politik', 'gericht'].map((name) => join(root, `tests/articles/${name}.txt`));

  test('writes a line an article, equal to the interface', async () => {
    const { createReader } = await import('../www/api.js');
    const reader = createReader();
    const { status, stdout } = wortlaut('analyse', ...files);
    assert.equal(status, 0);
    const lines = stdout.trim().split('\n').map((line) => JSON.parse(line));
    assert.deepEqual(lines.map(({ file }) => file).sort(), [...files].sort());
    for (const { file, analysis } of lines) assert.deepEqual(analysis, await reader.analyse(readFileSync(file, 'utf8')));
  });

  for (const format of ['jsonl', 'csv']) {
    test(`${format}: goes on where it was stopped`, () => {
      const output = join(folder, `out.${format}`);
      assert.equal(wortlaut('analyse', files[0], '--format', format, '--output', output).status, 0);
      const first = readFileSync(output);
      assert.equal(wortlaut('analyse', ...files, '--workers', '1', '--format', format, '--output', output).status, 0);
      const all = readFileSync(output);
      assert(all.subarray(0, first.length).equals(first), 'what was there stays');
      // a run that was killed in the middle of a line, or in CSV between the lines of an article
      const lines = [all.length - 5, ...(format === 'csv' ? [all.lastIndexOf('\n', all.length - 2) + 1, all.indexOf('\n') + 1, 20] : [3])];
      for (const length of lines) {
        truncateSync(output, length);
        assert.equal(wortlaut('analyse', ...files, '--workers', '1', '--format', format, '--output', output).status, 0);
        assert.equal(readFileSync(output, 'utf8'), all.toString(), `cut at ${length}`);
      }
    });
  }

  test('a file that could not be read is tried again', () => {
    const [late, output] = [join(folder, 'late.txt'), join(folder, 'late.jsonl')];
    assert.equal(wortlaut('analyse', late, '--output', output).status, 1);
    cpSync(files[0], late);
    assert.equal(wortlaut('analyse', late, '--output', output).status, 0);
    const [failure, read] = readFileSync(output, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
    assert.equal(failure.error, 'ENOENT');
    assert(read.analysis.quotes.length > 0);
  });

  test('waits for a slow reader, and ends where nobody reads on', () => {
    const many = Array.from({ length: 60 }, () => files).flat().join(' ');
    const shell = (/** @type {string} */ rest) => spawnSync('bash', ['-o', 'pipefail', '-c', `${process.execPath} dist/cli.js analyse ${many} ${rest}`], { cwd: root, encoding: 'utf8' });
    const slow = shell('| (sleep 1; wc -l)');
    assert.deepEqual([slow.status, slow.stdout.trim()], [0, '180'], slow.stderr);
    const enough = shell('| head -n 1 | wc -l');
    assert.deepEqual([enough.status, enough.stdout.trim(), enough.stderr], [0, '1', '']);
  });

  const script = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux');
  test('shows on a terminal how far it is, and nowhere else', { skip: script ? false : 'the program script is not installed' }, () => {
    const command = ['analyse', ...files, '--workers', '1', '--output', '/dev/null'];
    const { status, stdout } = spawnSync('script', ['-qec', [process.execPath, join(root, 'dist/cli.js'), ...command].join(' '), '/dev/null'], { encoding: 'utf8' });
    assert.equal(status, 0, stdout);
    assert.deepEqual(stdout.trim().split('\r').map((bar) => bar.trim()).filter(Boolean), [`${'█'.repeat(10)}${'░'.repeat(20)} 1/3`, `${'█'.repeat(20)}${'░'.repeat(10)} 2/3`, `${'█'.repeat(30)} 3/3`]);
    assert.equal(wortlaut(...command).stderr, '');
  });

  test('says what it could not read, and how it is used', () => {
    const { status, stdout, stderr } = wortlaut('analyse', join(folder, 'nowhere.txt'));
    assert.equal(status, 1);
    assert.equal(JSON.parse(stdout).error, 'ENOENT');
    assert.match(stderr, /nowhere\.txt/);
    assert.equal(wortlaut('read').status, 2);
    assert.match(wortlaut('analyse', '--nonsense').stderr, /usage/);
  });
});

describe('in a browser', () => {
  /** @type {import('playwright-core').Browser} */
  let browser;
  before(async () => { browser = await startChromium(); });
  after(() => browser.close());

  test('one tag: nothing but the loader is fetched until the element is in view', { timeout: 30_000 }, async (context) => {
    const paragraphs = articles.politik.trim().split('\n\n').map((words) => `<p>${words}</p>`).join('');
    /** @type {string[]} */
    const requests = [];
    const server = await serve(join(root, 'dist'), {
      onrequest: (path) => requests.push(path),
      answer: (path) => (path === '/' ? {
        body: `<!doctype html><html lang="de"><meta charset="utf-8"><title>Artikel</title><link rel="icon" href="icon.svg">
<script type="module" src="wortlaut.js" integrity="${integrity(join(root, 'dist/wortlaut.js'))}"></script>
<p>Oben</p>${'<br>'.repeat(300)}<article id="article">${paragraphs}</article><wortlaut-reader for="article"></wortlaut-reader>`,
      } : undefined),
    });
    context.after(() => server.close());
    const page = await browser.newPage();
    /** @type {string[]} */
    const problems = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    await page.goto(server.url, { waitUntil: 'networkidle' });
    assert.deepEqual(requests.filter((path) => /\.(js|css|wasm|bin)$/.test(path)), ['/wortlaut.js']);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await page.waitForFunction(() => document.querySelectorAll('#article mark').length > 0);
    assert(requests.includes('/wasm/wortlaut.wasm') && requests.includes('/wasm/models.bin'));
    assert.deepEqual(problems, []);
    await page.close();
  });

  test('the single module works from a file, with no request at all', { timeout: 60_000 }, async () => {
    const file = join(folder, 'single.html');
    const script = readFileSync(join(root, 'dist/inline.js'), 'utf8').replaceAll('</script', '<\\/script');
    writeFileSync(file, `<!doctype html><html lang="de"><meta charset="utf-8"><title>Artikel</title>
<article id="article"><p>„Das ist gut“, sagte Anna Muster am Montag in Köln. Die Stadt werde nun bauen.</p></article>
<wortlaut-reader for="article"></wortlaut-reader><script type="module">${script}</script>`);
    const page = await browser.newPage();
    /** @type {string[]} */
    const requests = [];
    page.on('request', (request) => requests.push(request.url().slice(0, 80)));
    await page.goto(pathToFileURL(file).href);
    await page.waitForFunction(() => document.querySelectorAll('#article mark').length > 0);
    assert.deepEqual(requests.filter((url) => !/^(file:.*single\.html|data:|blob:)/.test(url)), []);
    await page.close();
  });
});
