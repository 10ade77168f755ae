// The packed package in a page of somebody else's: made by each bundler, and by none, below a path, under the strict policy.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { startChromium } from '../www/tools/browsers.js';
import { integrity } from '../www/tools/offline.js';
import { POLICY, serve } from '../www/tools/serve.js';
import { root } from '../www/tools/shell.js';

const source = join(root, 'tests/bundlers');
/** The project that is built: kept between runs, for its node_modules. */
const project = join(root, 'target/bundlers');
const site = mkdtempSync(join(tmpdir(), 'wortlaut-'));
const dist = join(project, 'node_modules/wortlaut/dist');

/** Installs the bundlers unless they are there, with the packed package beside them. @returns {string} why that failed, or '' */
function install() {
  const lock = readFileSync(join(source, 'package-lock.json'), 'utf8');
  const stamp = join(project, 'node_modules/.stamp');
  mkdirSync(project, { recursive: true });
  cpSync(source, project, { recursive: true });
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
    const { status, stderr } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--fetch-retries=0'], { cwd: project, encoding: 'utf8' });
    if (status !== 0) return `the bundlers cannot be installed: ${stderr.trim().split('\n')[0]}`;
    writeFileSync(stamp, lock);
  }
  return '';
}

/** Puts the package where npm would. */
function unpack() {
  const [{ filename }] = JSON.parse(execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', site], { cwd: root, encoding: 'utf8' }));
  const home = join(project, 'node_modules/wortlaut');
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  execFileSync('tar', ['xzf', join(site, filename), '--strip-components=1', '-C', home]);
}

const problem = install();
unpack();
after(() => rmSync(site, { recursive: true }));

/** What `new URL('…', import.meta.url)` names: to be copied where a bundler leaves that to the author. @param {string} to */
function copyFiles(to) {
  for (const file of ['worker.js', 'style.css', 'marks.css', 'wasm']) cpSync(join(dist, file), join(to, file), { recursive: true });
}

/** @param {string} tool @param {string[]} words */
const bin = (tool, ...words) => execFileSync(join(project, 'node_modules/.bin', tool), words, { cwd: project, encoding: 'utf8', stdio: 'pipe' });

/**
 * Turns a copy of the package into another version: other classes on the page, other messages to its worker, other bytes of wasm and models.
 * @param {string} folder
 */
function change(folder) {
  /** @type {[string, string][]} */
  const changes = [['wl-quote', 'wl-passage'], ['method:"start"', 'method:"begin"'], ['method==="start"', 'method==="begin"']];
  const files = readdirSync(folder).filter((name) => ['.js', '.css'].includes(extname(name))).map((name) => join(folder, name));
  for (const [old, other] of changes) {
    const found = files.filter((file) => readFileSync(file, 'utf8').includes(old));
    assert(found.length > 0, `${old} is in the package`);
    for (const file of found) writeFileSync(file, readFileSync(file, 'utf8').replaceAll(old, other));
  }
  // a section and a part that nobody asks for
  const bytes = { 'wasm/wortlaut.wasm': [0, 6, 5, ...Buffer.from('other')], 'wasm/models.bin': [5, ...Buffer.from('other'), 0, 0, 0, 0] };
  for (const [file, more] of Object.entries(bytes)) {
    const old = integrity(join(folder, file));
    appendFileSync(join(folder, file), Buffer.from(more));
    for (const module of files) writeFileSync(module, readFileSync(module, 'utf8').replaceAll(old, integrity(join(folder, file))));
  }
}

/** Writes a page that runs main.js. @param {string} to */
const page = (to) => cpSync(join(source, 'index.html'), join(to, 'index.html'));

/** The strict policy with the hashes of what a bundler wrote into the page: Parcel puts an import map there. @param {string} file */
function withInline(file) {
  const inline = [...readFileSync(file, 'utf8').matchAll(/<script(?![^>]* src)[^>]*>([^]*?)<\/script>/g)];
  const hashes = inline.map(([, script]) => ` 'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  return POLICY.replace("script-src 'self'", `$&${hashes.join('')}`);
}

/** @type {Record<string, (to: string) => void>} each makes a page with all that it needs in a folder */
const BUNDLERS = {
  Vite: (to) => void bin('vite', 'build', '--base', './', '--outDir', to, '--logLevel', 'error'),
  'webpack 5': (to) => {
    const options = { mode: 'production', entry: './main.js', output: { path: to }, performance: false };
    const script = `require('webpack')(${JSON.stringify(options)}, (error, stats) => { if (error || stats.hasErrors() || stats.hasWarnings()) throw error ?? new Error(stats.toString()); })`;
    execFileSync(process.execPath, ['--input-type=commonjs', '-e', script], { cwd: project, stdio: 'pipe' });
    page(to);
  },
  Rollup: (to) => {
    bin('rollup', '-p', '@rollup/plugin-node-resolve', '-i', 'main.js', '-d', to, '--format', 'es', '--silent');
    copyFiles(to);
    page(to);
  },
  esbuild: (to) => {
    bin('esbuild', 'main.js', '--bundle', '--format=esm', '--minify', `--outdir=${to}`, '--log-level=warning');
    copyFiles(to);
    page(to);
  },
  Parcel: (to) => void bin('parcel', 'build', 'index.html', '--dist-dir', to, '--public-url', './', '--no-cache', '--log-level', 'error'),
};

describe('in a page of somebody else’s', () => {
  /** @type {import('playwright-core').Browser} */
  let browser;
  before(async () => { browser = await startChromium(); });
  after(() => browser.close());

  /**
   * Opens a folder's page, served below a path, and waits until the element and the interface have read.
   * @param {import('node:test').TestContext} context
   * @param {string} folder
   * @param {Parameters<typeof serve>[1] & { mark?: string }} [options] `mark`: class of the quotations that are waited for
   */
  async function open(context, folder, { mark = 'wl-quote', ...options } = {}) {
    const server = await serve(site, { policy: POLICY, ...options });
    const page = await browser.newPage();
    /** @type {string[]} */
    const problems = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (line) => ['error', 'warning'].includes(line.type()) && problems.push(line.text()));
    page.on('response', (response) => response.status() >= 400 && problems.push(`${response.status()} ${response.url()}`));
    context.after(async () => {
      await page.close();
      await server.close();
    });
    await page.goto(`${server.url}${folder}/`);
    await page.locator('html[data-read]').waitFor({ timeout: 10_000 }).catch(() => assert.fail(problems.join('\n') || 'nothing was read'));
    await page.locator(`#article mark.${mark}`).first().waitFor();
    // a browser's own marks are yellow
    await page.waitForFunction((mark) => getComputedStyle(/** @type {Element} */ (document.querySelector(`mark.${mark}`))).backgroundColor !== 'rgb(255, 255, 0)', mark);
    return { page, problems, read: await page.locator('html').getAttribute('data-read') };
  }

  for (const [name, make] of Object.entries(BUNDLERS)) {
    test(`${name}: element, interface, worker, styles`, { timeout: 120_000, skip: problem || false }, async (context) => {
      const folder = join('ein/pfad', name.replace(/\W/g, ''));
      make(join(site, folder));
      const { problems, read } = await open(context, folder, { policy: withInline(join(site, folder, 'index.html')) });
      assert.equal(read, '1 worker');
      assert.deepEqual(problems, []);
    });
  }

  test('esbuild with the single module: one file and nothing beside it', { timeout: 120_000, skip: problem || false }, async (context) => {
    const to = join(site, 'inline');
    writeFileSync(join(project, 'one.js'), readFileSync(join(source, 'main.js'), 'utf8').replace("from 'wortlaut'", "from 'wortlaut/inline'").replace("import 'wortlaut/element';", ''));
    bin('esbuild', 'one.js', '--bundle', '--format=esm', `--outfile=${join(to, 'main.js')}`, '--log-level=warning');
    page(to);
    const { problems, read } = await open(context, 'inline', { policy: "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src blob:; style-src data:; img-src data:" });
    assert.equal(read, '1 worker');
    assert.deepEqual(problems, []);
  });

  /** A page without a bundler, for one or more copies of the package. @param {string} name @param {string[]} copies */
  function plain(name, ...copies) {
    const to = join(site, name);
    for (const copy of copies) cpSync(dist, join(to, copy), { recursive: true });
    page(to);
    const [first] = copies;
    const code = readFileSync(join(source, 'main.js'), 'utf8').replace("'wortlaut'", `'./${first}/api.js'`).replace("'wortlaut/element'", `'./${first}/element.js'`);
    writeFileSync(join(to, 'main.js'), copies.slice(1).map((copy) => `import './${copy}/element.js';\n`).join('') + code);
  }

  test('no bundler, and a server that sends everything but scripts and styles as plain text', { timeout: 60_000 }, async (context) => {
    plain('ohne', 'wortlaut');
    const { problems, read } = await open(context, 'ohne', {
      answer: (path) => (/\.(wasm|bin)$/.test(path) ? { body: readFileSync(join(site, path)), headers: { 'Content-Type': 'text/plain' } } : undefined),
    });
    assert.equal(read, '1 worker');
    assert.deepEqual(problems, []);
  });

  // the element is that of the second copy, which the page imports first; the interface that of the first
  for (const [rule, mode] of [["'allow-duplicates'", 'worker'], ['', 'page']]) {
    for (const other of ['eins', 'zwei']) {
      test(`two versions on one page, trusted-types wortlaut${rule && ` ${rule}`}, the ${other === 'eins' ? 'later' : 'earlier'} one changed: each uses its own files, the later one’s interface works in the ${mode}`, { timeout: 60_000 }, async (context) => {
        const folder = `versionen-${mode}-${other}`;
        plain(folder, 'eins', 'zwei');
        change(join(site, folder, other));
        /** @type {string[]} */
        const asked = [];
        const mark = other === 'zwei' ? 'wl-passage' : 'wl-quote';
        const { page, problems, read } = await open(context, folder, { mark, policy: POLICY.replace('trusted-types wortlaut', `$& ${rule}`), onrequest: (path) => asked.push(path) });
        assert.equal(read, `1 ${mode}`);
        assert.equal(await page.locator('#article mark').count(), 1, 'marked once');
        const own = (/** @type {string} */ copy) => asked.filter((path) => path.startsWith(`/${folder}/${copy}/`)).map((path) => path.slice(folder.length + copy.length + 3));
        for (const copy of ['eins', 'zwei']) {
          assert.deepEqual(own(copy).filter((path) => path.startsWith('wasm/')).sort(), ['wasm/models.bin', 'wasm/wortlaut.wasm'], copy);
          assert.equal(own(copy).includes('worker.js'), copy === 'zwei' || mode === 'worker', copy);
        }
        assert.deepEqual(problems.filter((line) => rule || !line.includes('allow-duplicates')), []);
      });
    }
  }
});
