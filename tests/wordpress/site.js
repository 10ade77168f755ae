// A real WordPress for one test: Debian's files, a database server of its own, PHP's server; all in a folder that goes away.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const SOURCE = '/usr/share/wordpress';
const MARIADB = '/usr/sbin/mariadbd';

/** What is missing here for a WordPress, or undefined. */
export function missing() {
  if (!existsSync(join(SOURCE, 'wp-load.php'))) return `WordPress is not installed in ${SOURCE}`;
  if (!existsSync(join(SOURCE, 'wp-content/themes/twentytwentythree'))) return 'the theme Twenty Twenty-Three is not installed';
  if (!existsSync(MARIADB)) return 'MariaDB is not installed';
  if (spawnSync('php', ['-r', 'exit(extension_loaded("mysqli") ? 0 : 1);']).status !== 0) return 'PHP with mysqli is not installed';
  return undefined;
}

/**
 * Installs and starts it with the plugin from a zip file.
 * @param {string} zip
 * @returns {Promise<{ url: string, version: string, log: () => string, stop: () => Promise<void> }>} `log`: what PHP complained of
 */
export async function startSite(zip) {
  const folder = mkdtempSync(join(tmpdir(), 'wordpress-'));
  const site = join(folder, 'site');
  const data = join(folder, 'data');
  const socket = join(folder, 'socket');
  /** @type {import('node:child_process').ChildProcess[]} */
  const running = [];
  const stop = async () => {
    for (const child of running.reverse()) {
      if (child.exitCode !== null || !child.pid) continue;
      const over = new Promise((resolve) => child.once('exit', resolve));
      // the whole group: PHP's server has workers
      process.kill(-child.pid, 'SIGTERM');
      await over;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  /** @param {string} command @param {string[]} args @param {object} [options] */
  const start = (command, args, options) => running.push(spawn(command, args, { stdio: 'ignore', detached: true, ...options }));
  try {
    const { username } = userInfo();
    const quiet = { stdio: /** @type {['ignore', 'ignore', 'inherit']} */ (['ignore', 'ignore', 'inherit']), cwd: site };
    cpSync(SOURCE, site, { recursive: true, dereference: true, filter: (file) => !file.endsWith('.htaccess') });
    execFileSync('mariadb-install-db', ['--no-defaults', `--datadir=${data}`, `--user=${username}`, '--auth-root-authentication-method=normal', '--skip-test-db'], { stdio: 'ignore' });
    start(MARIADB, ['--no-defaults', `--datadir=${data}`, `--socket=${socket}`, `--pid-file=${join(folder, 'pid')}`, `--user=${username}`, '--skip-networking', '--innodb-buffer-pool-size=32M', '--innodb-flush-log-at-trx-commit=0']);
    await until(() => existsSync(socket), 'MariaDB');
    execFileSync('php', ['-r', `(new mysqli('localhost', 'root', '', '', 0, '${socket}'))->query('CREATE DATABASE wordpress');`], quiet);
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/`;
    writeFileSync(join(site, 'wp-config.php'), config(url, socket, join(folder, 'php.log')));
    mkdirSync(join(site, 'wp-content/mu-plugins'), { recursive: true });
    writeFileSync(join(site, 'wp-content/mu-plugins/closed.php'), CLOSED);
    for (const step of ['install', 'plugin']) execFileSync('php', [join(import.meta.dirname, 'setup.php'), step, zip], quiet);
    start('php', ['-S', `127.0.0.1:${port}`, '-t', site], { env: { ...process.env, PHP_CLI_SERVER_WORKERS: '4' } });
    await until(() => fetch(url).then(({ ok }) => ok, () => false), 'WordPress');
    const version = execFileSync('php', ['-r', 'require "wp-includes/version.php"; echo $wp_version;'], { cwd: site, encoding: 'utf8' });
    const log = () => (existsSync(join(folder, 'php.log')) ? execFileSync('cat', [join(folder, 'php.log')], { encoding: 'utf8' }) : '');
    return { url, version, log, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @param {string} url @param {string} socket @param {string} log */
const config = (url, socket, log) => `<?php
define( 'DB_NAME', 'wordpress' );
define( 'DB_USER', 'root' );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', 'localhost:${socket}' );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'DB_COLLATE', '' );
define( 'WP_HOME', '${url.slice(0, -1)}' );
define( 'WP_SITEURL', WP_HOME );
define( 'DISABLE_WP_CRON', true );
define( 'FS_METHOD', 'direct' );
define( 'WP_DEBUG', true );
define( 'WP_DEBUG_DISPLAY', false );
define( 'WP_DEBUG_LOG', '${log}' );
$table_prefix = 'wp_';
if ( ! defined( 'ABSPATH' ) ) {
	define( 'ABSPATH', __DIR__ . '/' );
}
require_once ABSPATH . 'wp-settings.php';
`;

/** Asks no other server. `WP_HTTP_BLOCK_EXTERNAL` would do so only after looking up its name, which takes a minute where no names are known. */
const CLOSED = `<?php
add_filter( 'pre_http_request', fn() => new WP_Error( 'http_request_not_executed', 'a closed network' ) );
add_filter( 'pre_option_show_avatars', '__return_zero' );
`;

/** @param {() => unknown} condition @param {string} name */
async function until(condition, name) {
  for (let i = 0; i < 2400; i++) {
    if (await condition()) return;
    await sleep(50);
  }
  throw new Error(`${name} did not start within two minutes`);
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}
